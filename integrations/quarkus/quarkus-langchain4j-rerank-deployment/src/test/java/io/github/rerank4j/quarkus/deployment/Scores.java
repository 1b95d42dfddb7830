package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;

/** What a model makes of two passages, of which the second answers. */
final class Scores {

    private Scores() {}

    static List<Double> of(ScoringModel model) {
        return model.scoreAll(
                        List.of(TextSegment.from("Opening hours"), TextSegment.from("How to get a refund")), "refund")
                .content();
    }
}
