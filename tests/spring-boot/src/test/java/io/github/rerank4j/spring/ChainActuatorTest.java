package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.ActuatorTest.count;
import static io.github.rerank4j.spring.ActuatorTest.get;
import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is seen of a chain in health and meters. */
class ChainActuatorTest {

    private static final String P = "langchain4j.rerank.";
    private static final String BEST = P + "instances.best.";
    private static final String HEALTH = "management.health.rerank.enabled=true";

    private final LocalProviders providers = new LocalProviders();
    private final ScriptedServer dead = ScriptedServer.start();

    ChainActuatorTest() {
        dead.respondWith(request -> ScriptedReply.json(503, "{\"error\":\"out of order\"}"));
    }

    @AfterEach
    void stop() {
        providers.close();
        dead.close();
    }

    @Test
    void an_application_is_up_while_one_member_answers() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(chain(providers.server.url(), HEALTH))) {
            JsonNode rerank = get(application, "/actuator/health").at("/components/rerank");

            assertThat(rerank.path("status").asText()).isEqualTo("UP");
            assertThat(rerank.at("/details/first/error").asText()).contains("503");
            assertThat(rerank.at("/details/house/error").isMissingNode()).isTrue();
            assertThat(rerank.at("/details/best/reranker").asText()).isEqualTo("FallbackScoringModel[first, house]");
            assertThat(rerank.at("/details/best/members/house").asText()).isEqualTo("is asked");
            assertThat(rerank.at("/details/best/error").isMissingNode()).isTrue();
        }
    }

    @Test
    void an_application_is_down_when_no_member_answers() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(chain(dead.url(), HEALTH))) {
            JsonNode rerank = get(application, "/actuator/health").at("/components/rerank");

            assertThat(rerank.path("status").asText()).isEqualTo("DOWN");
            assertThat(rerank.at("/details/best/error").asText()).isEqualTo("no member has answered");
        }
    }

    @Test
    void a_reranker_beside_a_chain_has_to_answer_itself() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(chain(
                providers.server.url(),
                HEALTH,
                P + "generic.model-name=any",
                P + "generic.max-retries=0",
                P + "generic.base-url=" + dead.url()))) {
            JsonNode rerank = get(application, "/actuator/health").at("/components/rerank");

            assertThat(rerank.path("status").asText()).isEqualTo("DOWN");
            assertThat(rerank.at("/details/best/error").isMissingNode()).isTrue();
        }
    }

    @Test
    void health_says_until_when_a_member_rests_and_why() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(
                chain(providers.server.url(), HEALTH, BEST + "rest-after-failures=1", BEST + "rest-for=1h"))) {
            scores(application.getBean(ScoringModel.class));

            JsonNode rerank = get(application, "/actuator/health").at("/components/rerank");

            assertThat(rerank.path("status").asText()).isEqualTo("UP");
            assertThat(rerank.at("/details/best/members/first").asText())
                    .matches("rests until \\d{4}-\\d\\d-\\d\\dT\\S+Z: 1 failure: .*503.*");
        }
    }

    @Test
    void members_that_are_no_beans_are_asked_too() {
        try (ConfigurableApplicationContext application = Application.with(OwnChain.class)) {
            RerankCheck.Findings findings =
                    new RerankCheck(application.getBeansOfType(Reranker.class), Duration.ofSeconds(10)).run();

            assertThat(findings.up()).isTrue();
            assertThat(findings.details()).containsOnlyKeys("own.one", "own.two", "own");
            assertThat(findings.details().get("own.one")).containsKey("error");
        }
    }

    @Test
    void calls_of_a_chain_are_counted_by_who_answered() {
        try (ConfigurableApplicationContext application = Application.onTheWeb(chain(providers.server.url()))) {
            MeterRegistry registry = application.getBean(MeterRegistry.class);
            scores(application.getBean(ScoringModel.class));
            scores(application.getBean(ScoringModel.class));

            assertThat(registry.get("rerank.chain").timers())
                    .extracting(
                            timer -> timer.getId().getTag("reranker"),
                            timer -> timer.getId().getTag("member"),
                            timer -> timer.getId().getTag("outcome"),
                            Timer::count)
                    .containsExactly(tuple("best", "house", "success", 2L));
            assertThat(registry.get("rerank.fallbacks")
                            .tags(
                                    "reranker",
                                    "best",
                                    "from",
                                    "first",
                                    "to",
                                    "house",
                                    "reason",
                                    "InternalServerException")
                            .counter()
                            .count())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_call_of_a_model_is_counted_once_though_a_chain_has_made_it() {
        try (ConfigurableApplicationContext application = Application.onTheWeb(chain(providers.server.url()))) {
            scores(application.getBean(ScoringModel.class));

            assertThat(application
                            .getBean(MeterRegistry.class)
                            .get("rerank.calls")
                            .timers())
                    .extracting(timer -> timer.getId().getTag("reranker"), Timer::count)
                    .containsExactlyInAnyOrder(tuple("first", 1L), tuple("house", 1L));
        }
    }

    @Test
    void calls_that_nobody_answers_are_counted_as_failed() {
        try (ConfigurableApplicationContext application = Application.onTheWeb(chain(dead.url()))) {
            Throwable failure = catchThrowable(() -> scores(application.getBean(ScoringModel.class)));

            assertThat(application
                            .getBean(MeterRegistry.class)
                            .get("rerank.chain")
                            .tags(
                                    "member",
                                    "none",
                                    "outcome",
                                    failure.getClass().getSimpleName())
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_member_that_was_asked_beside_a_silent_one_is_counted() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(chain(
                providers.server.url(),
                BEST + "hedge-after=20ms",
                BEST + "timeout=2m",
                BEST + "rest-after-failures=0"))) {
            // company is for one call in ten
            for (int i = 0; i < 9; i++) {
                scores(application.getBean(ScoringModel.class));
            }
            dead.respondWith(request -> ScriptedReply.neverRespond());

            scores(application.getBean(ScoringModel.class));

            assertThat(count(application, "rerank.hedges?tag=reranker:best&tag=outcome:won"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_member_that_rests_is_seen() {
        try (ConfigurableApplicationContext application =
                Application.onTheWeb(chain(providers.server.url(), BEST + "rest-after-failures=1"))) {
            assertThat(resting(application, "first")).isZero();

            scores(application.getBean(ScoringModel.class));

            assertThat(resting(application, "first")).isEqualTo(1);
            assertThat(resting(application, "house")).isZero();
        }
    }

    private static double resting(ConfigurableApplicationContext application, String member) {
        return application
                .getBean(MeterRegistry.class)
                .get("rerank.resting")
                .tags("reranker", "best", "member", member)
                .gauge()
                .value();
    }

    /** A dead server first, then one at that address. */
    private String[] chain(String url, String... more) {
        List<String> all = new ArrayList<>(List.of(
                BEST + "provider=fallback",
                BEST + "members=first,house",
                P + "instances.first.provider=siliconflow",
                P + "instances.first.model-name=BAAI/bge-reranker-v2-m3",
                P + "instances.first.base-url=" + dead.url(),
                P + "instances.first.api-key=" + LocalProviders.API_KEY,
                P + "instances.first.max-retries=0",
                P + "instances.house.provider=siliconflow",
                P + "instances.house.model-name=BAAI/bge-reranker-v2-m3",
                P + "instances.house.base-url=" + url,
                P + "instances.house.max-retries=0",
                P + "instances.house.api-key=" + LocalProviders.API_KEY));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        FallbackScoringModel own() {
            return FallbackScoringModel.builder()
                    .member("one", (segments, query) -> Response.from(List.of()))
                    .member("two", (segments, query) -> Response.from(List.of(0.5)))
                    .build();
        }
    }
}
