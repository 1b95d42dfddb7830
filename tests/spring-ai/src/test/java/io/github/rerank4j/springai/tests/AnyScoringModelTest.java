package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.util.MimeTypeUtils;

/** Models of LangChain4j and others, which may do what ours never do. */
class AnyScoringModelTest {

    private static final Query QUESTION = new Query("how do I get my money back?");

    @Test
    void any_scoring_model_can_rerank() {
        ScoringModel longest = (segments, query) -> Response.from(segments.stream()
                .map(segment -> (double) segment.text().length())
                .toList());

        List<Document> ranked = reranker(longest).process(QUESTION, texts("a", "abc", "ab"));

        assertThat(ranked).extracting(Document::getText).containsExactly("abc", "ab", "a");
    }

    static Stream<List<@Nullable Double>> wrongScores() {
        return Stream.of(
                List.of(0.9),
                List.of(0.9, 0.8, 0.7),
                List.of(0.9, Double.NaN),
                List.of(Double.POSITIVE_INFINITY, 0.8),
                Arrays.asList(0.9, null));
    }

    @ParameterizedTest
    @MethodSource("wrongScores")
    @SuppressWarnings("NullAway") // a model that breaks its contract
    void what_is_not_one_finite_score_per_document_is_an_error(List<@Nullable Double> scores) {
        ScoringModel wrong = (segments, query) -> Response.from(scores);

        assertThatExceptionOfType(InvalidReplyException.class)
                .isThrownBy(() -> reranker(wrong).process(QUESTION, texts("hours", "refunds")))
                .withMessageContaining("score");
    }

    @Test
    void an_image_is_not_for_a_model_of_texts() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> reranker(same()).process(QUESTION, List.of(new Document("kettle"), image("Kettle"))))
                .withMessageStartingWith("document 1 (counted from 0) is image content");
    }

    @Test
    void an_image_with_a_caption_is() {
        RerankDocumentPostProcessor captions = RerankDocumentPostProcessor.builder()
                .scoringModel(same())
                .documentText(document -> String.valueOf(document.getMetadata().get("caption")))
                .build();
        Document image = image("Kettle");

        List<Document> ranked = captions.process(QUESTION, List.of(image));

        assertThat(ranked).containsExactly(image.mutate().score(1.0).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\u3000", "\u0001"})
    void a_blank_document_is_not_ranked_and_comes_last_without_a_score(String nothing) {
        Document blank = Document.builder().text(nothing).score(0.8).build();
        Document text = new Document("hours");

        List<Document> ranked = reranker(same()).process(QUESTION, List.of(blank, text));

        assertThat(ranked).extracting(Document::getText).containsExactly("hours", nothing);
        assertThat(ranked.get(1).getScore()).isNull();
    }

    @Test
    void blank_documents_alone_have_no_score_either() {
        Document blank = Document.builder().text(" ").score(0.9).build();

        List<Document> ranked = reranker(same()).process(QUESTION, List.of(blank));

        assertThat(ranked).containsExactly(blank.mutate().score(null).build());
    }

    @Test
    @SuppressWarnings("NullAway") // a model that breaks its contract
    void no_answer_at_all_is_an_error() {
        ScoringModel silent = (segments, query) -> null;

        assertThatExceptionOfType(InvalidReplyException.class)
                .isThrownBy(() -> reranker(silent).process(QUESTION, texts("hours")))
                .withMessageContaining("no scores for 1 documents");
    }

    private static ScoringModel same() {
        return (segments, query) ->
                Response.from(segments.stream().map(segment -> 1.0).toList());
    }

    private static RerankDocumentPostProcessor reranker(ScoringModel model) {
        return RerankDocumentPostProcessor.builder().scoringModel(model).build();
    }

    private static List<Document> texts(String... texts) {
        return Stream.of(texts).map(Document::new).toList();
    }

    private static Document image(String caption) {
        URI address = URI.create("https://images.example.com/kettle.png");
        return new Document(new Media(MimeTypeUtils.IMAGE_PNG, address), Map.of("caption", caption));
    }
}
