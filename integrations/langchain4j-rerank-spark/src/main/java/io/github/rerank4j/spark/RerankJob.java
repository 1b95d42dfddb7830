package io.github.rerank4j.spark;

import static org.apache.spark.sql.functions.row_number;

import io.github.rerank4j.settings.SettingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Scores pairs into a folder, checkpoint by checkpoint, so that it can be killed at any time and started again: only
 * pairs that have no score there yet are asked. Not for use by several threads.
 *
 * <pre>{@code
 * RerankSummary summary = RerankJob.resume(pairs, "hdfs:///rerank/scores")
 *         .transform(transform)
 *         .checkpointEvery(100_000)
 *         .onProgress(System.err::println)
 *         .run();
 * Dataset<Row> scores = RerankJob.latest(spark.read().parquet("hdfs:///rerank/scores"));
 * }</pre>
 *
 * <p>Each checkpoint is a Spark job of its own, whose files come to the folder when all of them are written. A killed
 * job loses what the checkpoint under way has asked, a killed executor what its tasks have asked of it, and both what is
 * in flight: at most {@link #checkpointEvery} pairs, which are asked again. A pair that failed is tried again by the
 * next run, except where a text or an id is missing, and its row with the error stays: see {@link #latest}.
 *
 * <p>A pair that the input has several times is asked once, and all its rows get what came of it together: also a job that
 * was killed leaves all of them in the folder or none. Rows of a pair that has a score in the folder are left out by later
 * runs, whatever their other columns hold; join the scores by key or by ids where each of them is needed.
 *
 * <p>Of two runs that write to the same folder the one that was started first ends with its checkpoint, which is not
 * written, and says so; what it has asked for that is asked again. This relies on a file system that moves a file in one
 * step, as HDFS and local disks do. The file {@code _SUCCESS} is there when a run has ended with all it had to do.
 */
public final class RerankJob {

    private static final long CHECKPOINT = 1_000;
    private static final String RANK = PairColumns.RESERVED + "rank";

    private final Dataset<Row> input;
    private final String output;
    private @Nullable RerankTransform transform;
    private String format = "parquet";
    private final Map<String, String> options = new HashMap<>();
    private long checkpointEvery = CHECKPOINT;
    private Consumer<RerankSummary> onProgress = summary -> {};

    private RerankJob(Dataset<Row> input, String output) {
        this.input = input;
        this.output = output;
    }

    /**
     * A job that appends to a folder what it does not hold yet.
     *
     * @param input one pair in each row. It is computed several times: what costs something, as the result of a transform
     *     whose pairs would be asked each time, has to be written first and read again
     * @param output the folder, on any file system that Spark can write to; taken as it is, not as a pattern. It need not
     *     exist; where it has files, jobs have written them
     */
    public static RerankJob resume(Dataset<Row> input, String output) {
        return new RerankJob(input, output);
    }

    /** How pairs are scored; has to be set. Its {@code keepOrder} and {@code partitions} do not count. */
    public RerankJob transform(RerankTransform transform) {
        this.transform = transform;
        return this;
    }

    /**
     * How the output is written: {@code parquet}, {@code json}, {@code csv}, or another of Spark's file formats. CSV has a
     * header, and quotation marks in texts are doubled; an empty text comes back from it as null. Default: parquet.
     */
    public RerankJob format(String format) {
        this.format = format;
        return this;
    }

    /** An option of the format, for reading and writing the output. */
    public RerankJob option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /**
     * How many rows are written together, and their pairs at most asked again after the job was killed; more only where
     * one pair has more rows. Requests pause from one checkpoint to the next, so take as many as are scored in a minute.
     * At least 1; default 1,000.
     */
    public RerankJob checkpointEvery(long pairs) {
        this.checkpointEvery = pairs;
        return this;
    }

    /** Is told after each checkpoint what has been done so far, on the thread of {@link #run}. Default: nobody. */
    public RerankJob onProgress(Consumer<RerankSummary> listener) {
        this.onProgress = listener;
        return this;
    }

    /**
     * Scores what has no score yet; blocks until all is written. Where it fails before it wrote a row, a folder that it made
     * is gone.
     *
     * @throws IllegalArgumentException if the transform is missing, its model judges the documents of a question together,
     *     the columns do not fit it, or the output has files of others or was written with another format, other options
     *     for texts or other columns; whether a column may be null, and its metadata, do not count
     * @throws SettingException as of {@link RerankTransform#apply}
     * @throws IllegalStateException if another run has begun to write to the folder
     * @throws RerankEndedException if the service refuses or fails too often, after what has a score is written
     */
    public RerankSummary run() {
        RerankTransform scoring = requireTransform();
        JobConditions.requireBatch(input);
        boolean caseSensitive = scoring.requireColumns(input);
        SparkSession session = input.sparkSession();
        ModelPlan model = scoring.shared(session);
        RerankMetrics metrics = RerankMetrics.of(session.sparkContext(), model.name());
        StructType columns = scoring.columns().with(input.schema());
        OutputFolder folder = new OutputFolder(session, output, format, options, columns);
        RowLayout layout = RowLayout.of(scoring.columns(), input.schema(), caseSensitive, false);
        try (folder) {
            folder.claim();
            Checkpoints checkpoints = Checkpoints.of(scoring, pending(scoring, folder), layout, checkpointEvery);
            AskPlan plan = scoring.plan(model, layout, metrics).keepingWhatCame();
            RerankSummary summary = score(checkpoints, folder, plan);
            folder.succeed();
            return summary;
        }
    }

    private RerankTransform requireTransform() {
        if (transform == null) {
            throw SettingException.of("the transform is missing", "set it with {transform(..)}");
        }
        if (transform.isListwise()) {
            throw SettingException.of(
                    "the model judges the documents of a question together, and a job that is resumed would ask it for a"
                            + " part of them",
                    "{write the result of RerankTransform.apply instead|choose one that judges each document by itself}");
        }
        if (checkpointEvery < 1) {
            throw SettingException.of("{checkpointEvery} is %s, but must be 1 or more", "", checkpointEvery);
        }
        return transform;
    }

    private Dataset<Row> pending(RerankTransform scoring, OutputFolder folder) {
        Dataset<Row> keyed = scoring.keyed(input);
        String key = scoring.columns().key();
        return folder.done(scoring.columns())
                .map(done -> keyed.join(
                        done, PairColumns.named(key).equalTo(PairColumns.named(OutputFolder.DONE)), "left_anti"))
                .orElse(keyed);
    }

    private RerankSummary score(Checkpoints checkpoints, OutputFolder folder, AskPlan plan) {
        SparkContext context = input.sparkSession().sparkContext();
        long began = System.nanoTime();
        RerankSummary summary = plan.metrics().summary(checkpoints.pairs(), Duration.ZERO);
        try {
            for (int number = 1; checkpoints.hasNext(); number++) {
                context.setJobDescription("rerank " + plan.model().name() + ", checkpoint " + number);
                folder.append(checkpoints.next(plan));
                summary = plan.metrics().summary(checkpoints.pairs(), Duration.ofNanos(System.nanoTime() - began));
                onProgress.accept(summary);
                plan.metrics().requireGoesOn();
            }
        } finally {
            context.setJobDescription(null);
        }
        return summary;
    }

    /**
     * One row for each pair of what jobs have written, with its score if it has one: without the errors of pairs that got
     * a score later, and without the rows of a pair that was in the input several times but one. The columns have their
     * default names.
     */
    public static Dataset<Row> latest(Dataset<Row> output) {
        return latest(output, "score", "rerank_key");
    }

    /**
     * The same where columns have other names.
     *
     * @param score the column of the score
     * @param key the column of the key
     */
    public static Dataset<Row> latest(Dataset<Row> output, String score, String key) {
        Column place = PairColumns.named(RANK);
        return output.withColumn(
                        RANK,
                        row_number()
                                .over(Window.partitionBy(PairColumns.named(key))
                                        .orderBy(PairColumns.named(score).isNull())))
                .where(place.equalTo(1))
                .drop(RANK);
    }
}
