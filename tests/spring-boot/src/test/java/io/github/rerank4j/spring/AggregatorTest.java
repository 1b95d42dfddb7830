package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.aggregator.DefaultContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankSelectionContext;
import io.github.rerank4j.assistant.Assistant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class AggregatorTest {

    private static final String P = "langchain4j.rerank.aggregator.";

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void an_ai_service_reranks_without_a_line_of_java() {
        try (ConfigurableApplicationContext context =
                Application.with(Assistants.class, providers.siliconFlow(P + "enabled=true", P + "max-results=1"))) {
            String answer = context.getBean(Assistant.class).answer("coffee");

            assertThat(answer).contains("about coffee").doesNotContain("about tea", "about milk");
            assertThat(providers.server.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void it_is_off_unless_switched_on() {
        try (ConfigurableApplicationContext context = Application.with(Retrieval.class, providers.siliconFlow())) {
            assertThat(context.getBeansOfType(ContentAggregator.class)).isEmpty();
            assertThat(context.getBeansOfType(RetrievalAugmentor.class)).isEmpty();
        }
    }

    @Test
    void contents_below_the_threshold_are_dropped() {
        try (ConfigurableApplicationContext context =
                Application.with(providers.siliconFlow(P + "enabled=true", P + "min-score=0.5"))) {
            assertThat(aggregated(context)).containsExactly("about coffee");
        }
    }

    @Test
    void a_threshold_comes_before_the_number_of_results() {
        try (ConfigurableApplicationContext context = Application.with(
                providers.siliconFlow(P + "enabled=true", P + "min-score=0.05", P + "max-results=2"))) {
            assertThat(aggregated(context)).hasSize(2).startsWith("about coffee");
        }
    }

    @Test
    void a_threshold_that_drops_everything_is_warned_of_once() {
        try (ConfigurableApplicationContext context =
                        Application.with(providers.siliconFlow(P + "enabled=true", P + "min-score=0.95"));
                LogLines log = LogLines.of("io.github.rerank4j")) {
            assertThat(aggregated(context)).isEmpty();
            assertThat(aggregated(context)).isEmpty();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "WARN langchain4j.rerank.aggregator.min-score is 0.95, which has dropped all 3 documents"
                                    + " of a question: the best of them scored 0.9.")
                    .doesNotContain("coffee");
        }
    }

    @Test
    void a_threshold_that_leaves_something_is_not_warned_of() {
        try (ConfigurableApplicationContext context =
                        Application.with(providers.siliconFlow(P + "enabled=true", P + "min-score=0.5"));
                LogLines log = LogLines.of("io.github.rerank4j")) {
            aggregated(context);

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void the_asynchronous_way_has_the_same_threshold() {
        try (ConfigurableApplicationContext context =
                Application.with(providers.siliconFlow(P + "enabled=true", P + "min-score=0.5", P + "max-results=2"))) {
            List<Content> found = Stream.of("tea", "coffee").map(Content::from).toList();

            List<Content> kept = context.getBean(ContentAggregator.class)
                    .aggregateAsync(Map.of(Query.from("coffee"), List.of(found)))
                    .join();

            assertThat(kept).extracting(content -> content.textSegment().text()).containsExactly("coffee");
        }
    }

    @Test
    void the_contents_keep_their_order_where_the_reranker_fails_if_that_is_set() {
        String[] silent = {P + "enabled=true", P + "max-results=2", "langchain4j.rerank.siliconflow.max-retries=0"};
        try (ConfigurableApplicationContext context = Application.with(
                providers.siliconFlow(Stream.concat(Stream.of(silent), Stream.of(P + "on-failure=keep-order"))
                        .toArray(String[]::new)))) {
            providers.close();

            assertThat(aggregated(context)).containsExactly("about tea", "about coffee");
        }
    }

    @Test
    void the_failure_of_the_reranker_goes_to_the_caller_unless_something_else_is_set() {
        try (ConfigurableApplicationContext context = Application.with(
                providers.siliconFlow(P + "enabled=true", "langchain4j.rerank.siliconflow.max-retries=0"))) {
            providers.close();

            assertThatThrownBy(() -> aggregated(context)).isInstanceOf(LangChain4jException.class);
        }
    }

    @Test
    void a_threshold_on_logits_is_refused() {
        assertThat(Application.refusal(providers.tencent(P + "enabled=true", P + "min-score=0.5")))
                .startsWith("langchain4j.rerank.aggregator.min-score is 0.5, but the scores of TencentScoringModel[")
                .contains("are logits: any number")
                .endsWith("or set langchain4j.rerank.aggregator.raw-threshold=true if a threshold on raw scores is"
                        + " meant");
    }

    @Test
    void a_threshold_on_scores_of_an_unknown_range_is_refused() {
        assertThat(Application.refusal(providers.generic(
                        "langchain4j.rerank.generic.dialect=llama-cpp", P + "enabled=true", P + "min-score=0.5")))
                .contains("are of an unknown range");
    }

    @Test
    void a_threshold_on_logits_handed_over_as_probabilities_is_fine() {
        try (ConfigurableApplicationContext context = Application.with(providers.tencent(
                P + "enabled=true", P + "min-score=0.6", "langchain4j.rerank.tencent.scores=probability"))) {
            assertThat(aggregated(context)).containsExactly("about coffee");
        }
    }

    @Test
    void a_raw_threshold_that_is_meant_is_used() {
        try (ConfigurableApplicationContext context = Application.with(
                providers.tencent(P + "enabled=true", P + "min-score=0.5", P + "raw-threshold=true"))) {
            assertThat(aggregated(context)).containsExactly("about coffee");
        }
    }

    @Test
    void without_a_reranker_it_says_what_to_set() {
        assertThat(Application.refusal(P + "enabled=true"))
                .startsWith("langchain4j.rerank.aggregator.enabled is true, but no reranker is configured; set");
    }

    @Test
    void of_several_rerankers_one_has_to_be_chosen() {
        String[] two = Stream.concat(Stream.of(providers.tencent()), Stream.of(providers.siliconFlow()))
                .toArray(String[]::new);
        String[] on =
                Stream.concat(Stream.of(two), Stream.of(P + "enabled=true")).toArray(String[]::new);
        String[] chosen = Stream.concat(Stream.of(on), Stream.of(P + "model=siliconFlowScoringModel"))
                .toArray(String[]::new);
        String[] misspelt =
                Stream.concat(Stream.of(on), Stream.of(P + "model=other")).toArray(String[]::new);

        assertThat(Application.refusal(on))
                .isEqualTo("langchain4j.rerank.aggregator.enabled is true, but none of the ScoringModel beans"
                        + " [tencentScoringModel, siliconFlowScoringModel] is primary; set"
                        + " langchain4j.rerank.aggregator.model to the one that reranks");
        assertThat(Application.refusal(misspelt))
                .isEqualTo("langchain4j.rerank.aggregator.model is \"other\", but the ScoringModel beans are"
                        + " [tencentScoringModel, siliconFlowScoringModel]; set it to one of them");
        try (ConfigurableApplicationContext context = Application.with(chosen)) {
            aggregated(context);
            assertThat(providers.server.requests().get(0).path()).isEqualTo("/v1/rerank");
        }
    }

    @Test
    void a_key_in_the_place_of_its_model_is_not_shown() {
        assertThat(Application.refusal(providers.siliconFlow(P + "enabled=true", P + "model=sk-8f14e45fceea167a")))
                .startsWith("langchain4j.rerank.aggregator.model is \"…\" (not shown, because it may be a key), but");
    }

    @Test
    void no_results_at_all_are_refused() {
        assertThat(Application.refusal(providers.siliconFlow(P + "enabled=true", P + "max-results=0")))
                .isEqualTo(
                        "langchain4j.rerank.aggregator.max-results is 0, but must be at least 1; leave it out for all");
    }

    @Test
    void of_several_retrievers_none_is_guessed() {
        try (ConfigurableApplicationContext context =
                Application.with(TwoRetrievers.class, providers.siliconFlow(P + "enabled=true"))) {
            assertThat(context.getBeansOfType(RerankContentAggregator.class)).hasSize(1);
            assertThat(context.getBeansOfType(RetrievalAugmentor.class)).isEmpty();
        }
    }

    @Test
    void an_applications_own_aggregator_is_left_alone() {
        try (ConfigurableApplicationContext context =
                Application.with(OwnAggregator.class, providers.siliconFlow(P + "enabled=true"))) {
            assertThat(context.getBeansOfType(ContentAggregator.class)).containsOnlyKeys("own");
        }
    }

    @Test
    void listeners_are_notified_of_what_was_selected() {
        try (ConfigurableApplicationContext context =
                Application.with(Selections.class, providers.siliconFlow(P + "enabled=true", P + "min-score=0.5"))) {
            aggregated(context);

            assertThat(context.getBean(Selections.class).notified)
                    .singleElement()
                    .satisfies(selection -> {
                        assertThat(selection.kept()).isEqualTo(1);
                        assertThat(selection.dropped()).isEqualTo(2);
                    });
        }
    }

    @Test
    void a_model_of_the_applications_own_reranks_too() {
        try (ConfigurableApplicationContext context = Application.with(OwnModel.class, P + "enabled=true")) {
            assertThat(aggregated(context)).containsExactly("about milk", "about coffee", "about tea");
        }
    }

    private static List<String> aggregated(ConfigurableApplicationContext context) {
        Query query = Query.from("coffee");
        List<Content> found = Stream.of("tea", "coffee", "milk")
                .map(drink -> Content.from("about " + drink))
                .toList();
        return context.getBean(RerankContentAggregator.class).aggregate(Map.of(query, List.of(found))).stream()
                .map(content -> content.textSegment().text())
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class Retrieval {

        @Bean
        ContentRetriever retriever() {
            return query -> Stream.of("tea", "coffee", "milk")
                    .map(drink -> Content.from("about " + drink))
                    .toList();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Assistant.class)
    static class Assistants extends Retrieval {

        /** Answers with what it is asked. */
        @Bean
        ChatModel echo() {
            return new ChatModel() {
                @Override
                public ChatResponse doChat(ChatRequest request) {
                    UserMessage message = (UserMessage) request.messages().get(0);
                    return ChatResponse.builder()
                            .aiMessage(AiMessage.from(message.singleText()))
                            .build();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoRetrievers extends Retrieval {

        @Bean
        ContentRetriever other() {
            return query -> List.of();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Selections implements RerankListener {

        final List<RerankSelectionContext> notified = new ArrayList<>();

        @Override
        public void onSelection(RerankSelectionContext selection) {
            notified.add(selection);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnAggregator {

        @Bean
        ContentAggregator own() {
            return new DefaultContentAggregator();
        }
    }
}
