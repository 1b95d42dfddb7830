package io.github.rerank4j.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What a job has written and appends to. Files whose names begin with an underscore are not read by Spark: there the
 * folder keeps which run writes, and which columns.
 */
final class OutputFolder {

    /** The column of keys that need not be asked. */
    static final String DONE = "__rerank_done";

    private static final String CSV = "csv";

    /** Without these Spark would change texts: it strips blanks, and confuses a backslash with what it escapes by one. */
    private static final Map<String, String> WHOLE_TEXTS = Map.of(
            "header", "true", "escape", "\"", "ignoreLeadingWhiteSpace", "false", "ignoreTrailingWhiteSpace", "false");

    private static final String RUN = "_rerank4j_run";
    private static final String COLUMNS = "_rerank4j_columns";

    /** Where Spark's committer keeps what is not yet committed. */
    private static final String UNCOMMITTED = "_temporary";

    private final SparkSession session;
    private final String path;
    private final String format;
    private final Map<String, String> options;
    private final StructType columns;
    private final FileSystem files;
    private final String run = UUID.randomUUID().toString();

    OutputFolder(SparkSession session, String path, String format, Map<String, String> options, StructType columns) {
        this.session = session;
        this.path = path;
        this.format = format;
        this.options = new HashMap<>(format.equals(CSV) ? WHOLE_TEXTS : Map.of());
        this.options.putAll(options);
        this.columns = columns;
        try {
            this.files = new Path(path).getFileSystem(session.sparkContext().hadoopConfiguration());
        } catch (IOException unreachable) {
            throw new UncheckedIOException("the output " + path + " cannot be reached", unreachable);
        }
    }

    /**
     * Makes this run the one that writes. What a killed run has not committed goes, as the next commit would publish it
     * beside the same pairs asked again.
     *
     * @throws IllegalArgumentException if the folder was written with other columns
     */
    void claim() {
        try {
            Optional<String> before = read(COLUMNS);
            if (before.filter(other -> !other.equals(columns.json())).isPresent()) {
                throw new IllegalArgumentException("the output " + path + " was written with other columns than "
                        + columns.simpleString() + "; write to another folder");
            }
            write(RUN, run);
            write(COLUMNS, columns.json());
            files.delete(new Path(path, UNCOMMITTED), true);
        } catch (IOException failure) {
            throw new UncheckedIOException("the output " + path + " cannot be prepared", failure);
        }
    }

    /**
     * Requires this run to be the one that writes.
     *
     * @throws IllegalStateException if another has begun
     */
    void requireClaimed() {
        try {
            if (read(RUN).filter(run::equals).isEmpty()) {
                throw new IllegalStateException("another run writes to the output " + path
                        + ", so this one has ended; let one run at a time write to a folder");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the output " + path + " cannot be read", failure);
        }
    }

    void release() {
        try {
            if (read(RUN).filter(run::equals).isPresent()) {
                files.delete(new Path(path, RUN), false);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the output " + path + " cannot be written", failure);
        }
    }

    /** The keys that need not be asked: of pairs with a score, and of pairs that can have none. Empty if there is nothing. */
    Optional<Dataset<Row>> done(PairColumns names) {
        if (!hasRows()) {
            return Optional.empty();
        }
        Column invalid = PairColumns.named(names.error()).startsWith(PairGroups.INVALID);
        Dataset<Row> written =
                session.read().format(format).options(reading()).schema(columns).load(path);
        return Optional.of(
                written.where(PairColumns.named(names.score()).isNotNull().or(invalid))
                        .select(PairColumns.named(names.key()).as(DONE)));
    }

    private Map<String, String> reading() {
        Map<String, String> reading = new HashMap<>(options);
        if (format.equals(CSV)) {
            reading.putIfAbsent("multiLine", "true");
        }
        return reading;
    }

    private boolean hasRows() {
        try {
            return Arrays.stream(files.listStatus(new Path(path)))
                    .map(file -> file.getPath().getName())
                    .anyMatch(name -> !name.startsWith("_") && !name.startsWith("."));
        } catch (IOException failure) {
            throw new UncheckedIOException("the output " + path + " cannot be listed", failure);
        }
    }

    void append(JavaRDD<Row> rows) {
        session.createDataFrame(rows, columns)
                .write()
                .format(format)
                .options(options)
                .mode(SaveMode.Append)
                .save(path);
    }

    private Optional<String> read(String name) throws IOException {
        try (InputStream stream = files.open(new Path(path, name))) {
            return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        }
    }

    private void write(String name, String text) throws IOException {
        try (OutputStream stream = files.create(new Path(path, name), true)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
