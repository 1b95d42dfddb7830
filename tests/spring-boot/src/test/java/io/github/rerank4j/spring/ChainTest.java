package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.resilience.FallbackContext;
import io.github.rerank4j.resilience.FallbackListener;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.HedgeContext;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Rerankers that answer for each other, by properties. */
class ChainTest {

    private static final String P = "langchain4j.rerank.";
    private static final String BEST = P + "instances.best.";
    private static final String[] CHAIN = {BEST + "provider=fallback", BEST + "members=tencent,house"};

    private final LocalProviders providers = new LocalProviders();
    private final ScriptedServer dead = ScriptedServer.start();

    ChainTest() {
        dead.respondWith(request -> ScriptedReply.json(503, "{\"error\":\"out of order\"}"));
    }

    @AfterEach
    void stop() {
        providers.close();
        dead.close();
    }

    @Test
    void the_next_member_answers_for_one_that_is_dead() {
        try (ConfigurableApplicationContext context = Application.with(tencentIsDead(CHAIN))) {
            RerankResponse response = context.getBean(Reranker.class).rerank(request());

            assertThat(response.scores()).containsExactly(0.1, 0.9);
            assertThat(response.answeredBy()).contains("house");
            assertThat(response.fallbacks()).containsExactly("tencent");
            // nobody waits for repeats where another can answer
            assertThat(dead.requests()).hasSize(1);
        }
    }

    @Test
    void a_chain_is_injected_where_any_reranker_is_wanted() {
        try (ConfigurableApplicationContext context = Application.with(tencentIsDead(CHAIN))) {
            Object best = context.getBean("best");

            assertThat(context.getBean(ScoringModel.class)).isSameAs(best);
            assertThat(context.getBean(Reranker.class)).isSameAs(best);
            assertThat(context.getBean(FallbackScoringModel.class)).isSameAs(best);
            assertThat(context.getBean(TencentScoringModel.class)).isNotSameAs(best);
        }
    }

    @Test
    void a_reranker_that_the_application_has_made_primary_stays_it() {
        try (ConfigurableApplicationContext context =
                Application.with(PrimaryModel.class, both(BEST + "provider=fallback", BEST + "members=own,house"))) {
            assertThat(context.getBean(ScoringModel.class)).isSameAs(context.getBean("own"));
            assertThat(members(context)).containsExactly("own", "house");
        }
    }

    @Test
    void of_two_chains_none_is_primary() {
        try (ConfigurableApplicationContext context = Application.with(both(
                more(CHAIN, P + "instances.other.provider=fallback", P + "instances.other.members=house,tencent")))) {
            assertThat(context.getBeanProvider(ScoringModel.class).getIfUnique())
                    .isNull();
        }
    }

    @Test
    void a_chain_can_be_a_member_of_another_which_is_primary_then() {
        try (ConfigurableApplicationContext context = Application.with(tencentIsDead(
                P + "instances.inner.provider=fallback",
                P + "instances.inner.members=tencent,house",
                BEST + "provider=fallback",
                BEST + "members=inner,genericScoringModel",
                P + "generic.model-name=any",
                P + "generic.base-url=" + dead.url()))) {
            RerankResponse response = context.getBean(Reranker.class).rerank(request());

            assertThat(context.getBean(Reranker.class)).isSameAs(context.getBean("best"));
            assertThat(response.answeredBy()).contains("inner/house");
        }
    }

    @Test
    void members_are_called_as_beans_are_and_in_any_spelling() {
        try (ConfigurableApplicationContext context = Application.with(
                both(BEST + "provider=Fallback", BEST + "members[0]=HOUSE", BEST + "members[1]=tencentScoringModel"))) {
            assertThat(members(context)).containsExactly("HOUSE", "tencentScoringModel");
        }
    }

    @Test
    void a_name_of_the_users_comes_before_that_of_a_provider() {
        try (ConfigurableApplicationContext context = Application.with(both(
                P + "instances.tencent.provider=generic",
                P + "instances.tencent.model-name=any",
                P + "instances.tencent.base-url=" + providers.server.url(),
                P + "instances.tencent.api-key=" + LocalProviders.API_KEY,
                BEST + "provider=fallback",
                BEST + "members=Tencent"))) {
            List<RerankerTraits.Member> members =
                    context.getBean(Reranker.class).traits(null).members();

            assertThat(members.get(0).reranker()).isInstanceOf(GenericScoringModel.class);
        }
    }

