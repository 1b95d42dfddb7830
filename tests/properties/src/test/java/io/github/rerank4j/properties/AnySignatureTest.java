package io.github.rerank4j.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.LocalRerankServer.Site;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.tencent.TencentCredentials;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.github.rerank4j.tencent.TencentSite;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Whatever Tencent's model sends, a service that checks signatures with code of its own lets it in. */
class AnySignatureTest {

    /** A region of a site. */
    enum Region {
        AP_JAKARTA(TencentSite.INTERNATIONAL, Site.INTERNATIONAL),
        AP_BEIJING(TencentSite.CHINA, Site.CHINA),
        AP_GUANGZHOU(TencentSite.CHINA, Site.CHINA);

        private final TencentSite site;
        private final Site served;

        Region(TencentSite site, Site served) {
            this.site = site;
            this.served = served;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void any_text_and_any_credentials_pass_the_check_of_the_service(
            @ForAll Region region,
            @ForAll("id") String secretId,
            @ForAll("accepted") String secretKey,
            @ForAll("accepted") String token,
            @ForAll boolean temporary,
            @ForAll @Size(min = 1, max = 8) List<@From("short") String> texts) {
        LocalRerankServer.Builder account = LocalRerankServer.builder()
                .scorer(RerankScorer.each((query, document) -> document.length()))
                .tencentCredentials(secretId, secretKey)
                .tencentSite(region.served);
        TencentScoringModel.Builder caller = TencentScoringModel.builder()
                .secretId(secretId)
                .secretKey(secretKey)
                .site(region.site)
                .region(region.code());
        if (temporary) {
            account.tencentToken(token);
            caller.token(token);
        }

        try (LocalRerankServer server = account.start();
                TencentScoringModel model =
                        caller.baseUrl(server.url()).maxRetries(0).build()) {
            List<Double> scores = model.rerank(RerankRequest.builder()
                            .query("q" + texts.get(0))
                            .documents(texts)
                            .build())
                    .scores();

            assertThat(scores)
                    .isEqualTo(
                            texts.stream().map(text -> (double) text.length()).toList());
        }
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void any_region_a_builder_accepts_is_sent_as_it_is(@ForAll("regions") String region) {
        try (ScriptedServer server = ScriptedServer.start();
                TencentScoringModel model = TencentScoringModel.builder()
                        .secretId("AKIDexample")
                        .secretKey("example")
                        .region(region)
                        .baseUrl(server.url())
                        .build()) {
            server.enqueue(ScriptedReply.json("{\"Response\":{\"ScoreList\":[0.5]}}"));

            model.rerank(RerankRequest.builder()
                    .query("where is the moon?")
                    .documents(List.of("above"))
                    .build());

            assertThat(server.requests().get(0).header("X-TC-Region")).isEqualTo(region);
        }
    }

    @Property(tries = 100)
    void what_no_header_can_carry_is_refused(@ForAll("unsendable") String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TencentScoringModel.builder()
                        .secretId(wrong)
                        .secretKey("example")
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TencentScoringModel.builder()
                        .secretId("AKIDexample")
                        .secretKey("example")
                        .token(wrong)
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TencentScoringModel.builder()
                        .secretId("AKIDexample")
                        .secretKey("example")
                        .region(wrong)
                        .build());
    }

    @Property(tries = 50)
    void a_secret_id_that_would_break_the_header_it_stands_in_is_refused(
            @ForAll("id") String start, @ForAll("separator") String separator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TencentScoringModel.builder()
                        .secretId(start + separator)
                        .secretKey("example")
                        .build());
    }

    @Provide
    Arbitrary<String> id() {
        return accepted().map(word -> "A" + word.replaceAll("[/,]", "")).filter(AnySignatureTest::isKey);
    }

    @Provide
    Arbitrary<String> separator() {
        return Arbitraries.of("/", ",");
    }

    @Provide
    Arbitrary<String> accepted() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .ofMinLength(1)
                .ofMaxLength(80)
                .filter(AnySignatureTest::isKey);
    }

    /** Whether it is not taken for a placeholder, or for a key with its quotes. */
    private static boolean isKey(String word) {
        try {
            TencentCredentials.of("AKIDexample", word);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** The site of China counts characters. */
    @Provide("short")
    Arbitrary<String> shortTexts() {
        return Texts.any().map(text -> Corpus.head(text, 150));
    }

    @Provide
    Arbitrary<String> regions() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> unsendable() {
        Arbitrary<String> word = Arbitraries.strings().ascii().ofMaxLength(10);
        Arbitrary<Character> wrong = Arbitraries.chars().all().filter(c -> c <= ' ' || c >= 127);
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of("", " ", "\n")),
                Tuple.of(9, word.flatMap(start -> wrong.map(c -> start + c + "x"))));
    }
}
