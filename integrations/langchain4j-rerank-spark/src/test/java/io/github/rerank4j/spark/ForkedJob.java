package io.github.rerank4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** An application in a JVM of its own: many generated pairs, little memory, and all that Spark writes about it. */
final class ForkedJob {

    private ForkedJob() {}

    /** The address of the service, the number of pairs, and a folder for what is written. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[2]);
        try (SparkSession spark = Sparks.builder()
                .config("spark.ui.enabled", "true")
                .config("spark.ui.port", "0")
                .config("spark.eventLog.enabled", "true")
                .config("spark.eventLog.compress", "false")
                .config("spark.eventLog.rolling.enabled", "false")
                .config("spark.eventLog.dir", folder.resolve("events").toUri().toString())
                .getOrCreate()) {
            RerankTransform transform = transform(args[0]);
            Dataset<Row> scored = transform.apply(pairs(spark, Long.parseLong(args[1])));
            Files.writeString(folder.resolve("plan"), scored.queryExecution().toString());
            scored.write().format("noop").mode("overwrite").save();
            RerankSummary summary = RerankJob.resume(
                            pairs(spark, 2_000), folder.resolve("scores").toString())
                    .transform(transform)
                    .checkpointEvery(500)
                    .onProgress(System.out::println)
                    .run();
            Files.writeString(folder.resolve("summary"), summary.toString());
        }
    }

    private static RerankTransform transform(String url) {
        return RerankTransform.builder()
                .model(
                        "forked",
                        Map.of(
                                "provider",
                                "siliconflow",
                                "baseUrl",
                                url,
                                "modelName",
                                "BAAI/bge-reranker-v2-m3",
                                "logRequests",
                                "true",
                                "apiKey",
                                "${RERANK_TEST_KEY}"))
                .query("question_id", "question")
                .document("doc_id", "text")
                .build();
    }

    /** A hundred documents of a thousand characters for each question; no text is in the plan. */
    private static Dataset<Row> pairs(SparkSession spark, long count) {
        return spark.range(0, count, 1, 8)
                .selectExpr(
                        "id div 100 as question_id",
                        "md5(concat('q', id div 100)) as question",
                        "id as doc_id",
                        "repeat(md5(cast(id as string)), 32) as text");
    }
}
