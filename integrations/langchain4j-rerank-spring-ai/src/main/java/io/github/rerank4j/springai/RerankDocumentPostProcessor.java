package io.github.rerank4j.springai;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.OnFailure;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.Selection;
import io.github.rerank4j.settings.SettingException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;

/**
 * A reranker for Spring AI's {@code RetrievalAugmentationAdvisor}: puts the retrieved documents into the order of the
 * scores that a {@link ScoringModel} gives them, the best first, ties as they came. Each document that is handed on is
 * the one that came in, with the model's score in place of the store's. Safe for use by many threads, if the model is.
 *
 * <p>The model gets a document's text with its metadata, so a {@code documentMapper} sees both; metadata of a type that
 * LangChain4j does not have is there as a string. A blank text is not ranked: it comes last, without a score, or is
 * dropped where there is a {@code minScore}. Images and videos are sent as they are. Whether they can be ranked is the
 * model's answer; one that is no {@link Reranker} ranks texts.
 */
public final class RerankDocumentPostProcessor implements DocumentPostProcessor {

    private static final Logger LOGGER = LoggerFactory.getLogger(RerankDocumentPostProcessor.class);

    private final Selection selection;
    private final Scoring scoring;
    private final int topN;

    private RerankDocumentPostProcessor(Builder settings, Selection selection) {
        this.selection = selection;
        this.scoring = new Scoring(selection.reranker(), settings.documentText);
        this.topN = settings.topN == null ? Integer.MAX_VALUE : settings.topN;
    }

    /** A builder; {@link Builder#scoringModel} is required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The documents that fit the query best, the best first, each with its new score; blocks until the model has
     * answered. An empty list costs no request.
     *
     * @throws LangChain4jException if the model fails and {@link Builder#onFailure} is {@link OnFailure#FAIL}; in either
     *     case if the thread is interrupted
     * @throws UnsupportedFeatureException if there is an image, a video or another medium that the model does not rank
     * @throws IllegalArgumentException if a document has nothing to rank
     */
    @Override
    public List<Document> process(Query query, List<Document> documents) {
        List<Candidate> candidates = scoring.candidates(documents);
        List<Candidate> ranked =
                candidates.stream().filter(candidate -> !candidate.isBlank()).toList();
        if (ranked.isEmpty()) {
            return blank(candidates, selection.minScore()).limit(topN).toList();
        }
        try {
            return bestFirst(ranked, scoring.response(query.text(), ranked), candidates);
        } catch (ModelFailure failed) {
            RuntimeException failure = failed.failure();
            if (!selection.keepsOrder(failure)) {
                throw failure;
            }
            List<Document> first = documents.stream().limit(topN).toList();
            selection.reportKeptOrder(documents.size(), first.size(), failure);
            return first;
        }
    }

    /** How often the documents have kept their order so far because the model failed. */
    public long keptOrder() {
        return selection.keptOrder();
    }

    /**
     * How many documents thresholds have kept so far; 0 without one. Blank documents, which have no score, are not
     * counted, and {@code topN} comes afterwards.
     */
    public long keptByThreshold() {
        return selection.keptByThreshold();
    }

    /** How many documents thresholds have dropped so far; 0 without one. */
    public long droppedByThreshold() {
        return selection.droppedByThreshold();
    }

    ScoringModel model() {
        return selection.scoringModel();
    }

    private List<Document> bestFirst(List<Candidate> ranked, RerankResponse response, List<Candidate> candidates) {
        OptionalDouble least = selection.threshold(response);
        Stream<Document> scored = response.ranked().stream()
                .filter(each -> least.isEmpty() || each.score() >= least.getAsDouble())
                .map(each -> scored(ranked.get(each.index()).document(), each.score()));
        List<Document> kept = Stream.concat(scored, blank(candidates, least)).toList();
        List<Document> best = kept.stream().limit(topN).toList();
        selection.report(response, kept.size(), candidates.size() - kept.size(), best.size());
        return best;
    }

    /** Nothing in them fits the query: they come last, without a score, where none is asked for. */
    private static Stream<Document> blank(List<Candidate> candidates, OptionalDouble least) {
        return candidates.stream()
                .filter(candidate -> candidate.isBlank() && least.isEmpty())
                .map(candidate -> scored(candidate.document(), null));
    }

    private static Document scored(Document document, @Nullable Double score) {
        Document scored = document.mutate().score(score).build();
        // the one thing that mutate() leaves behind
        scored.setContentFormatter(document.getContentFormatter());
        return scored;
    }

    /** The settings of a {@link RerankDocumentPostProcessor}. Not for use by several threads. */
    public static final class Builder {

        private final Selection.Builder selection = Selection.builder();
        private @Nullable Integer topN;
        private Function<Document, @Nullable String> documentText = Document::getText;

        private Builder() {}

        /** The reranker. Required; stays the caller's to close. */
        public Builder scoringModel(ScoringModel scoringModel) {
            selection.scoringModel(scoringModel);
            return this;
        }

        /** How many documents are handed on at most, at least 1. Default: all. */
        public Builder topN(int topN) {
            this.topN = topN;
            return this;
        }

        /**
         * The score below which a document is dropped. Only for scores from 0 to 1, unless {@link #rawThreshold} is
         * set. A warning, at most once a minute, says when it has dropped every document of a question, and
         * {@link RerankDocumentPostProcessor#keptByThreshold} and
         * {@link RerankDocumentPostProcessor#droppedByThreshold} count. A threshold of whoever answered
         * ({@link RerankResponse#minScore}) comes first. Default: none is dropped.
         */
        public Builder minScore(double minScore) {
            selection.minScore(minScore);
            return this;
        }

        /** What the threshold is called where the user set it, for the warning about it. */
        Builder minScoreName(String minScoreName) {
            selection.minScoreName(minScoreName);
            return this;
        }

        /** Whether {@code minScore} is meant for scores that are logits, or of a range nobody knows. Default false. */
        public Builder rawThreshold(boolean rawThreshold) {
            selection.rawThreshold(rawThreshold);
            return this;
        }

        /**
         * What the model reads of a document: for example a title from the metadata in front of the text, or the
         * caption of an image. Where it returns null, the document is ranked by its media. Default: the document's text.
         */
        public Builder documentText(Function<Document, @Nullable String> documentText) {
            this.documentText = documentText;
            return this;
        }

        /** What happens when the model fails. Default {@link OnFailure#FAIL}. */
        public Builder onFailure(OnFailure onFailure) {
            selection.onFailure(onFailure);
            return this;
        }

        /**
         * Notified of what became of the documents of each question, with {@link RerankListener#onSelection}, in this order. Not
         * given to the model, which has listeners of its own. A blank document counts as kept or dropped like others.
         * Default: none.
         */
        public Builder listeners(List<? extends RerankListener> listeners) {
            selection.listeners(listeners);
            return this;
        }

        /**
         * The post-processor.
         *
         * @throws IllegalArgumentException if there is no model, another setting is null, {@code topN} is less than
         *     1, or {@code minScore} has no meaning for the model's scores
         */
        public RerankDocumentPostProcessor build() {
            SettingException.requirePresent("documentText", documentText);
            if (topN != null && topN < 1) {
                throw SettingException.of("{topN} is %s, but must be at least 1", "leave it out for all", topN);
            }
            return new RerankDocumentPostProcessor(this, selection.build(LOGGER));
        }
    }
}
