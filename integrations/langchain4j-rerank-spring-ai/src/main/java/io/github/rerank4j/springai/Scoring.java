package io.github.rerank4j.springai;

import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankScoringModel;
import java.util.List;
import java.util.function.Function;
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

    List<Double> scores(String query, List<Document> documents) {
        List<Candidate> candidates = candidates(documents);
        if (candidates.stream().allMatch(Candidate::isSegment)) {
            return ofSegments(query, candidates);
        }
        if (model instanceof RerankScoringModel ours) {
            return ours.rerank(RerankRequest.builder()
                            .query(query)
                            .contents(
                                    candidates.stream().map(Candidate::content).toList())
                            .build())
                    .scores();
        }
        throw refused(candidates);
    }

    private List<Candidate> candidates(List<Document> documents) {
        return IntStream.range(0, documents.size())
                .mapToObj(place -> Candidate.of(place, documents.get(place), documentText.apply(documents.get(place))))
                .toList();
    }

    private List<Double> ofSegments(String query, List<Candidate> candidates) {
        List<Double> scores = model.scoreAll(
                        candidates.stream().map(Candidate::segment).toList(), query)
                .content();
        if (scores == null || scores.size() != candidates.size()) {
            throw invalid((scores == null ? "no" : scores.size()) + " scores for " + candidates.size() + " documents");
        }
        for (Candidate candidate : candidates) {
            Double score = scores.get(candidate.place());
            if (score == null || !Double.isFinite(score)) {
                throw invalid("no finite score for document " + candidate.place());
            }
        }
        return scores;
    }

    private InvalidReplyException invalid(String what) {
        return new InvalidReplyException(model.getClass().getName() + " returned " + what, null);
    }

    private RuntimeException refused(List<Candidate> candidates) {
        Candidate first = candidates.stream()
                .filter(candidate -> !candidate.isSegment())
                .findFirst()
                .orElseThrow();
        String document = "document " + first.place() + " (counted from 0) is ";
        if (first.text() != null) {
            return new IllegalArgumentException(
                    document + "blank, and no TextSegment can be; leave it out, or give it a text with documentText");
        }
        return new UnsupportedFeatureException(document + first.kind() + ", and "
                + model.getClass().getName() + " ranks texts; give it a text with documentText, such as a caption");
    }
}
