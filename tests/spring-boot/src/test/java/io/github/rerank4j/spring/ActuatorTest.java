package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ActuatorTest {

    private static final String ON = "management.health.rerank.enabled=true";

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void health_costs_nothing_unless_it_is_switched_on() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.tencent())) {
            JsonNode health = get(application, "/actuator/health");

            assertThat(health.path("status").asText()).isEqualTo("UP");
            assertThat(health.at("/components/rerank").isMissingNode()).isTrue();
            assertThat(providers.server.requestCount()).isZero();
        }
    }

    @Test
    void health_says_what_it_calls() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.tencent(ON))) {
            JsonNode rerank = get(application, "/actuator/health").at("/components/rerank");

            assertThat(rerank.path("status").asText()).isEqualTo("UP");
            assertThat(rerank.at("/details/tencentScoringModel/reranker").asText())
                    .contains("provider=tencent", providers.server.url());
            assertThat(rerank.at("/details/tencentScoringModel/called").asText())
                    .startsWith("one call with the query");
            assertThat(providers.server.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void a_reranker_that_fails_is_down_with_the_reason_and_without_a_secret() throws Exception {
        List<String> properties = new ArrayList<>(List.of(providers.siliconFlow(ON)));
        properties.addAll(List.of(providers.tencent("langchain4j.rerank.tencent.secret-key=wrong-secret-key")));
        try (ConfigurableApplicationContext application = Application.onTheWeb(properties.toArray(String[]::new))) {
            JsonNode rerank = get(application, "/actuator/health").at("/components/rerank");

            assertThat(rerank.path("status").asText()).isEqualTo("DOWN");
            assertThat(rerank.at("/details/siliconFlowScoringModel/error").isMissingNode())
                    .isTrue();
            assertThat(rerank.at("/details/tencentScoringModel/error").asText())
                    .contains("AuthenticationException", "AuthFailure");
            assertThat(rerank.toString()).doesNotContain("wrong-secret-key", LocalProviders.API_KEY);
        }
    }

    @Test
    void a_reranker_that_does_not_answer_is_not_waited_for_long() throws Exception {
        try (ScriptedServer silent = ScriptedServer.start()) {
            silent.enqueue(ScriptedReply.neverRespond());
            try (ConfigurableApplicationContext application = Application.onTheWeb(
                    ON,
                    "management.health.rerank.timeout=2s",
                    "langchain4j.rerank.generic.model-name=any",
                    "langchain4j.rerank.generic.base-url=" + silent.url())) {
                JsonNode rerank = get(application, "/actuator/health").at("/components/rerank");

                assertThat(rerank.at("/details/genericScoringModel/error").asText())
                        .isEqualTo("no response within 2 s");
                silent.awaitAborted(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void of_several_registries_none_is_guessed() {
        try (ConfigurableApplicationContext application =
                Application.without(TwoRegistries.class, providers.siliconFlow())) {
            assertThat(LocalProviders.scores(application.getBean(ScoringModel.class)))
                    .containsExactly(0.1, 0.9);
            assertThat(application.getBeansOfType(RerankMeters.class)).isEmpty();
        }
    }

    @Test
    void calls_requests_documents_and_tokens_are_counted() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(
                providers.siliconFlow("langchain4j.rerank.siliconflow.max-documents-per-request=1"))) {
            ScoringModel model = application.getBean(ScoringModel.class);
            model.scoreAll(List.of(TextSegment.from("private tea"), TextSegment.from("private coffee")), "coffee");

            String tags =
                    "?tag=reranker:siliconFlowScoringModel&tag=provider:siliconflow&tag=model:BAAI/bge-reranker-v2-m3&tag=outcome:success";
            assertThat(count(application, "rerank.calls" + tags)).isEqualTo(1);
            assertThat(count(application, "rerank.requests" + tags)).isEqualTo(2);
            assertThat(count(application, "rerank.retries" + tags)).isZero();
            assertThat(count(application, "rerank.documents" + tags)).isEqualTo(2);
            assertThat(count(application, "rerank.tokens" + tags)).isPositive();
            assertThat(get(application, "/actuator/metrics/rerank.calls").toString())
                    .doesNotContain("private", "coffee");
        }
    }

    @Test
    void failures_are_counted_under_their_name() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(
                providers.siliconFlow("langchain4j.rerank.siliconflow.api-key=sk-wrong-example"))) {
            ScoringModel model = application.getBean(ScoringModel.class);

            Throwable failure = catchThrowable(() -> model.scoreAll(List.of(TextSegment.from("tea")), "coffee"));

            assertThat(failure).isNotNull();
            assertThat(count(application, "rerank.calls?tag=outcome:AuthenticationException"))
                    .isEqualTo(1);
        }
    }

    @Test
    void rerankers_of_one_provider_are_told_apart() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.siliconFlow(
                "langchain4j.rerank.instances.faq.provider=siliconflow",
                "langchain4j.rerank.instances.faq.base-url=" + providers.server.url(),
                "langchain4j.rerank.instances.faq.api-key=" + LocalProviders.API_KEY,
                "langchain4j.rerank.instances.faq.model-name=BAAI/bge-reranker-v2-m3"))) {
            LocalProviders.scores(application.getBean("faq", ScoringModel.class));
            LocalProviders.scores(application.getBean("faq", ScoringModel.class));
            LocalProviders.scores(application.getBean("siliconFlowScoringModel", ScoringModel.class));

            assertThat(count(application, "rerank.calls?tag=reranker:faq")).isEqualTo(2);
            assertThat(count(application, "rerank.calls?tag=reranker:siliconFlowScoringModel"))
                    .isEqualTo(1);
        }
    }

    @Test
    void models_that_calls_name_are_one_in_the_meters() {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.generic())) {
            RerankScoringModel model = application.getBean(RerankScoringModel.class);
            MeterRegistry registry = application.getBean(MeterRegistry.class);
            for (int i = 0; i < 20; i++) {
                model.rerank(RerankRequest.builder()
                        .query("coffee")
                        .documents(List.of("tea"))
                        .modelName(i == 0 ? "any" : "model-" + i)
                        .build());
            }

            assertThat(registry.find("rerank.calls").timers())
                    .extracting(timer -> timer.getId().getTag("model"), Timer::count)
                    .containsExactlyInAnyOrder(tuple("any", 1L), tuple("other", 19L));
            assertThat(registry.getMeters())
                    .filteredOn(meter -> meter.getId().getName().startsWith("rerank."))
                    .extracting(meter -> meter.getId().getTag("model"))
                    .containsOnly("any", "other");
        }
    }

    @Test
    void a_check_is_not_counted_as_a_call() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.siliconFlow(ON))) {
            get(application, "/actuator/health");

            assertThat(providers.server.requestCount()).isEqualTo(1);
            assertThat(application.getBean(MeterRegistry.class).getMeters())
                    .filteredOn(meter -> meter.getId().getName().startsWith("rerank."))
                    .isEmpty();

            LocalProviders.scores(application.getBean(ScoringModel.class));

            assertThat(count(application, "rerank.calls")).isEqualTo(1);
            assertThat(count(application, "rerank.documents")).isEqualTo(2);
        }
    }

    @Test
    void a_check_that_fails_is_not_counted_as_a_call() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(
                providers.siliconFlow(ON, "langchain4j.rerank.siliconflow.api-key=sk-wrong-example"))) {
            get(application, "/actuator/health");

            assertThat(application.getBean(MeterRegistry.class).getMeters())
                    .filteredOn(meter -> meter.getId().getName().startsWith("rerank."))
                    .isEmpty();
        }
    }

    @Test
    void what_a_threshold_keeps_and_drops_is_counted() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.siliconFlow(
                "langchain4j.rerank.aggregator.enabled=true", "langchain4j.rerank.aggregator.min-score=0.5"))) {
            application
                    .getBean(ContentAggregator.class)
                    .aggregate(Map.of(
                            Query.from("coffee"),
                            List.of(Stream.of("tea", "coffee", "milk")
                                    .map(Content::from)
                                    .toList())));

            assertThat(count(application, "rerank.selection?tag=outcome:kept&tag=bean:rerankContentAggregator"))
                    .isEqualTo(1);
            assertThat(count(application, "rerank.selection?tag=outcome:dropped"))
                    .isEqualTo(2);
        }
    }

    @Test
    void our_properties_are_shown_without_keys() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(secretive())) {
            String properties = get(application, "/actuator/configprops").toString();

            assertThat(properties)
                    .contains("langchain4j.rerank")
                    .contains("\"modelName\":\"BAAI/bge-reranker-v2-m3\"")
                    .contains("\"maxRetries\":1")
                    .contains("\"faq\"");
            assertThat(properties).doesNotContain(SECRETS);
        }
    }

    @Test
    void the_environment_is_shown_without_keys_wherever_they_stand() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(secretive())) {
            String environment = get(application, "/actuator/env").toString();

            assertThat(environment)
                    .contains("langchain4j.rerank.siliconflow.api-key", "our.own.variable", "BAAI/bge-reranker-v2-m3");
            assertThat(environment).doesNotContain(SECRETS);
        }
    }

    @Test
    void a_line_that_holds_a_word_of_a_header_is_not_shown() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.siliconFlow(
                "our.own.line=java -jar app.jar --token=team-secret",
                "langchain4j.rerank.siliconflow.custom-headers.X-Team=Bearer team-secret",
                "management.endpoint.env.show-values=always"))) {
            assertThat(get(application, "/actuator/env").toString())
                    .contains("our.own.line")
                    .doesNotContain("team-secret");
        }
    }

    @Test
    void a_variable_that_holds_a_part_of_a_header_is_shown_without_its_value() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.siliconFlow(
                "our.own.variable=team-secret",
                "langchain4j.rerank.siliconflow.custom-headers.X-Team=Bearer ${our.own.variable}",
                "management.endpoint.env.show-values=always"))) {
            assertThat(get(application, "/actuator/env").toString())
                    .contains("our.own.variable")
                    .doesNotContain("team-secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:hun/ter2@proxy:1, http://******@proxy:1",
        "http://user:hun@ter2@proxy:1, http://******@proxy:1",
        "http://user:hunter2@proxy:1, http://******@proxy:1",
        "http://proxy:1, http://proxy:1",
    })
    void the_address_of_a_proxy_is_shown_without_its_user(String address, String shown) throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(
                "langchain4j.rerank.generic.enabled=false",
                "langchain4j.rerank.generic.proxy=" + address,
                "management.endpoint.env.show-values=always",
                "management.endpoint.configprops.show-values=always")) {
            assertThat(get(application, "/actuator/env/langchain4j.rerank.generic.proxy")
                            .toString())
                    .contains('"' + shown + '"')
                    .doesNotContain("hun", "ter2");
            assertThat(get(application, "/actuator/configprops").toString()).doesNotContain("hun", "ter2");
        }
    }

    private static final String[] SECRETS = {
        LocalProviders.API_KEY, LocalProviders.SECRET_ID, LocalProviders.SECRET_KEY, "team-secret", "session-secret"
    };

    /** Properties with keys in all places, and endpoints that show all values. */
    private String[] secretive() {
        List<String> all = new ArrayList<>(List.of(providers.tencent()));
        all.addAll(List.of(
                "our.own.variable=" + LocalProviders.API_KEY,
                "langchain4j.rerank.siliconflow.base-url=" + providers.server.url(),
                "langchain4j.rerank.siliconflow.api-key=${our.own.variable}",
                "langchain4j.rerank.siliconflow.model-name=BAAI/bge-reranker-v2-m3",
                "langchain4j.rerank.siliconflow.max-retries=1",
                "langchain4j.rerank.siliconflow.customHeaders.X-Team=team-secret",
                "langchain4j.rerank.instances.faq.provider=tencent",
                "langchain4j.rerank.instances.faq.secretId=" + LocalProviders.SECRET_ID,
                "langchain4j.rerank.instances.faq.secretKey=" + LocalProviders.SECRET_KEY,
                "langchain4j.rerank.instances.faq.token=session-secret",
                "management.endpoint.env.show-values=always",
                "management.endpoint.configprops.show-values=always"));
        return all.toArray(String[]::new);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({RerankAutoConfiguration.class, RerankMetersAutoConfiguration.class})
    static class TwoRegistries {

        @Bean
        MeterRegistry one() {
            return new SimpleMeterRegistry();
        }

        @Bean
        MeterRegistry other() {
            return new SimpleMeterRegistry();
        }
    }

    static double count(ConfigurableApplicationContext application, String metric) throws Exception {
        JsonNode measurements = get(application, "/actuator/metrics/" + metric).path("measurements");
        for (JsonNode measurement : measurements) {
            if (measurement.path("statistic").asText().equals("COUNT")) {
                return measurement.path("value").asDouble();
            }
        }
        throw new AssertionError("no count of " + metric + " in " + measurements);
    }

    static JsonNode get(ConfigurableApplicationContext application, String path)
            throws IOException, InterruptedException {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new ObjectMapper().readTree(response.body());
    }
}
