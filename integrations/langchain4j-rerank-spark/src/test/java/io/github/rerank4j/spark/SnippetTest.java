package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.AuthenticationException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/many-machines.md shows. */
class SnippetTest {

    // import io.github.rerank4j.spark.AccountLimit;
    // import io.github.rerank4j.spark.RerankJob;
    // import io.github.rerank4j.spark.RerankSummary;
    // import io.github.rerank4j.spark.RerankTransform;

    @TempDir
    private Path folder;

    @Test
    void the_page_shows_a_job_that_runs() {
        try (StubServer server = StubServer.open()) {
            Map<String, String> settings = new HashMap<>(Sparks.settings(server));
            String scores = folder.resolve("scores").toString();

            RerankSummary summary = scored(settings, Sparks.pairs(5, 4), scores);

            assertThat(summary.scored()).isEqualTo(20);
            assertThat(RerankJob.latest(Sparks.session().read().parquet(scores)).count())
                    .isEqualTo(20);
        }
    }

    // tag::spark[]
    static RerankSummary scored(Map<String, String> settings, Dataset<Row> pairs, String folder) {
        // settings: provider=siliconflow, modelName=BAAI/bge-reranker-v2-m3, apiKey=${SILICONFLOW_API_KEY}
        RerankTransform transform = RerankTransform.builder()
                .model("sf-v1", settings)
                .query("question_id", "question")
                .document("doc_id", "text")
                .limiter(AccountLimit.perMinute(2_000, 500_000))
                .failFast(AuthenticationException.class)
                .build();
        // transform.apply(pairs) is the Dataset<Row> with the scores, for jobs that write by themselves
        return RerankJob.resume(pairs, folder)
                .transform(transform)
                .checkpointEvery(2_500)
                .onProgress(System.out::println)
                .run();
    }
    // end::spark[]
}
