package io.github.rerank4j.spark;

import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
 */
public final class RerankJob {

    private final Dataset<Row> input;
    private final String output;

    private RerankJob(Dataset<Row> input, String output) {
        this.input = input;
        this.output = output;
    }

    /**
     * A job that appends to a folder what it does not hold yet.
     *
     * @param input one pair in each row
     * @param output the folder, on any file system that Spark can write to; it need not exist
     */
    public static RerankJob resume(Dataset<Row> input, String output) {
        return new RerankJob(input, output);
    }

    /** How pairs are scored; has to be set. */
    public RerankJob transform(RerankTransform transform) {
        return this;
    }

    /** How the output is written: {@code parquet}, {@code json}, {@code csv}, or another of Spark's file formats. Default: parquet. */
    public RerankJob format(String format) {
        return this;
    }

    /** An option of the format, for reading and writing the output. */
    public RerankJob option(String name, String value) {
        return this;
    }

    /** How many pairs are written together, and at most asked again after the job was killed. At least 1. Default: 1,000. */
    public RerankJob checkpointEvery(long pairs) {
        return this;
    }

    /** Is told after each checkpoint what has been done so far, on the thread of {@link #run}. Default: nobody. */
    public RerankJob onProgress(Consumer<RerankSummary> listener) {
        return this;
    }

    /** Scores what has no score yet; blocks until all is written. */
    public RerankSummary run() {
        throw new UnsupportedOperationException(output + input);
    }

    /**
     * One row for each pair of what jobs have written, with its score if it has one: without the errors of pairs that got
     * a score later. The columns have their default names.
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
        throw new UnsupportedOperationException();
    }
}
