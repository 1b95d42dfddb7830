package io.github.rerank4j.benchmarks.harness;

import io.github.rerank4j.benchmarks.RerankClient;
import java.util.List;

/** The main class of a JVM that makes one call, says so, and ends. */
final class FirstScore {

    private FirstScore() {}

    public static void main(String[] arguments) throws Exception {
        List<String> documents = Corpus.documents(20, 200);
        RerankClient client = Worker.open(arguments[0], arguments[1], 0);
        List<Double> scores = client.prepare(Corpus.QUERY, documents).scores();
        System.out.println(Corpus.fits(documents, scores) ? "ok" : "wrong");
        System.out.flush();
        System.exit(0);
    }
}
