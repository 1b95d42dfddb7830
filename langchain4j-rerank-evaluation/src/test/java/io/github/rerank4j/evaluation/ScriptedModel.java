package io.github.rerank4j.evaluation;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** A scoring model of a stranger: scores by a function, reports 10 tokens per call, and remembers what it was asked. */
class ScriptedModel implements ScoringModel {

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final BiFunction<String, String, Double> score;

    ScriptedModel(BiFunction<String, String, Double> score) {
        this.score = score;
    }

    /** Scores each document by the number that its text ends with. */
    static ScriptedModel byLastWord() {
        return new ScriptedModel((query, text) -> Double.parseDouble(text.substring(text.lastIndexOf(' ') + 1)));
    }

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        asked.add(query);
        return Response.from(
                segments.stream()
                        .map(segment -> score.apply(query, segment.text()))
                        .toList(),
                new TokenUsage(10));
    }
}
