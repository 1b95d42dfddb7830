package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.OnFailure;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import io.github.rerank4j.testkit.ScriptedReply;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.util.MimeTypeUtils;

class FailureTest {

    private static final Query QUESTION = new Query("how do I get my money back?");
    private static final List<Document> FOUND =
            List.of(found("hours", 0.4), found("refunds", 0.3), found("returns", 0.2));

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
    void a_failure_of_the_model_is_the_callers_by_default() {
        service.isDown();
        RerankDocumentPostProcessor reranker = RerankDocumentPostProcessor.builder()
                .scoringModel(service.model().build())
                .build();

        assertThatExceptionOfType(InternalServerException.class).isThrownBy(() -> reranker.process(QUESTION, FOUND));

        assertThat(reranker.keptOrder()).isZero();
        assertThat(logged.list).isEmpty();
    }

    @Test
    void documents_can_keep_their_order_and_scores_instead() {
        service.isDown();
        RerankDocumentPostProcessor reranker = keepingOrder().build();

        List<Document> handedOn = reranker.process(QUESTION, FOUND);

        assertThat(handedOn).isEqualTo(FOUND);
        assertThat(reranker.keptOrder()).isOne();
    }

    @Test
    void documents_that_keep_their_order_are_cut_but_not_measured_by_another_scale() {
        service.isDown();
        RerankDocumentPostProcessor reranker =
                keepingOrder().topN(2).minScore(0.9).build();

        List<Document> handedOn = reranker.process(QUESTION, FOUND);

        assertThat(handedOn).isEqualTo(FOUND.subList(0, 2));
    }

    @Test
    void documents_are_ranked_again_once_the_service_is_back() {
        service.isDown();
        service.scores(0.1, 0.2, 0.3);
        RerankDocumentPostProcessor reranker = keepingOrder().build();

        reranker.process(QUESTION, FOUND);
        List<Document> ranked = reranker.process(QUESTION, FOUND);

        assertThat(ranked).extracting(Document::getText).containsExactly("returns", "refunds", "hours");
        assertThat(reranker.keptOrder()).isOne();
    }

    @Test
    void one_warning_says_why_and_holds_no_text() {
        service.server.enqueue(ScriptedReply.json(401, "\"how do I get my money back? sk-example\""));

        keepingOrder().build().process(QUESTION, FOUND);

        assertThat(logged.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .startsWith("3 documents keep their order, because reranking failed: AuthenticationException: ")
                    .contains("401")
                    .doesNotContain("money", "refunds", "sk-example", "\n");
        });
    }

    @Test
    void other_models_fail_with_whatever_they_like() {
        ScoringModel model = (segments, query) -> {
            throw new IllegalStateException(new IOException("status code: 503"));
        };
        RerankDocumentPostProcessor reranker = keepingOrder(model).build();

        List<Document> handedOn = reranker.process(QUESTION, FOUND);

        assertThat(handedOn).isEqualTo(FOUND);
        assertThat(reranker.keptOrder()).isOne();
    }

    @Test
    void a_closed_model_of_ours_is_a_mistake_and_not_a_failure() {
        RerankScoringModel model = service.model().build();
        model.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> keepingOrder(model).build().process(QUESTION, FOUND));
    }

    @Test
    void of_a_model_that_may_quote_texts_only_the_kind_of_failure_is_logged() {
        ScoringModel model = (segments, query) -> {
            throw new AuthenticationException("rejected: " + query);
        };

        keepingOrder(model).build().process(QUESTION, FOUND);

        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("3 documents keep their order, because reranking failed: AuthenticationException."
                        + " Questions so far: 1");
    }

    @Test
    void an_interrupt_is_not_taken_for_a_failure() {
        RerankDocumentPostProcessor reranker = keepingOrder().build();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(LangChain4jException.class).isThrownBy(() -> reranker.process(QUESTION, FOUND));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(reranker.keptOrder()).isZero();
    }

    @Test
    void a_document_that_the_model_never_ranks_is_not_taken_for_a_failure() {
        RerankDocumentPostProcessor reranker = keepingOrder().build();
        Media image = new Media(MimeTypeUtils.IMAGE_PNG, URI.create("https://images.example.com/kettle.png"));

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> reranker.process(QUESTION, List.of(new Document(image, Map.of()))));

        assertThat(service.server.requestCount()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // null means: by its media
    void a_mistake_of_the_application_is_not_taken_for_a_failure() {
        RerankScoringModel closed = service.model().build();
        closed.close();
        RerankDocumentPostProcessor ofClosed = keepingOrder(closed).build();
        RerankDocumentPostProcessor ofNothing =
                keepingOrder().documentText(document -> null).build();

        assertThatIllegalStateException().isThrownBy(() -> ofClosed.process(QUESTION, FOUND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofNothing.process(QUESTION, FOUND))
                .withMessageStartingWith("documentText returned null for document 0");
    }

    private RerankDocumentPostProcessor.Builder keepingOrder() {
        return keepingOrder(service.model().build());
    }

    private static RerankDocumentPostProcessor.Builder keepingOrder(ScoringModel model) {
        return RerankDocumentPostProcessor.builder().scoringModel(model).onFailure(OnFailure.KEEP_ORDER);
    }

    private static Document found(String text, double score) {
        return Document.builder().text(text).score(score).build();
    }
}
