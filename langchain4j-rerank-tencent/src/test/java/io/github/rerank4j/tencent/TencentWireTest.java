package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.UserAgent;
import io.github.rerank4j.spi.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TencentWireTest {

    private final TencentWire wire = new TencentWire(TencentSite.INTERNATIONAL.traits(), "ap-jakarta");

    @Test
    void a_request_has_query_documents_and_model_and_nothing_else() {
        RerankCall call = call(
                "How do I reset the 空气净化器 filter light?",
                List.of(text("Hold the fan button for five seconds."), text("滤网每六个月更换一次。")),
                "lke-reranker-base");

        WireRequest request = wire.encode(call);

        assertThat(new String(request.body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(golden("request.json").strip());
        assertThat(request.path()).isEmpty();
        assertThat(request.headers())
                .containsOnly(
                        Map.entry("X-TC-Action", "RunRerank"),
                        Map.entry("X-TC-Version", "2024-05-22"),
                        Map.entry("X-TC-Region", "ap-jakarta"),
                        Map.entry("X-TC-RequestClient", UserAgent.VALUE));
    }

    @Test
    void a_request_without_a_model_leaves_it_to_the_service() {
        WireRequest request = wire.encode(call("q", List.of(text("d")), null));

        assertThat(new String(request.body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"Query\":\"q\",\"Docs\":[\"d\"]}");
    }

    @Test
    void half_a_surrogate_pair_is_sent_as_a_replacement_character() {
        WireRequest request = wire.encode(call("q\ud83d", List.of(text("")), null));

        assertThat(new String(request.body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"Query\":\"q\ufffd\",\"Docs\":[\"\"]}");
    }

    @Test
    void what_the_service_has_no_member_for_is_refused() {
        assertRefused(new RerankCall(text("q"), List.of(text("d")), null, "be strict", Map.of(), Map.of()))
                .hasMessageContaining("no instruction");
        assertRefused(new RerankCall(text("q"), List.of(text("d")), null, null, Map.of("k", 1), Map.of()))
                .hasMessageContaining("no input");
        assertRefused(new RerankCall(text("q"), List.of(text("d")), null, null, Map.of(), Map.of("k", 1)))
                .hasMessageContaining("no parameters");
        assertRefused(call("q", List.of(ImageContent.from("https://example.com/a.png")), null))
                .hasMessageContaining("image");
    }

    @Test
    void scores_come_in_document_order_with_usage_and_request_id() {
        Scored scored = (Scored) wire.decode(Examples.reply(200, golden("reply.json")));

        assertThat(scored.indexName()).isNull();
        assertThat(scored.hits()).hasToString("[3.1415925,-7]");
        assertThat(scored.usage()).isEqualTo(new TokenUsage(41, 0, 41));
        assertThat(scored.requestId()).isEqualTo("0c1d2e3f-aaaa-4bbb-8ccc-123456789abc");
        assertThat(scored.modelName()).isNull();
    }

    @Test
    void usage_and_request_id_may_be_missing() {
        Scored scored = (Scored) wire.decode(Examples.reply(200, "{\"Response\":{\"ScoreList\":[1],\"Usage\":null}}"));

        assertThat(scored.hits()).hasSize(1);
        assertThat(scored.usage()).isNull();
        assertThat(scored.requestId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403, 500})
    void an_error_is_one_under_any_status(int status) {
        Refused refused = refused(status, golden("error.json"));

        assertThat(refused)
                .isEqualTo(new Refused(
                        ErrorKind.AUTHENTICATION,
                        "AuthFailure.SecretIdNotFound",
                        "The SecretId is not found, please check it.",
                        "1c1d2e3f-aaaa-4bbb-8ccc-123456789abc"));
    }

    @Test
    void an_error_beside_scores_is_an_error() {
        Refused refused = refused(
                200, "{\"Response\":{\"ScoreList\":[1],\"Error\":{\"Code\":\"InternalError\",\"Message\":\"m\"}}}");

        assertThat(refused.kind()).isEqualTo(ErrorKind.SERVER);
    }

    @Test
    void an_error_of_the_obsolete_form_is_understood() {
        Refused refused = refused(200, golden("obsolete-error.json"));

        assertThat(refused)
                .isEqualTo(new Refused(
                        ErrorKind.AUTHENTICATION, "AuthFailure", "authentication failed at the gateway", null));
    }

    @Test
    void an_obsolete_success_without_scores_is_no_error() {
        RerankReply reply = wire.decode(Examples.reply(200, "{\"code\":0,\"message\":\"\",\"codeDesc\":\"Success\"}"));

        assertThat(reply).isInstanceOf(Scored.class);
        assertThat(((Scored) reply).hits().isMissingNode()).isTrue();
    }

    @Test
    void an_unknown_code_is_judged_by_its_status_and_with_a_200_is_the_requests_fault() {
        String unknown = "{\"Response\":{\"Error\":{\"Code\":\"FailedOperation.Novelty\",\"Message\":\"m\"}}}";

        assertThat(refused(200, unknown).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refused(503, unknown).kind()).isEqualTo(ErrorKind.SERVER);
        assertThat(refused(429, unknown).kind()).isEqualTo(ErrorKind.RATE_LIMIT);
    }

    @Test
    void a_known_code_wins_over_the_status() {
        String inArrears = "{\"Response\":{\"Error\":{\"Code\":\"ResourceUnavailable.InArrears\",\"Message\":\"m\"}}}";

        assertThat(refused(503, inArrears).kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    }

    @Test
    void an_unknown_region_is_to_be_corrected() {
        String region = "{\"Response\":{\"Error\":{\"Code\":\"UnsupportedRegion\",\"Message\":\"m\"}}}";

        assertThat(wire.hint(Examples.reply(200, region))).isEqualTo("correct region");
        assertThat(wire.hint(Examples.reply(200, "{\"Response\":{\"Error\":\"odd\"}}")))
                .isEmpty();
        assertThat(wire.hint(Examples.reply(200, region.replace("UnsupportedRegion", "AuthFailure"))))
                .isEmpty();
        assertThat(wire.hint(Examples.reply(502, "<html>"))).isEmpty();
    }

    @Test
    void an_error_of_another_form_keeps_its_words() {
        assertThat(refused(200, "{\"Response\":{\"Error\":\"odd\"}}"))
                .isEqualTo(new Refused(ErrorKind.INVALID_REQUEST, null, "odd", null));
        assertThat(refused(200, "{\"Response\":{\"Error\":{\"Code\":7}}}").message())
                .isEqualTo("{\"Response\":{\"Error\":{\"Code\":7}}}");
    }

    @Test
    void a_status_without_a_readable_body_is_judged_by_itself() {
        assertThat(refused(502, "<html>Bad Gateway</html>"))
                .isEqualTo(new Refused(ErrorKind.SERVER, null, "a web page \"Bad Gateway\"", null));
        assertThat(refused(404, "{\"message\":\"no route\"}"))
                .isEqualTo(new Refused(ErrorKind.MODEL_NOT_FOUND, null, "no route", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "\"\"", "{\"Code\":\"\",\"Message\":\"\"}"})
    void an_error_that_says_nothing_beside_scores_is_none(String error) {
        String body = "{\"Response\":{\"ScoreList\":[0.5],\"Error\":" + error + "}}";

        assertThat(wire.decode(Examples.reply(200, body))).isInstanceOf(Scored.class);
        assertThat(wire.decode(Examples.reply(500, body))).isInstanceOf(Refused.class);
    }

    @Test
    void a_success_that_is_neither_scores_nor_error_is_left_to_the_core() {
        assertThat(((Scored) wire.decode(Examples.reply(200, "<html></html>")))
                        .hits()
                        .isMissingNode())
                .isTrue();
        assertThat(((Scored) wire.decode(Examples.reply(200, "{\"Response\":{\"Error\":null}}")))
                        .hits()
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void the_international_site_takes_20_documents_of_any_length() {
        ModelTraits traits = TencentSite.INTERNATIONAL.traits();

        assertThat(traits.maxDocuments()).isEqualTo(20);
        assertThat(traits.maxCharacters()).isEqualTo(Integer.MAX_VALUE);
        assertThat(TencentSite.INTERNATIONAL.baseUrl()).isEqualTo("https://lkeap.intl.tencentcloudapi.com");
        assertThat(TencentSite.INTERNATIONAL.region()).isEqualTo("ap-jakarta");
    }

    @Test
    void the_site_of_china_takes_60_documents_and_2000_characters() {
        ModelTraits traits = TencentSite.CHINA.traits();

        assertThat(traits.maxDocuments()).isEqualTo(60);
        assertThat(traits.maxCharacters()).isEqualTo(2000);
        assertThat(TencentSite.CHINA.baseUrl()).isEqualTo("https://lkeap.tencentcloudapi.com");
        assertThat(TencentSite.CHINA.region()).isEqualTo("ap-guangzhou");
    }

    @Test
    void scores_are_logits_and_each_document_has_its_own() {
        ModelTraits traits = wire.traits(null);

        assertThat(traits.scale()).isEqualTo(ScoreScale.LOGIT);
        assertThat(traits.listwise()).isFalse();
        assertThat(wire.traits("lke-reranker-base")).isEqualTo(traits);
    }

    private Refused refused(int status, String body) {
        RerankReply reply = wire.decode(Examples.reply(status, body));
        assertThat(reply).isInstanceOf(Refused.class);
        return (Refused) reply;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(RerankCall call) {
        return assertThatThrownBy(() -> wire.encode(call)).isInstanceOf(UnsupportedFeatureException.class);
    }

    private static RerankCall call(String query, List<? extends Content> documents, @Nullable String modelName) {
        return new RerankCall(text(query), List.copyOf(documents), modelName, null, Map.of(), Map.of());
    }

    private static TextContent text(String text) {
        return TextContent.from(text);
    }

    private static String golden(String name) {
        try (InputStream file = TencentWireTest.class.getResourceAsStream("/tencent/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
