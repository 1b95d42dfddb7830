package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.service.RerankScoringModel;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings do what they say, and contradictions are refused. */
interface SettingPromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void custom_headers_are_asked_for_once_per_attempt_and_replace_ours(Way way) {
        AtomicInteger asked = new AtomicInteger();
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("0"), scored("0.5"));

        way.score(
                model(configured()
                        .customHeaders(() -> Map.of("accept", "application/json, v=" + asked.incrementAndGet()))),
                "a");

        assertThat(server().requests())
                .extracting(request -> request.headers().get("Accept"))
                .containsExactly(List.of("application/json, v=1"), List.of("application/json, v=2"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void requests_say_who_sends_them_unless_custom_headers_do(Way way) {
        echoScores();

        way.score(model(), "1");
        way.score(model(configured().customHeaders(Map.of("user-agent", "mine/1"))), "1");

        assertThat(server().takeRequest(SOON).header("User-Agent")).startsWith("rerank4j/");
        assertThat(server().takeRequest(SOON).headers().get("User-Agent")).containsExactly("mine/1");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_query_given_as_a_text_goes_through_the_query_mapper_and_a_content_does_not(Way way) {
        echoScores();
        RerankScoringModel model = model(configured().queryMapper(query -> "Query: " + query));

        way.score(model, "1");
        way.rerank(
                model,
                RerankRequest.builder()
                        .query(TextContent.from("as it is"))
                        .documents(List.of("1"))
                        .build());
        model.scoreAll(List.of(TextSegment.from("1")), "from LangChain4j");

        assertThat(server().takeRequest(SOON).text()).contains("\"Query: the question of this test\"");
        assertThat(server().takeRequest(SOON).text()).contains("\"as it is\"");
        assertThat(server().takeRequest(SOON).text()).contains("\"Query: from LangChain4j\"");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_query_mapper_that_fails_is_named_and_nothing_is_sent(Way way) {
        List<UnaryOperator<String>> wrong = List.of(SettingPromises::nothing, query -> " ", query -> {
            throw new IllegalStateException("about " + query);
        });
        for (UnaryOperator<String> mapper : wrong) {
            RerankScoringModel model = model(configured().queryMapper(mapper));

            assertThatThrownBy(() -> way.score(model, "a"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("queryMapper")
                    .hasMessageNotContaining("question");
        }
        assertThat(server().requestCount()).isZero();
    }

    @SuppressWarnings("NullAway") // what a careless mapper returns
    private static String nothing(String query) {
        return null;
    }

    @Test
    default void headers_the_model_must_set_itself_are_refused_or_dropped_with_one_warning() {
        echoScores();
        RecordingLogger log = new RecordingLogger();
        for (String name : List.of("Host", "content-type", "Content-Length")) {
            assertThatThrownBy(() -> model(configured().customHeaders(Map.of(name, "x"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }

        RerankScoringModel model = model(configured().logger(log.logger()).customHeaders(() -> Map.of("Host", "evil")));
        Way.BLOCKING.score(model, "1");
        Way.ASYNC.score(model, "1");

        assertThat(server().takeRequest(SOON).header("Host")).doesNotContain("evil");
        assertThat(log.warnings()).isEqualTo(1);
    }

    @Test
    default void contradicting_and_senseless_settings_are_refused_in_build() {
        OkHttpClient client = new OkHttpClient();
        RateLimiter limiter = RateLimiters.perSecond(1);
        List<Consumer<RerankScoringModel.Builder<?>>> wrong = List.of(
                builder -> builder.rateLimiter(limiter).requestsPerSecond(5),
                builder -> builder.httpClient(client).proxy(Proxy.NO_PROXY),
                builder -> builder.httpClient(client).connectTimeout(Duration.ofSeconds(1)),
                builder -> builder.timeout(Duration.ofSeconds(1)).attemptTimeout(Duration.ofSeconds(2)),
                builder -> builder.timeout(Duration.ZERO),
                builder -> builder.maxRetries(-1),
                builder -> builder.maxConcurrentRequests(0),
                builder -> builder.maxDocumentsPerRequest(0),
                builder -> builder.maxCharactersPerRequest(-5),
                builder -> builder.maxCharactersPerDocument(0),
                builder -> builder.maxBytesPerRequest(0),
                builder -> builder.requestsPerSecond(0),
                builder -> builder.baseUrl("ftp://host"),
                builder -> builder.baseUrl("https://user:hunter2@host/"),
                builder -> builder.baseUrl("https://host/?key=value"),
                builder -> builder.baseUrl("https://host/#part"),
                builder -> builder.customHeaders(Map.of("X-Bad", "line\nbreak")));
        for (Consumer<RerankScoringModel.Builder<?>> setting : wrong) {
            RerankScoringModel.Builder<?> builder = configured();
            assertThatThrownBy(() -> {
                        setting.accept(builder);
                        model(builder);
                    })
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("hunter2", "line\nbreak"));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_proxy_is_used(Way way) {
        echoScores();
        URI proxy = URI.create(server().url());
        RerankScoringModel model = model(builder()
                .baseUrl("http://rerank.example")
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort()))));

        assertThat(way.score(model, "1")).containsExactly(1.0);
        assertThat(server().takeRequest(SOON).header("Host")).isEqualTo("rerank.example");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void tls_and_http_2_work_through_a_users_client(Way way) {
        for (ScriptedServer server : List.of(ScriptedServer.startTls(), ScriptedServer.startHttp2())) {
            try (server) {
                server.enqueue(scored("0.5"));

                assertThat(way.score(
                                model(builder()
                                        .baseUrl(server.url())
                                        .httpClient(server.client().build())),
                                "a"))
                        .containsExactly(0.5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @ResourceLock(Resources.LOCALE)
    default void the_locale_of_the_machine_does_not_matter(Way way) {
        Locale before = Locale.getDefault();
        try {
            for (String tag :
                    new String[] {"tr-TR", "th-TH-u-ca-buddhist-nu-thai", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                server().enqueue(scored("0.125", "0.25"));

                assertThat(way.score(model(), "I", "ı")).containsExactly(0.125, 0.25);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void probabilities_lie_between_0_and_1_or_are_refused_in_build(Way way) {
        server().enqueue(scored("0.125", "0", "1", "0.5"));
        RerankScoringModel model;
        try {
            model = model(configured().scores(ScoreOutput.PROBABILITY));
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageContainingAll("scale", "RAW");
            return;
        }

        List<Double> scores = way.score(model, "a", "b", "c", "d");

        assertThat(scores).hasSize(4).allSatisfy(score -> assertThat(score).isBetween(0.0, 1.0));
        assertThat(List.of(scores.get(1), scores.get(0), scores.get(3), scores.get(2)))
                .isSorted();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_call_may_name_another_model(Way way) {
        server().enqueue(scored("0.5"), scored("0.5"));
        RerankScoringModel model = model();
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .documents(List.of("a"))
                .modelName(otherModel())
                .build();

        way.rerank(model, request);
        way.score(model, "a");

        assertThat(server().takeRequest(SOON).text()).contains("\"" + otherModel() + "\"");
        assertThat(server().takeRequest(SOON).text()).doesNotContain(otherModel());
    }
}
