package io.github.rerank4j.evaluation;

import dev.langchain4j.model.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Reports for tests: 30 questions with ten candidates of which one is right, and two that have no answer. */
public final class Reports {

    private Reports() {}

    /** A good model and a bad one. */
    public static EvaluationReport of(int questions, boolean goodIsBad) {
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("good", model(!goodIsBad, "none"));
        models.put("bad", model(false, "none"));
        return evaluation(questions, "document").rerankers(models).run();
    }

    /** A good model that fails on one question. */
    public static EvaluationReport withFailures() {
        return evaluation(30, "document")
                .rerankers(Map.of("good", model(true, "question 7")))
                .run();
    }

    /** Retrieval alone, for questions of other ids. */
    static EvaluationReport retrievalOf(String id) {
        return RerankEvaluation.of(
                        Judgments.builder().query(id, "?").grade(id, "d", 1).build())
                .candidates(Candidates.of(Map.of(id, List.of(new Candidate("d", "text")))))
                .run();
    }

    /** An evaluation without models. */
    public static RerankEvaluation evaluation(int questions, String words) {
        Random random = new Random(2);
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        for (int i = 0; i < questions + 2; i++) {
            String id = "q" + i;
            int right = random.nextInt(10);
            judgments.query(id, "question " + i).markJudged(id);
            if (i < questions) {
                judgments.grade(id, "d" + right, 1);
            }
            List<Candidate> documents = new ArrayList<>();
            for (int d = 0; d < 10; d++) {
                double score = (d == right ? 1 : 0) + random.nextGaussian() / 2;
                documents.add(new Candidate("d" + d, words + " " + score));
            }
            candidates.put(id, documents);
        }
        return RerankEvaluation.of(judgments.build()).candidates(Candidates.of(candidates));
    }

    /** Answers nothing. */
    public static ScoringModel dead() {
        return new ScriptedModel((query, text) -> {
            throw new IllegalStateException("dead");
        });
    }

    /** Ranks by the number that a text ends with, or the other way round. */
    public static ScoringModel model(boolean good, String failsOn) {
        return new ScriptedModel((query, text) -> {
            if (query.equals(failsOn)) {
                throw new IllegalStateException("busy <b>now</b> | later");
            }
            double score = Double.parseDouble(text.substring(text.lastIndexOf(' ') + 1));
            return good ? score : -score;
        });
    }
}
