package io.github.rerank4j.spark;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
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

    private final ModelPlan model;
    private final ModelFacts facts;
    private final PairColumns columns;
    private final int requestsInFlight;
    private final int failuresInARow;
    private final int partitions;
    private final boolean keepOrder;
    private final List<Class<? extends Throwable>> failFast;

    private RerankTransform(Builder builder, ModelPlan model, PairColumns columns) {
        this.model = model;
        this.facts = ModelFacts.of(model, model.limit() != null);
        this.columns = columns;
        this.requestsInFlight = builder.requestsInFlight;
        this.failuresInARow = builder.failuresInARow;
        this.partitions = builder.partitions;
        this.keepOrder = builder.keepOrder;
        this.failFast = builder.failFast;
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
     * @throws SettingException if the application's configuration would make requests twice, show a key, or break
     *     the account's limit; says what to change
     */
    public Dataset<Row> apply(Dataset<Row> pairs) {
        SparkSession session = pairs.sparkSession();
        JobConditions.requireBatch(pairs);
        boolean caseSensitive = requireColumns(pairs);
        ModelPlan shared = shared(session);
        RerankMetrics metrics = RerankMetrics.of(session.sparkContext(), shared.name());
        InputOrder order = keepOrder ? InputOrder.of(pairs) : InputOrder.NONE;
        RowLayout layout = RowLayout.of(columns, pairs.schema(), caseSensitive, keepOrder);
        AskPlan plan = plan(shared, layout, metrics);
        int parts =
                partitions > 0 ? partitions : Integer.parseInt(session.conf().get("spark.sql.shuffle.partitions"));
        StructType scored = columns.with(pairs.schema(), order.fields());
        Dataset<Row> asked = sorted(keyed(order.noted(pairs)).repartition(parts, PairColumns.named(columns.queryId())))
                .mapPartitions(new AskingFunction(plan), Encoders.row(scored));
        return order.restored(PairColumns.typed(asked, scored));
    }

    /** With the key of each pair in its column. */
    Dataset<Row> keyed(Dataset<Row> pairs) {
        return pairs.withColumn(columns.key(), columns.keyOf(facts.fingerprint()));
    }

    /** In the order in which pairs are asked, within each partition; the same pair twice is together. */
    Dataset<Row> sorted(Dataset<Row> keyed) {
        return columns.sorted(keyed);
    }

    AskPlan plan(ModelPlan shared, RowLayout layout, RerankMetrics metrics) {
        return new AskPlan(
                shared,
                layout,
                metrics,
                requestsInFlight,
                failuresInARow,
                failFast,
                facts.listwise(),
                UUID.randomUUID().toString(),
                false);
    }

    /** The model as this application's executors may ask it. */
    ModelPlan shared(SparkSession session) {
        JobConditions conditions = new JobConditions(session.sparkContext().conf());
        conditions.requireNoSpeculation();
        conditions.requireHidden(model.variables());
        return model.with(conditions.shared(model.limit(), facts.limited(), model.provider()));
    }

    /** Whether the case of names counts. */
    boolean requireColumns(Dataset<Row> pairs) {
        boolean caseSensitive = Boolean.parseBoolean(pairs.sparkSession().conf().get("spark.sql.caseSensitive"));
        columns.requireIn(pairs.schema(), caseSensitive);
        return caseSensitive;
    }

    PairColumns columns() {
        return columns;
    }

    boolean isListwise() {
        return facts.listwise();
    }

    /** Collects a {@link RerankTransform}. Not for use by several threads. */
    public static final class Builder {

        private @Nullable String name;
        private Map<String, String> settings = Map.of();
        private @Nullable List<String> query;
        private @Nullable List<String> document;
        private List<String> outputs = List.of("score", "error", "rerank_model", "rerank_key");
        private int requestsInFlight = 8;
        private int failuresInARow = 100;
        private int partitions;
        private boolean keepOrder;
        private List<Class<? extends Throwable>> failFast = List.of();
        private @Nullable AccountLimit limiter;

        private Builder() {}

        /**
         * The model to ask.
         *
         * @param name stands in the column of the model and is part of each row's key: with another name or address all
         *     pairs are asked again, so change it where a model becomes another without its settings saying so
         * @param settings {@code provider}, and the settings of that provider by their names, as in code and
         *     configuration files. A secret is given by reference to an environment variable of the executors,
         *     {@code ${SILICONFLOW_API_KEY}}, before which an authentication scheme may stand; never literally
         */
        public Builder model(String name, Map<String, String> settings) {
            this.name = name;
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
            this.query = List.of(id, text);
            return this;
        }

        /**
         * The columns of the document.
         *
         * @param id what tells the documents of a question apart: a string or a whole number
         * @param text a string
         */
        public Builder document(String id, String text) {
            this.document = List.of(id, text);
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

        /**
         * How many calls of one task may be in flight, at least 1. A call is for up to 240 documents of a question, and
         * more than one request where the service takes fewer at a time: of these a model has as many in flight as its
         * executor may have calls, unless its {@code maxConcurrentRequests} says otherwise. Default: 8.
         */
        public Builder requestsInFlight(int requestsInFlight) {
            this.requestsInFlight = requestsInFlight;
            return this;
        }

        /** Into how many parts, which are tasks, the rows are brought. Default: {@code spark.sql.shuffle.partitions}. */
        public Builder partitions(int partitions) {
            this.partitions = partitions;
            return this;
        }

        /**
         * Failures, with all their subclasses, that end the job where ten in a row on an executor are of them and none gets a
         * score. Calls that are refused for the same question count as one. A single one is an error in its rows, as a filter
         * refuses a document with HTTP 403, too. Default: none.
         */
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
         * How many calls of up to 240 documents may fail in a row on an executor; 0 for any number. Those that are refused for
         * the same question count as one, so that a question that nobody can score ends no job. Default: 100.
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

        /**
         * Gives the rows in the order in which they came, at the cost of one more shuffle. The input is computed more than
         * once for it, in part already by {@link RerankTransform#apply}: where it is itself scored by a transform, write that
         * first and read it again, or its pairs are asked each time. Default: as they are asked.
         */
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
            if (OneLine.checkedName("name", name) == null || name == null) {
                throw SettingException.of("the model is missing", "set it with {model(..)}");
            }
            if (query == null || document == null) {
                throw SettingException.of("the columns are missing", "set them with {query(..)} and {document(..)}");
            }
            requireAtLeast("requestsInFlight", requestsInFlight, 1);
            requireAtLeast("failuresInARow", failuresInARow, 0);
            requireAtLeast("partitions", partitions, 0);
            Map<String, String> rest = new LinkedHashMap<>(settings);
            String provider = rest.remove("provider");
            if (provider == null) {
                throw SettingException.of("{provider} is missing", "add it to the settings, such as siliconflow");
            }
            ModelPlan model = new ModelPlan(name, provider, rest, limiter);
            return new RerankTransform(this, model, columns(query, document));
        }

        private PairColumns columns(List<String> question, List<String> text) {
            if (new HashSet<>(outputs).size() < outputs.size()) {
                throw new IllegalArgumentException("two outputs have the same name; give each its own");
            }
            return new PairColumns(
                    question.get(0),
                    question.get(1),
                    text.get(0),
                    text.get(1),
                    outputs.get(0),
                    outputs.get(1),
                    outputs.get(2),
                    outputs.get(3));
        }

        private static void requireAtLeast(String what, int value, int least) {
            if (value < least) {
                throw SettingException.of("{%s} is %s, but must be %s or more", "", what, value, least);
            }
        }
    }
}
