package io.github.rerank4j.springai;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;

/** One finite score for each document, in their order, from a model that knows nothing of Spring AI. */
final class Scoring {

    private final ScoringModel model;
    private final Function<Document, @Nullable String> documentText;

    Scoring(ScoringModel model, Function<Document, @Nullable String> documentText) {
        this.model = model;
        this.documentText = documentText;
    }

    /**
     * Their scores.
     *
     * @throws ModelFailure if the model fails, or does not give one finite score for each
     * @throws UnsupportedFeatureException if the model cannot rank a document's media
     */
    List<Double> scores(String query, List<Candidate> candidates) {
        if (candidates.stream().allMatch(Candidate::isSegment)) {
            return ofSegments(query, candidates);
        }
        if (model instanceof RerankScoringModel ours) {
            RerankRequest request = RerankRequest.builder()
                    .query(query)
                    .contents(candidates.stream().map(Candidate::content).toList())
                    .build();
            return asked(() -> ours.rerank(request).scores());
        }
        throw refused(candidates);
    }

    private static <T> T asked(Supplier<T> model) {
        try {
            return model.get();
        } catch (RuntimeException failure) {
            throw new ModelFailure(failure);
        }
    }

    /** The documents as they are to be ranked, in their order. */
    List<Candidate> candidates(List<Document> documents) {
        return IntStream.range(0, documents.size())
                .mapToObj(place -> Candidate.of(place, documents.get(place), documentText.apply(documents.get(place))))
                .toList();
    }

    private List<Double> ofSegments(String query, List<Candidate> candidates) {
        List<TextSegment> segments = candidates.stream().map(Candidate::segment).toList();
        Response<List<Double>> response = asked(() -> model.scoreAll(segments, query));
        List<Double> scores = response == null ? null : response.content();
        if (scores == null || scores.size() != candidates.size()) {
            throw invalid((scores == null ? "no" : scores.size()) + " scores for " + candidates.size() + " documents");
        }
        for (int i = 0; i < candidates.size(); i++) {
            Double score = scores.get(i);
            if (score == null || !Double.isFinite(score)) {
                throw invalid(
                        "no finite score for document " + candidates.get(i).place());
            }
        }
        return scores;
    }

    private ModelFailure invalid(String what) {
        return new ModelFailure(new InvalidReplyException(model.getClass().getName() + " returned " + what, null));
    }

    private UnsupportedFeatureException refused(List<Candidate> candidates) {
        Candidate first = candidates.stream()
                .filter(candidate -> !candidate.isSegment())
                .findFirst()
                .orElseThrow();
        return new UnsupportedFeatureException("document " + first.place() + " (counted from 0) is " + first.kind()
                + ", and " + model.getClass().getName()
                + " ranks texts; give it a text with documentText, such as a caption");
    }
}
