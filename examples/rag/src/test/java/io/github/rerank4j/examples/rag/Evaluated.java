package io.github.rerank4j.examples.rag;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.JudgedQuery;
import io.github.rerank4j.evaluation.KeptResponse;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.ResponseStore;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Passage;
import java.util.List;
import java.util.Map;

/** Reports on rankings that a test makes up. */
final class Evaluated {

    private Evaluated() {}

    /** What was found. */
    static Found found(List<Ranking> before) {
        EvaluationReport report = evaluation(before).run();
        return new Found(before, report.model(EvaluationReport.RETRIEVAL));
    }

    /** What a model of that name made of it; each question took 1,001 requests, 3,000 tokens and 12.5 ms. */
    static EvaluationReport report(String name, List<Ranking> before, List<Ranking> after) {
        ScoringModel neverAsked = (segments, query) -> {
            throw new IllegalStateException("asked");
        };
        return evaluation(before)
                .rerankers(Map.of(name, neverAsked))
                .store(new Given(after))
                .run();
    }

    private static RerankEvaluation evaluation(List<Ranking> before) {
        Judged judged = new Judged(new KnowledgeBase(
                before.stream()
                        .flatMap(ranking -> ranking.order().stream())
                        .distinct()
                        .map(id -> new Passage(id, Language.ENGLISH, "Passage " + id, "text of " + id))
                        .toList(),
                before.stream().map(Ranking::question).toList()));
        return RerankEvaluation.of(judged.judgments())
                .candidates(judged.candidates(before))
                .metrics(List.of(Evaluation.HIT, Evaluation.RECIPROCAL_RANK));
    }

    private record Given(List<Ranking> rankings) implements ResponseStore {

        @Override
        public List<KeptResponse> responses(String model, JudgedQuery question, List<Candidate> candidates) {
            Ranking ranking = rankings.stream()
                    .filter(each -> each.question().id().equals(question.id()))
                    .findFirst()
                    .orElseThrow();
            List<Double> scores = candidates.stream()
                    .map(candidate -> -(double) ranking.placeOf(candidate.id()))
                    .toList();
            return List.of(
                    KeptResponse.scored(scores).requests(1001).tokens(3000).millis(12.5));
        }

        @Override
        public void add(String model, JudgedQuery question, List<Candidate> candidates, KeptResponse answer) {
            throw new IllegalStateException("nothing was asked");
        }
    }
}
