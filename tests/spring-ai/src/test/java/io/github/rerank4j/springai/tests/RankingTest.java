package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.document.DefaultContentFormatter;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;

class RankingTest {

    private static final Query QUESTION = new Query("how do I get my money back?");

    private final Service service = new Service();

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void the_best_document_comes_first_and_ties_keep_their_order() {
        service.scores(0.2, 0.7, 0.2, 0.9);

        List<Document> ranked = process(reranker(), "hours", "refunds", "history", "returns");

        assertThat(ranked).extracting(Document::getText).containsExactly("returns", "refunds", "hours", "history");
        assertThat(ranked).extracting(Document::getScore).containsExactly(0.9, 0.7, 0.2, 0.2);
    }

    @Test
    void a_document_keeps_all_but_its_score() {
        DefaultContentFormatter formatter = DefaultContentFormatter.builder()
                .withTextTemplate("<{content}>")
                .build();
        Document found = Document.builder()
                .id("id-1")
                .text("refunds")
                .metadata(Map.of("page", 3, "title", "Money"))
                .score(0.1)
                .build();
        found.setContentFormatter(formatter);
        service.scores(0.8);

        Document ranked = reranker().build().process(QUESTION, List.of(found)).get(0);

        assertThat(ranked).isEqualTo(found.mutate().score(0.8).build());
        assertThat(ranked.getContentFormatter()).isSameAs(formatter);
        assertThat(found.getScore()).isEqualTo(0.1);
    }

    @Test
    void the_query_and_the_texts_are_what_is_sent() {
        service.scores(0.2, 0.7);

        process(reranker(), "hours", "refunds");

        assertThat(service.server.requests()).singleElement().satisfies(request -> {
            assertThat(request.json().path("query").textValue()).isEqualTo(QUESTION.text());
            assertThat(request.json().path("documents").toString()).isEqualTo("[\"hours\",\"refunds\"]");
        });
    }

    @Test
    void only_so_many_documents_are_handed_on() {
        service.scores(0.2, 0.7, 0.5);

        List<Document> ranked = process(reranker().topN(2), "hours", "refunds", "returns");

        assertThat(ranked).extracting(Document::getText).containsExactly("refunds", "returns");
    }

    @Test
    void documents_below_the_threshold_are_dropped() {
        service.scores(0.2, 0.7, 0.5);

        List<Document> ranked = process(reranker().minScore(0.5), "hours", "refunds", "returns");

        assertThat(ranked).extracting(Document::getText).containsExactly("refunds", "returns");
    }

    @Test
    void no_document_costs_no_request() {
        assertThat(reranker().build().process(QUESTION, List.of())).isEmpty();
        assertThat(service.server.requestCount()).isZero();
    }

    @Test
    void what_is_read_of_a_document_can_be_chosen() {
        service.scores(0.5);
        Document document = new Document("thirty days", Map.of("title", "Refunds"));

        reranker()
                .documentText(found -> found.getMetadata().get("title") + ": " + found.getText())
                .build()
                .process(QUESTION, List.of(document));

        assertThat(documentsSent()).isEqualTo("[\"Refunds: thirty days\"]");
    }

    @Test
    void a_document_mapper_of_the_model_sees_text_and_metadata() {
        service.scores(0.5);
        SiliconFlowScoringModel.Builder model = service.model()
                .documentMapper(
                        segment -> TextContent.from(segment.metadata().getString("title") + ": " + segment.text()));

        reranker(model).build().process(QUESTION, List.of(new Document("thirty days", Map.of("title", "Refunds"))));

        assertThat(documentsSent()).isEqualTo("[\"Refunds: thirty days\"]");
    }

    static Stream<Arguments> metadata() {
        UUID uuid = UUID.fromString("6f1c1d0e-0000-4000-8000-000000000001");
        return Stream.of(
                Arguments.of("text", "text"),
                Arguments.of(3, 3),
                Arguments.of(4L, 4L),
                Arguments.of(0.25f, 0.25f),
                Arguments.of(0.5, 0.5),
                Arguments.of(uuid, uuid),
                Arguments.of(true, "true"),
                Arguments.of('x', "x"),
                Arguments.of(List.of("a", "b"), "[a, b]"),
                Arguments.of(LocalDate.of(2026, 1, 2), "2026-01-02"));
    }

    @ParameterizedTest
    @MethodSource("metadata")
    void metadata_of_a_type_that_langchain4j_lacks_is_a_string(Object value, Object seen) {
        service.scores(0.5);
        List<Map<String, Object>> mapped = new ArrayList<>();
        Map<String, Object> metadata = Map.of("key", value, " ", "LangChain4j has no blank keys");
        SiliconFlowScoringModel.Builder model = service.model().documentMapper(segment -> remembered(segment, mapped));

        List<Document> ranked =
                reranker(model).build().process(QUESTION, List.of(new Document("thirty days", metadata)));

        assertThat(mapped).containsExactly(Map.of("key", seen));
        assertThat(ranked.get(0).getMetadata()).isEqualTo(metadata);
    }

    @Test
    void a_blank_document_is_not_sent_and_comes_last() {
        service.scores(0.5);

        List<Document> ranked = process(reranker(), " ", "refunds");

        assertThat(ranked).extracting(Document::getText).containsExactly("refunds", " ");
        assertThat(documentsSent()).isEqualTo("[\"refunds\"]");
    }

    @Test
    void a_blank_document_is_below_every_threshold() {
        service.scores(0.5);

        List<Document> ranked = process(reranker().minScore(0.1), " ", "refunds");

        assertThat(ranked).extracting(Document::getText).containsExactly("refunds");
    }

    @Test
    void blank_documents_alone_cost_no_request() {
        List<Document> ranked = process(reranker().topN(1), " ", "");

        assertThat(ranked).extracting(Document::getText).containsExactly(" ");
        assertThat(service.server.requestCount()).isZero();
    }

    @Test
    void blank_documents_alone_are_below_every_threshold_too() {
        assertThat(process(reranker().minScore(0), " ", "")).isEmpty();
    }

    private static TextContent remembered(TextSegment segment, List<Map<String, Object>> seen) {
        seen.add(segment.metadata().toMap());
        return TextContent.from(segment.text());
    }

    private RerankDocumentPostProcessor.Builder reranker() {
        return reranker(service.model());
    }

    private static RerankDocumentPostProcessor.Builder reranker(SiliconFlowScoringModel.Builder model) {
        return RerankDocumentPostProcessor.builder().scoringModel(model.build());
    }

    private static List<Document> process(RerankDocumentPostProcessor.Builder reranker, String... texts) {
        return reranker.build()
                .process(QUESTION, Stream.of(texts).map(Document::new).toList());
    }

    private String documentsSent() {
        return service.server.requests().get(0).json().path("documents").toString();
    }
}