    @Test
    void an_application_is_configured_by_environment_variables_too() {
        try (ConfigurableApplicationContext context = Application.in(
                Map.of(
                        "LANGCHAIN4J_RERANK_INSTANCES_BEST_PROVIDER", "fallback",
                        "LANGCHAIN4J_RERANK_INSTANCES_BEST_MEMBERS", "tencent,house",
                        "LANGCHAIN4J_RERANK_INSTANCES_BEST_RESTFOR", "7s",
                        "LANGCHAIN4J_RERANK_INSTANCES_BEST_MEMBER_HOUSE_MINSCORE", "0.25"),
                both())) {
            List<RerankerTraits.Member> members =
                    context.getBean(Reranker.class).traits(null).members();

            assertThat(members).extracting(RerankerTraits.Member::name).containsExactly("tencent", "house");
            assertThat(members.get(0).minScore()).isEmpty();
            assertThat(members.get(1).minScore()).hasValue(0.25);
        }
    }

    @Test
    void a_member_that_has_failed_too_often_rests() {
        try (ConfigurableApplicationContext context =
                Application.with(tencentIsDead(more(CHAIN, BEST + "rest-after-failures=2", BEST + "rest-for=1h")))) {
            FallbackScoringModel chain = context.getBean(FallbackScoringModel.class);
            for (int i = 0; i < 4; i++) {
                scores(chain);
            }

            assertThat(dead.requests()).hasSize(2);
            assertThat(chain.members().get(0).rests()).isTrue();
        }
    }

    @Test
    void a_silent_member_gets_company() {
        try (ConfigurableApplicationContext context = Application.with(
                Watching.class,
                tencentIsDead(
                        more(CHAIN, BEST + "hedge-after=20ms", BEST + "timeout=2m", BEST + "rest-after-failures=0")))) {
            Reranker reranker = context.getBean(Reranker.class);
            // company is for one call in ten
            for (int i = 0; i < 9; i++) {
                reranker.rerank(request());
            }
            dead.respondWith(request -> ScriptedReply.neverRespond());

            assertThat(reranker.rerank(request()).answeredBy()).contains("house");
            assertThat(context.getBean(Watching.class).seen).contains("house beside tencent");
        }
    }

