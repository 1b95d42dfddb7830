package io.github.rerank4j.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The one Spark of these tests, with two tasks at a time, and pairs for it. */
final class Sparks {

    static final String KEY = "sk-key-of-the-executors-4711";

    static final StructType PAIR = new StructType()
            .add("question_id", DataTypes.StringType)
            .add("question", DataTypes.StringType)
            .add("doc_id", DataTypes.StringType)
            .add("text", DataTypes.StringType);

    /** An environment without a variable. */
    static final Function<String, @Nullable String> EMPTY_ENVIRONMENT = name -> null;

    private Sparks() {}

    static SparkSession session() {
        return builder().getOrCreate();
    }

    static SparkSession.Builder builder() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("rerank-tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .config("spark.sql.session.timeZone", "UTC");
    }

    /** So many questions of so many documents each, as the stub scores them. */
    static Dataset<Row> pairs(int questions, int documents) {
        List<Row> rows = new ArrayList<>();
        for (int question = 0; question < questions; question++) {
            for (int document = 0; document < documents; document++) {
                rows.add(pair("q" + question, "d" + document));
            }
        }
        return session().createDataFrame(rows, PAIR).repartition(3);
    }

    static Row pair(String question, String document) {
        return RowFactory.create(question, "what is " + question, document, "about " + question + " and " + document);
    }

    static RerankTransform.Builder transform(StubServer server) {
        return RerankTransform.builder()
                .model("stub-v1", settings(server))
                .query("question_id", "question")
                .document("doc_id", "text");
    }

    static Map<String, String> settings(StubServer server) {
        return Map.of(
                "provider", "siliconflow",
                "baseUrl", server.url(),
                "modelName", "BAAI/bge-reranker-v2-m3",
                "maxRetries", "0",
                "apiKey", "${RERANK_TEST_KEY}");
    }
}
