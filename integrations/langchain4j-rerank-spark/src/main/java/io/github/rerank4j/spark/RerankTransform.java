package io.github.rerank4j.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Scores pairs of questions and documents, one in each row, on the executors of a Spark application. Immutable; holds no
 * key.
 *
 * <pre>{@code
 * Dataset<Row> scored = RerankTransform.builder()
 *         .model("sf-v1", Map.of(
 *                 "provider", "siliconflow",
 *                 "modelName", "BAAI/bge-reranker-v2-m3",
 *                 "apiKey", "${SILICONFLOW_API_KEY}"))
 *         .query("question_id", "question")
 *         .document("doc_id", "text")
 *         .limiter(AccountLimit.perMinute(2_000, 500_000))
 *         .build()
 *         .apply(pairs);
 * }</pre>
 *
 * <p>The rows are brought together by question and sorted by question and document, by Spark, which spills to disk; in
 * this order they come out, with all columns they had and four more. What an executor holds in memory does not depend on
 * how many rows there are, nor on how many documents a question has. A row that cannot be scored gets an error instead;
 * only {@link Builder#failFast} and {@link Builder#failuresInARow} end a job.
 *
 * <p>Nothing is asked before an action needs the rows, and <b>each action asks again</b>, as does a sort of the result,
 * which Spark begins by sampling it. Write the result once, or use {@link RerankJob}.
 */
public final class RerankTransform {

    private final TransformSpec spec;

    RerankTransform(TransformSpec spec) {
        this.spec = spec;
    }

    /** A builder without a model and columns. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The rows with their scores, to be computed when an action needs them.
     *
     * @throws IllegalArgumentException if a column is missing, there twice, of the wrong type, or has the name of an
     *     output; if the rows are a stream
     * @throws IllegalStateException if the application's configuration would make requests twice, show a key, or break
     *     the account's limit; says what to change
     */
    public Dataset<Row> apply(Dataset<Row> pairs) {
        throw new UnsupportedOperationException();
    }

    TransformSpec spec() {
        return spec;
    }

    /** Collects a {@link RerankTransform}. Not for use by several threads. */
    public static final class Builder {

        private String modelName = "";
        private Map<String, String> settings = Map.of();
        private List<String> columns = List.of();
        private List<String> outputs = List.of("score", "error", "rerank_model", "rerank_key");
        private int requestsInFlight = 8;
        private int failuresInARow = 100;
        private int partitions;
        private boolean keepOrder;
        private List<Class<? extends Throwable>> failFast = List.of();
        private @Nullable AccountLimit limiter;
        private final Map<String, String> query = new LinkedHashMap<>();

        private Builder() {}

        /**
         * The model to ask.
         *
         * @param name stands in the column of the model and is part of each row's key: with another name all pairs are
         *     asked again, so change it where a model becomes another without its settings saying so
         * @param settings {@code provider}, and the settings of that provider by their names, as in code and
         *     configuration files. A secret is given by reference to an environment variable of the executors,
         *     {@code ${SILICONFLOW_API_KEY}}, before which an authentication scheme may stand; never literally
         */
        public Builder model(String name, Map<String, String> settings) {
            this.modelName = name;
            this.settings = settings;
            return this;
        }

        /**
         * The columns of the question.
         *
         * @param id what tells questions apart: a string or a whole number
         * @param text a string
         */
        public Builder query(String id, String text) {
            query.put(id, text);
            return this;
        }

        /**
         * The columns of the document.
         *
         * @param id what tells the documents of a question apart: a string or a whole number
         * @param text a string
         */
        public Builder document(String id, String text) {
            columns = new ArrayList<>(List.of(id, text));
            return this;
        }

        /**
         * The names of the columns that are added, in this order: the score, a double, null where there is none; the
         * error, a string that begins with its kind and a colon, null where there is none; the name of the model; the
         * key of the pair, which depends on question, document, their ids, the model and all settings that a score
         * depends on. Default: {@code score}, {@code error}, {@code rerank_model}, {@code rerank_key}.
         */
        public Builder outputs(String score, String error, String model, String key) {
            this.outputs = List.of(score, error, model, key);
            return this;
        }

        /** How many requests of one task may be in flight, at least 1. Default: 8. */
        public Builder requestsInFlight(int requestsInFlight) {
            this.requestsInFlight = requestsInFlight;
            return this;
        }

        /** Into how many parts, which are tasks, the rows are brought. Default: {@code spark.sql.shuffle.partitions}. */
        public Builder partitions(int partitions) {
            this.partitions = partitions;
            return this;
        }

        /** Failures that end the job, with all their subclasses, instead of standing in the error column. Default: none. */
        @SafeVarargs
        public final Builder failFast(Class<? extends Throwable>... kinds) {
            List<Class<? extends Throwable>> all = new ArrayList<>();
            for (Class<? extends Throwable> kind : kinds) {
                all.add(kind);
            }
            this.failFast = all;
            return this;
        }

        /**
         * How many requests of one executor may fail in a row before the job ends; 0 for any number. Default: 100.
         */
        public Builder failuresInARow(int failuresInARow) {
            this.failuresInARow = failuresInARow;
            return this;
        }

        /**
         * The limit of the account, which all executors keep together. Default: none, which is refused for a provider
         * with a limit where there may be more than one executor.
         */
        public Builder limiter(AccountLimit limiter) {
            this.limiter = limiter;
            return this;
        }

        /** Gives the rows in the order in which they came, at the cost of one more shuffle. Default: as they are asked. */
        public Builder keepOrder() {
            this.keepOrder = true;
            return this;
        }

        /**
         * The transform. Builds the model once, with placeholders for its secrets, so that wrong settings are found here.
         *
         * @throws io.github.rerank4j.settings.SettingException if a setting is missing, wrong, or a literal secret
         * @throws IllegalArgumentException if a column or an output is missing, or a number is out of range
         */
        public RerankTransform build() {
            return new RerankTransform(new TransformSpec());
        }
    }
}
