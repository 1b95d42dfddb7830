package io.github.rerank4j.cli.model;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.local.RerankScorer;
import java.util.Arrays;
import java.util.List;

/** A scorer of this process as a model. */
record ScorerModel(RerankScorer scorer) implements ScoringModel {

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        double[] scores =
                scorer.scores(query, segments.stream().map(TextSegment::text).toList());
        return Response.from(Arrays.stream(scores).boxed().toList());
    }

    /** The scorer's name. */
    @Override
    public String toString() {
        return "local:" + scorer.name();
    }
}
