package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankSelectionContext;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AggregatorTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(TestServer.class, Drinks.class, Selections.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.enabled", "true")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.min-score", "0.05")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.max-results", "2")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.on-failure", "keep-order");

    @Inject
    ContentAggregator aggregator;

    @Inject
    RetrievalAugmentor augmentor;

    @Inject
    Selections selections;

    @Test
    void contents_are_reranked_and_cut() {
        List<Content> found = Stream.of("tea", "coffee", "milk")
                .map(drink -> Content.from("about " + drink))
                .toList();

        assertThat(aggregator.aggregate(Map.of(Query.from("coffee"), List.of(found))))
                .hasSize(2)
                .first()
                .extracting(content -> content.textSegment().text())
                .isEqualTo("about coffee");
    }

    @Test
    void listeners_are_notified_of_what_was_selected() {
        List<Content> found = List.of(Content.from("about tea"), Content.from("about coffee"));
        selections.notified.clear();

        aggregator.aggregate(Map.of(Query.from("coffee"), List.of(found)));

        assertThat(selections.notified)
                .singleElement()
                .extracting(RerankSelectionContext::handedOn)
                .isEqualTo(2);
    }

    @Test
    void the_only_retriever_gets_an_augmentor_that_reranks() {
        UserMessage question = UserMessage.from("coffee");

        List<Content> contents = augmentor
                .augment(new AugmentationRequest(question, Metadata.from(question, 1, List.of())))
                .contents();

        assertThat(contents)
                .hasSize(2)
                .first()
                .extracting(content -> content.textSegment().text())
                .isEqualTo("about coffee");
    }

    /** The application's listener. */
    @Singleton
    static class Selections implements RerankListener {

        final List<RerankSelectionContext> notified = new ArrayList<>();

        @Override
        public void onSelection(RerankSelectionContext selection) {
            notified.add(selection);
        }
    }

    /** The application's retriever. */
    @Singleton
    static class Drinks implements ContentRetriever {

        @Override
        public List<Content> retrieve(Query query) {
            return Stream.of("tea", "coffee", "milk")
                    .map(drink -> Content.from("about " + drink))
                    .toList();
        }
    }
}
