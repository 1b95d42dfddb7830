package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reranking in a retrieval chain, with each of the providers. */
class QuickStartTest {

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(RerankScorer.each((query, document) -> document.contains("Sunday") ? 0.9 : 0.1))
            .tencentCredentials("AKIDexample", "example-key")
            .apiKey("sk-example")
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_retrieval_chain_puts_the_best_passage_first() {
        ContentRetriever retriever = query -> List.of(
                Content.from("We are open on workdays."),
                Content.from("The shop has a garden."),
                Content.from("It is closed on Sunday."));

        List<Content> contents = augmentor(server.url(), "sk-example", retriever)
                .augment(question("Are you open at the weekend?"))
                .contents();

        assertThat(contents).hasSize(2);
        assertThat(contents.get(0).textSegment().text()).isEqualTo("It is closed on Sunday.");
    }

    private static RetrievalAugmentor augmentor(String url, String apiKey, ContentRetriever retriever) {
        // tag::quick-start[]
        SiliconFlowScoringModel reranker = SiliconFlowScoringModel.builder()
                .baseUrl(url) // leave it out for https://api.siliconflow.cn
                .apiKey(apiKey)
                .modelName("BAAI/bge-reranker-v2-m3")
                .build();

        RetrievalAugmentor augmentor = DefaultRetrievalAugmentor.builder()
                .contentRetriever(retriever) // finds 20 candidates or so
                .contentAggregator(ReRankingContentAggregator.builder()
                        .scoringModel(reranker)
                        .maxResults(2) // the best of them go to the chat model
                        .build())
                .build();
        // end::quick-start[]
        return augmentor;
    }

    private static AugmentationRequest question(String text) {
        UserMessage message = UserMessage.from(text);
        return new AugmentationRequest(message, Metadata.from(message, "example", List.of()));
    }

    @Test
    void tencent_needs_a_key_pair() {
        String url = server.url();
        String secretId = "AKIDexample";
        String secretKey = "example-key";

        // tag::quick-start-tencent[]
        TencentScoringModel reranker = TencentScoringModel.builder()
                .baseUrl(url) // leave it out for the site's own address
                .secretId(secretId)
                .secretKey(secretKey)
                .build(); // the international site; site(TencentSite.CHINA) for the other one
        // end::quick-start-tencent[]

        assertThat(scores(reranker)).containsExactly(0.1, 0.9);
    }

    @Test
    void any_other_server_needs_an_address_and_a_dialect() {
        String url = server.url() + "/";
        String apiKey = "sk-example";

        // tag::quick-start-generic[]
        GenericScoringModel reranker = GenericScoringModel.builder()
                .dialect(RerankDialect.VLLM) // or COHERE_V2, JINA, TEI, ... or one of your own
                .baseUrl(url)
                .apiKey(apiKey) // if the server wants one
                .modelName("BAAI/bge-reranker-v2-m3")
                .build();
        // end::quick-start-generic[]

        assertThat(scores(reranker)).containsExactly(0.1, 0.9);
    }

    @Test
    void a_hosted_service_needs_a_key_and_a_model() {
        try (LocalRerankServer voyage = LocalRerankServer.builder()
                .dialect("voyage")
                .scorer(RerankScorer.each((query, document) -> document.contains("Sunday") ? 0.9 : 0.1))
                .apiKey("sk-example")
                .start()) {
            String url = voyage.url();
            String apiKey = "sk-example";

            // tag::voyage[]
            ScoringModel reranker = GenericScoringModel.builder()
                    .dialect(RerankDialect.VOYAGE)
                    .baseUrl(url) // leave it out for https://api.voyageai.com
                    .apiKey(apiKey)
                    .modelName("rerank-2.5")
                    .build();
            // end::voyage[]

            assertThat(scores(reranker)).containsExactly(0.1, 0.9);
        }
    }

    private static List<Double> scores(ScoringModel model) {
        return model.scoreAll(
                        List.of(
                                TextSegment.from("The shop has a garden."),
                                TextSegment.from("It is closed on Sunday.")),
                        "Are you open at the weekend?")
                .content();
    }
}
