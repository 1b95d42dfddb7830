package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.rerank4j.OnFailure;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankSelectionContext;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;

/** What a threshold keeps and drops, without Spring Boot. */
class ThresholdTest {

    private static final Query QUESTION = new Query("how do I get my money back?");
    private static final List<Document> FOUND =
            List.of(new Document("hours"), new Document("refunds"), new Document("returns"));

    private final Service service = new Service();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RerankDocumentPostProcessor.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void end() {
        logger.detachAppender(logged);
        service.close();
    }

    @Test
    void what_is_kept_and_dropped_is_counted_before_the_list_is_cut() {
        service.scores(0.1, 0.9, 0.5);
        RerankDocumentPostProcessor reranker = above(0.5).topN(1).build();

        assertThat(reranker.process(QUESTION, FOUND)).hasSize(1);

        assertThat(reranker.keptByThreshold()).isEqualTo(2);
        assertThat(reranker.droppedByThreshold()).isEqualTo(1);
        assertThat(logged.list).isEmpty();
    }

    @Test
    void listeners_are_told_what_became_of_the_documents() {
        service.scores(0.1, 0.9, 0.5);
        List<RerankSelectionContext> told = new ArrayList<>();
        RerankDocumentPostProcessor reranker = above(0.5)
                .topN(1)
                .onFailure(OnFailure.KEEP_ORDER)
                .listeners(List.of(new RerankListener() {
                    @Override
                    public void onSelection(RerankSelectionContext context) {
                        told.add(context);
                    }
                }))
                .build();

        reranker.process(QUESTION, FOUND);
        service.isDown();
        reranker.process(QUESTION, FOUND);

        assertThat(told)
                .extracting(Object::toString)
                .containsExactly(
                        "RerankSelectionContext[kept=2, dropped=1, handedOn=1, orderKept=false, member=null]",
                        "RerankSelectionContext[kept=3, dropped=0, handedOn=1, orderKept=true, member=null]");
    }

    @Test
    void a_question_left_without_documents_is_warned_of_once() {
        service.scores(0.1, 0.3, 0.2);
        service.scores(0.1, 0.3, 0.2);
        RerankDocumentPostProcessor reranker = above(0.5).build();

        assertThat(reranker.process(QUESTION, FOUND)).isEmpty();
        assertThat(reranker.process(QUESTION, FOUND)).isEmpty();

        assertThat(reranker.droppedByThreshold()).isEqualTo(6);
        assertThat(logged.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).hasToString("WARN");
            assertThat(line.getFormattedMessage())
                    .startsWith("minScore is 0.5, which has dropped all 3 documents of a question: the best of them"
                            + " scored 0.3.")
                    .doesNotContain("money", "refunds");
        });
    }

    @Test
    void without_a_threshold_nothing_is_counted() {
        service.scores(0.1, 0.3, 0.2);
        RerankDocumentPostProcessor reranker = RerankDocumentPostProcessor.builder()
                .scoringModel(service.model().build())
                .build();

        reranker.process(QUESTION, FOUND);

        assertThat(reranker.keptByThreshold()).isZero();
        assertThat(reranker.droppedByThreshold()).isZero();
    }

    @Test
    void a_threshold_of_whoever_answered_comes_first() {
        List<Document> found = List.of(new Document("hours"), new Document("refunds"), new Document(" "));
        RerankDocumentPostProcessor none = RerankDocumentPostProcessor.builder()
                .scoringModel(new WithThreshold(0.5))
                .build();
        RerankDocumentPostProcessor higher = RerankDocumentPostProcessor.builder()
                .scoringModel(new WithThreshold(0.5))
                .rawThreshold(true)
                .minScore(0.95)
                .build();

        assertThat(none.process(QUESTION, found)).extracting(Document::getText).containsExactly("refunds");
        assertThat(higher.process(QUESTION, found))
                .extracting(Document::getText)
                .containsExactly("refunds");
        assertThat(none.keptByThreshold()).isEqualTo(1);
        assertThat(none.droppedByThreshold()).isEqualTo(1);
    }

    /** As a chain whose member has a threshold; it scores 0.4, 0.9. */
    private record WithThreshold(double minScore) implements Reranker {

        @Override
        public RerankResponse rerank(RerankRequest request) {
            return RerankResponse.of(
                    request,
                    List.of(0.4, 0.9),
                    RerankResponse.Facts.builder()
                            .answeredBy("member")
                            .minScore(OptionalDouble.of(minScore))
                            .build());
        }

        @Override
        public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
            return CompletableFuture.completedFuture(rerank(request));
        }

        @Override
        public RerankRequest resolve(RerankRequest request) {
            return request;
        }

        @Override
        public RerankerTraits traits(@Nullable String modelName) {
            return RerankerTraits.builder("chain").build();
        }

        @Override
        public void close() {}
    }

    private RerankDocumentPostProcessor.Builder above(double minScore) {
        return RerankDocumentPostProcessor.builder()
                .scoringModel(service.model().build())
                .minScore(minScore);
    }
}
