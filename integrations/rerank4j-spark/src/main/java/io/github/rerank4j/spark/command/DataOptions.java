package io.github.rerank4j.spark.command;

import io.github.rerank4j.spark.RerankJob;
import io.github.rerank4j.spark.RerankTransform;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where pairs come from, what their columns are, and where they go. */
final class DataOptions {

    @Option(
            names = "--input",
            required = true,
            paramLabel = "PATH",
            description = "The pairs: a file, a folder or a pattern, on any file system of Spark's.")
    private String input = "";

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "parquet",
            description = "What the input is: parquet, jsonl, or csv with a header line. Default: ${DEFAULT-VALUE}.")
    private FileFormat format = FileFormat.PARQUET;

    @Option(names = "--output", required = true, paramLabel = "PATH", description = "The folder that is written.")
    private String output = "";

    @Option(
            names = "--output-format",
            paramLabel = "F",
            description = "What the output is: parquet, jsonl or csv. Default: the format of the input, --format.")
    private @Nullable FileFormat outputFormat;

    @Option(names = "--query-id", required = true, paramLabel = "C", description = "The column of the question's id.")
    private String queryId = "";

    @Option(names = "--query", required = true, paramLabel = "C", description = "The column of the question.")
    private String query = "";

    @Option(
            names = "--document-id",
            required = true,
            paramLabel = "C",
            description = "The column of the document's id.")
    private String documentId = "";

    @Option(names = "--document", required = true, paramLabel = "C", description = "The column of the document's text.")
    private String document = "";

    @Option(
            names = "--resume",
            description = "Goes on where an earlier run has ended: only pairs without a score in the output are asked,"
                    + " and added to it. Without it the output must not be there.")
    private boolean resume;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many pairs are written together, and at most asked again after the job was killed."
                    + " Default: ${DEFAULT-VALUE}.")
    private long checkpointEvery;

    String output() {
        return output;
    }

    void describe(RerankTransform.Builder builder) {
        builder.query(queryId, query).document(documentId, document);
    }

    Dataset<Row> pairs(SparkSession spark) {
        return PairFiles.read(spark, format, input);
    }

    RerankJob written(RerankJob job) {
        FileFormat written = outputFormat == null ? format : outputFormat;
        RerankJob described = job.format(written.sparkName()).checkpointEvery(checkpointEvery);
        written.written().forEach(described::option);
        return described;
    }

    /**
     * Returns if the output may be written.
     *
     * @throws IllegalArgumentException if it is there, and nobody said that it is to be added to
     */
    void requireOutput(SparkSession spark) throws IOException {
        if (resume) {
            return;
        }
        Path folder = new Path(output);
        FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
        if (files.exists(folder)) {
            throw new IllegalArgumentException(
                    "the output is there; give --resume to go on with it, or another --output");
        }
    }
}
