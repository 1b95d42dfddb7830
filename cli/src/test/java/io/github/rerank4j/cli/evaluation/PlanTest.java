package io.github.rerank4j.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.JudgedQuery;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.KeptResponse;
import io.github.rerank4j.evaluation.PlannedCalls;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.ResponseStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

    /** What is planned for two models of which one has the answers to these questions. */
    private static List<PlannedCalls> calls(Set<String> kept) {
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        for (String id : List.of("q1", "q2", "q3")) {
            judgments.query(id, "what is asked").grade(id, "d1", 1);
            candidates.put(id, List.of(new Candidate("d1", "some text"), new Candidate("d2", "some other text")));
        }
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("sf", (segments, query) -> Response.from(Collections.nCopies(segments.size(), 1.0)));
        models.put("other", (segments, query) -> Response.from(Collections.nCopies(segments.size(), 1.0)));
        return RerankEvaluation.of(judgments.build())
                .candidates(Candidates.of(candidates))
                .rerankers(models)
                .store(new ResponseStore() {
                    @Override
                    public List<KeptResponse> responses(String model, JudgedQuery question, List<Candidate> ofOne) {
                        return model.equals("sf") && kept.contains(question.id())
                                ? List.of(KeptResponse.scored(List.of(1.0, 2.0)))
                                : List.of();
                    }

                    @Override
                    public void add(String model, JudgedQuery question, List<Candidate> ofOne, KeptResponse answer) {
                        throw new AssertionError("nobody was asked");
                    }
                })
                .plan();
    }

    @Test
    void each_model_has_a_row_with_what_it_is_asked_and_what_that_costs() {
        List<PlannedCalls> calls = calls(Set.of("q2"));
        long tokens = calls.get(0).estimatedTokens();

        List<String> lines = new Plan(calls, Map.of("sf", 4L), Map.of("sf", PriceText.of("sf=1000000/1M"))).lines();

        assertThat(tokens).isPositive();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).split(" {2,}"))
                .containsExactly("model", "questions", "known", "requests", "documents", "tokens (estimated)", "price");
        assertThat(lines.get(1).split(" {2,}"))
                .containsExactly("sf", "2", "1", "4", "4", String.valueOf(tokens), tokens + ".0000");
        // where nobody knows better, a question is a request, and without a price there is no cost
        assertThat(lines.get(2).split(" {2,}"))
                .containsExactly(
                        "other", "3", "0", "3", "6", String.valueOf(calls.get(1).estimatedTokens()), "-");
    }

    @Test
    void nobody_is_asked_where_all_is_kept() {
        List<PlannedCalls> calls = calls(Set.of("q1", "q2", "q3"));

        assertThat(new Plan(calls, Map.of(), Map.of()).asksAnybody()).isTrue();
        assertThat(new Plan(calls.subList(0, 1), Map.of(), Map.of()).asksAnybody())
                .isFalse();
        assertThat(new Plan(List.of(), Map.of(), Map.of()).asksAnybody()).isFalse();
    }
}