    @Test
    void listeners_context_and_customizers_reach_a_chain() {
        try (ConfigurableApplicationContext context = Application.with(Watching.class, tencentIsDead(CHAIN))) {
            Watching watching = context.getBean(Watching.class);
            scores(context.getBean(ScoringModel.class));

            assertThat(watching.seen).contains("CHAIN", "tencent to house", "best");
            // of the chain and of both members
            assertThat(watching.captured).hasValueGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void a_chain_is_closed_before_its_members() {
        Own own;
        try (ConfigurableApplicationContext context =
                Application.with(Closing.class, both(BEST + "provider=fallback", BEST + "members=house,own"))) {
            own = context.getBean(Own.class);
            own.chain = context.getBean(FallbackScoringModel.class);
        }

        assertThat(own.seen).containsExactly("the chain is closed");
    }

    @Test
    void an_aggregator_over_a_chain_uses_the_threshold_of_who_answered() {
        try (ConfigurableApplicationContext context = Application.with(tencentIsDead(more(
                CHAIN,
                P + "aggregator.enabled=true",
                P + "aggregator.min-score=0.95",
                P + "aggregator.raw-threshold=true",
                BEST + "member.house.min-score=0.5")))) {
            assertThat(context.getBean(ContentAggregator.class)).isInstanceOf(RerankContentAggregator.class);
            assertThat(aggregated(context)).containsExactly("coffee");
        }
    }

    @Test
    void an_aggregator_over_a_chain_keeps_the_order_when_nobody_answers() {
        try (ConfigurableApplicationContext context = Application.with(more(
                withHouse(dead.url(), CHAIN),
                P + "tencent.base-url=" + dead.url(),
                P + "tencent.secret-id=" + LocalProviders.SECRET_ID,
                P + "tencent.secret-key=" + LocalProviders.SECRET_KEY,
                P + "instances.house.max-retries=0",
                P + "aggregator.enabled=true",
                P + "aggregator.on-failure=keep-order"))) {
            assertThat(aggregated(context)).containsExactly("tea", "coffee");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "members=tencent,hose | members holds \"hose\", but there is no reranker of that name; did you mean house?",
                "members=tencent,best | members makes a circle: best asks best; take one of them out of the members of"
                        + " another",
                "members=house,tencent,House | members holds \"House\" twice; leave one of them out",
                "members=tencent,tencentScoringModel | members holds \"tencentScoringModel\" twice; leave one of them out",
                "timeout=1s | members is missing; set it to the names of other rerankers, in the order in which they are"
                        + " asked",
            })
    void members_that_cannot_be_are_named(String property, String complaint) {
        assertThat(Application.refusal(both(BEST + "provider=fallback", BEST + property)))
                .isEqualTo(BEST + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout=0s | timeout is 0 s, but must be longer than zero",
                "rest-after-failures=-1 | rest-after-failures is -1, but must be 0 or more",
                "member.house.min-score=1.5 | member.house.min-score of member house is 1.5, but its scores are from 0"
                        + " to 1",
                "member.house.within=0s | member.house.within is 0 s, but must be longer than zero",
                "member.hose.within=1s | member.hose is set, but the chain has no such member; did you mean house?",
            })
    void a_setting_that_cannot_be_is_named(String property, String complaint) {
        assertThat(Application.refusal(both(more(CHAIN, BEST + property)))).isEqualTo(BEST + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hedge-after=400 | hedge-after is \"400\", but must be",
                "rest-for=soon | rest-for is \"soon\", but must be",
                "member.house.min-score=low | member.house.min-score is \"low\", but must be",
                "member.house.min-scor=1 | member.house.min-scor is not known; did you mean"
                        + " langchain4j.rerank.instances.best.member.house.min-score?",
                "member.house=1 | member.house must be a group of properties, not a value",
                "member=house | member must be a group of properties, not a value",
                "mebers=tencent | mebers is not known; did you mean langchain4j.rerank.instances.best.members?",
                "api-key=sk-secret | api-key is set, but fallback has no such setting; remove it, or correct"
                        + " langchain4j.rerank.instances.best.provider",
            })
    void a_value_that_cannot_be_is_named_with_its_place(String property, String complaint) {
        assertThat(Application.refusal(both(more(CHAIN, BEST + property))))
                .startsWith(BEST + complaint)
                .contains(" from property source \"commandLineArgs\")")
                .doesNotContain("sk-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "members=tencent,hose | members holds \"hose\",",
                "members=tencent,tencentScoringModel | members holds \"tencentScoringModel\" twice;",
                "members[0]=hose | members holds \"hose\",",
                "timeout=0s | timeout is 0 s,",
                "member.house.min-score=1.5 | member.house.min-score of member house is 1.5,",
                "member.hose.within=1s | member.hose is set,",
            })
    void what_is_wrong_in_a_file_is_named_with_its_line(String property, String complaint, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("chain.properties");
        String members = property.startsWith("members") ? "" : CHAIN[1];
        Files.writeString(file, String.join("\n", CHAIN[0], members, BEST + property));

        assertThat(Application.refusal(both("spring.config.import=" + file.toUri())))
                .startsWith(BEST + complaint)
                .contains("chain.properties] - 3:");
    }

    @Test
    void a_threshold_of_a_member_contradicts_its_absence() {
        assertThat(Application.refusal(both(more(
                        CHAIN, BEST + "member.house.min-score=0.5", BEST + "member.house.without-threshold=true"))))
                .isEqualTo("member house has " + BEST + "member.house.min-score and " + BEST
                        + "member.house.without-threshold; set one of them");
    }

    @Test
    void members_are_those_of_chains() {
        assertThat(Application.refusal(both(P + "instances.house.member.tencent.within=1s")))
                .startsWith(P + "instances.house.member.tencent.within is set, but siliconflow has no such setting;");
        assertThat(Application.refusal(both(P + "fallback.members=tencent,house")))
                .startsWith(P + "fallback.members is not known; a chain has a name: set"
                        + " langchain4j.rerank.instances.<name>.provider to fallback, and put the other properties"
                        + " beside it (");
    }

    @ParameterizedTest
    @CsvSource({"members, members[0]", "members, Members[1]"})
    void members_in_two_notations_are_refused_before_one_of_them_is_lost(String list, String indexed) {
        assertThat(Application.refusal(
                        both(BEST + "provider=fallback", BEST + list + "=tencent,house", BEST + indexed + "=tencent")))
                .isEqualTo(
                        BEST + list + " and " + BEST + indexed + " are both set in one place, where Spring Boot reads"
                                + " the first alone; write all in one line, or each with its index (\"" + BEST + indexed
                                + "\" from property source \"commandLineArgs\")");
    }

    @Test
    void members_with_a_gap_between_their_indices_are_refused() {
        assertThat(Application.refusal(
                        both(BEST + "provider=fallback", BEST + "members[0]=tencent", BEST + "members[2]=house")))
                .startsWith(BEST + "members");
    }

    @Test
    void members_of_another_source_take_the_place_of_all_that_a_file_has(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("any.properties"), BEST + "members[0]=house\n" + BEST + "members[1]=tencent\n");

        try (ConfigurableApplicationContext context = Application.with(both(
                "spring.config.location=" + file.toUri(),
                BEST + "provider=fallback",
                BEST + "members=tencent,house"))) {
            assertThat(context.getBean(FallbackScoringModel.class)).hasToString("FallbackScoringModel[tencent, house]");
        }
    }

    @Test
    void a_circle_of_chains_is_shown() {
        assertThat(Application.refusal(both(
                        BEST + "provider=fallback",
                        BEST + "members=house,other",
                        P + "instances.other.provider=fallback",
                        P + "instances.other.members=tencent,Best")))
                .isEqualTo(
                        BEST + "members makes a circle: best asks other, which asks best; take one of them out of the"
                                + " members of another");
    }

    @Test
    void a_circle_of_chains_is_shown_to_who_injects_a_model_too() {
        assertThat(Application.refusal(
                        InjectingApplication.class,
                        both(
                                "wanted=any",
                                BEST + "provider=fallback",
                                BEST + "members=house,other",
                                P + "instances.other.provider=fallback",
                                P + "instances.other.members=tencent,Best")))
                .isEqualTo(
                        BEST + "members makes a circle: best asks other, which asks best; take one of them out of the"
                                + " members of another");
    }

    @Test
    void a_model_of_the_application_takes_the_place_of_a_provider_without_a_name_which_is_said() {
        assertThat(Application.refusal(OwnModel.class, both(BEST + "provider=fallback", BEST + "members=tencent,own")))
                .isEqualTo(
                        BEST + "members holds \"tencent\", but " + P + "tencent makes no reranker where the application"
                                + " has a ScoringModel of its own (own); put its properties under " + P
                                + "instances.tencent, and set " + P + "instances.tencent.provider to tencent");
    }

    @Test
    void a_threshold_among_logits_is_refused_with_what_makes_probabilities_of_them() {
        String[] threshold = more(CHAIN, BEST + "member.tencent.min-score=0.5");

        assertThat(Application.refusal(both(threshold)))
                .isEqualTo(BEST + "member.tencent.min-score of member tencent is 0.5, but its scores are logits: any"
                        + " number, so it could drop everything or nothing; set scores=probability for tencent, and"
                        + " choose a threshold from 0 to 1");
        Application.with(both(more(threshold, P + "tencent.scores=probability")))
                .close();
    }

    @Test
    void company_that_would_come_after_the_end_of_a_call_is_refused() {
        assertThat(Application.refusal(both(more(CHAIN, BEST + "timeout=2s", BEST + "hedge-after=3s"))))
                .isEqualTo(BEST + "hedge-after is 3 s, but a call ends after " + BEST
                        + "timeout, 2 s, so that no member would get company; give a shorter one, or a longer timeout");
    }

    @Test
    void a_threshold_that_another_member_would_get_too_is_refused_with_the_property_that_helps() {
        assertThat(Application.refusal(both(more(
                        CHAIN,
                        P + "tencent.scores=probability",
                        P + "aggregator.enabled=true",
                        P + "aggregator.min-score=0.5"))))
                .isEqualTo(P + "aggregator.min-score is 0.5, a threshold for the scores of member tencent, but member"
                        + " house would get it too; give it one of its own with " + BEST + "member.house.min-score, or"
                        + " set " + BEST + "member.house.without-threshold to true");
        Application.with(both(more(
                        CHAIN,
                        P + "tencent.scores=probability",
                        P + "aggregator.enabled=true",
                        P + "aggregator.min-score=0.5",
                        BEST + "member.house.without-threshold=true")))
                .close();
    }

    @Test
    void a_threshold_over_scores_without_a_scale_is_refused() {
        assertThat(Application.refusal(both(more(
                        CHAIN,
                        P + "aggregator.enabled=true",
                        P + "aggregator.min-score=0.5",
                        BEST + "member.house.min-score=0.5"))))
                .startsWith(P + "aggregator.min-score is 0.5, but the scores of ")
                .contains(P + "aggregator.raw-threshold=true");
    }

    private static RerankRequest request() {
        return RerankRequest.builder()
                .query("coffee")
                .documents(List.of("tea", "coffee"))
                .build();
    }

    private static List<String> aggregated(ConfigurableApplicationContext context) {
        return context
                .getBean(ContentAggregator.class)
                .aggregate(Map.of(
                        Query.from("coffee"),
                        List.of(Stream.of("tea", "coffee").map(Content::from).toList())))
                .stream()
                .map(content -> content.textSegment().text())
                .toList();
    }

    private static List<String> members(ConfigurableApplicationContext context) {
        return context.getBean("best", Reranker.class).traits(null).members().stream()
                .map(RerankerTraits.Member::name)
                .toList();
    }

    private String[] tencentIsDead(String... more) {
        return withHouse(
                providers.server.url(),
                more(
                        more,
                        P + "tencent.base-url=" + dead.url(),
                        P + "tencent.secret-id=" + LocalProviders.SECRET_ID,
                        P + "tencent.secret-key=" + LocalProviders.SECRET_KEY));
    }

    /** Tencent without a name, and a server with probabilities called house. */
    private String[] both(String... more) {
        return withHouse(providers.server.url(), providers.tencent(more));
    }

    private static String[] withHouse(String url, String... more) {
        return more(
                more,
                P + "instances.house.provider=siliconflow",
                P + "instances.house.model-name=BAAI/bge-reranker-v2-m3",
                P + "instances.house.base-url=" + url,
                P + "instances.house.api-key=" + LocalProviders.API_KEY);
    }

    private static String[] more(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryModel {

        @Bean
        @Primary
        ScoringModel own() {
            return new Own();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Watching {

        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final AtomicInteger captured = new AtomicInteger();

        @Bean
        FallbackListener listener() {
            return new FallbackListener() {
                @Override
                public void onRequest(RerankRequestContext context) {
                    seen.add(context.kind().name());
                }

                @Override
                public void onHedge(HedgeContext context) {
                    seen.add(context.other() + " beside " + context.member());
                }

                @Override
                public void onFallback(FallbackContext context) {
                    seen.add(context.from() + " to " + context.to());
                }
            };
        }

        @Bean
        ContextCapture capture() {
            return () -> {
                captured.incrementAndGet();
                return task -> task;
            };
        }

        @Bean
        RerankModelCustomizer<FallbackScoringModel.Builder> customizer() {
            return (builder, name) -> seen.add(name);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Closing {

        @Bean(destroyMethod = "close")
        Own own() {
            return new Own();
        }
    }

    /** A model of the application; notes at its end whether a chain is closed. */
    private static final class Own implements ScoringModel, AutoCloseable {

        private final List<String> seen = new CopyOnWriteArrayList<>();
        private ScoringModel chain = this;

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            return Response.from(segments.stream().map(segment -> 0.5).toList());
        }

        @Override
        public void close() {
            try {
                scores(chain);
                seen.add("the chain answers");
            } catch (IllegalStateException over) {
                seen.add("the chain is closed");
            }
        }
    }
}
