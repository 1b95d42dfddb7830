package io.github.rerank4j.benchmarks.evaluation;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.report.ReportFolder;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The main class of a JVM that evaluates three models and writes the report. Arguments: the models' address, how many
 * questions, how many candidates each has, how many questions a model has at a time, and the folder of the report. Prints
 * how many milliseconds the answers took, how many everything after the last one, and how many questions failed.
 */
final class EvaluationRun {

    private static final List<String> MODELS = List.of("first", "second", "third");
    private static final int NUMBERS = 10_000;

    private EvaluationRun() {}

    public static void main(String[] arguments) throws Exception {
        int concurrency = Integer.parseInt(arguments[3]);
        RerankEvaluation evaluation = evaluation(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
                .rerankers(models(arguments[0]))
                .concurrency(concurrency);
        long[] answered = new long[1];
        long before = System.nanoTime();
        EvaluationReport report =
                evaluation.progress(progress -> answered[0] = System.nanoTime()).run();
        ReportFolder.of(report).write(Path.of(arguments[4]));
        long after = System.nanoTime();
        int failures = report.models().stream()
                .mapToInt(model -> model.failedQueries().size())
                .sum();
        System.out.println(millis(answered[0] - before) + " " + millis(after - answered[0]) + " " + failures);
        System.exit(0);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    private static Map<String, ScoringModel> models(String url) {
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        MODELS.forEach(name -> models.put(
                name,
                SiliconFlowScoringModel.builder()
                        .baseUrl(url)
                        .apiKey("an-example-key")
                        .modelName("BAAI/bge-reranker-v2-m3")
                        .build()));
        return models;
    }

    private static RerankEvaluation evaluation(int questions, int candidates) {
        Random random = new Random(1);
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> found = new LinkedHashMap<>();
        for (int q = 0; q < questions; q++) {
            judgments.query("q" + q, "how long may parcel " + q + " be on its way");
            List<Candidate> documents = new ArrayList<>();
            for (int d = 0; d < candidates; d++) {
                // the server scores a document by its number
                documents.add(
                        new Candidate("d" + d, "#%06d a parcel of ordinary size".formatted(random.nextInt(NUMBERS))));
            }
            for (int right = 0; right < 3; right++) {
                judgments.grade("q" + q, "d" + (q + 7 * right) % candidates, 1 + right);
            }
            found.put("q" + q, documents);
        }
        return RerankEvaluation.of(judgments.build()).candidates(Candidates.of(found));
    }
}
