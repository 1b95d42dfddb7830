package io.github.rerank4j.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What a job has written and appends to. Files whose names begin with an underscore are not read by Spark: there the
 * folder keeps which run writes, and what is written how.
 */
final class OutputFolder implements AutoCloseable {

    /** The column of keys that need not be asked. */
    static final String DONE = PairColumns.RESERVED + "done";

    private static final System.Logger LOG = System.getLogger(OutputFolder.class.getName());

    private static final String CSV = "csv";

    /** Without these Spark would change texts: it strips blanks, and confuses a backslash with what it escapes by one. */
    private static final Map<String, String> WHOLE_TEXTS = Map.of(
            "header", "true", "escape", "\"", "ignoreLeadingWhiteSpace", "false", "ignoreTrailingWhiteSpace", "false");

    private static final String OURS = "_rerank4j_";
    private static final String COLUMNS = OURS + "columns";

    /** By it Spark's users know that all is there. */
    private static final String SUCCESS = "_SUCCESS";

    private static final String REMEDY =
            "check that it is a folder or not there yet, that this user may write to it, and that there is room";

    private final SparkSession session;
    private final String path;
    private final Path folder;
    private final String format;
    private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final StructType columns;
    private final OutputDescription description;
    private final FileSystem files;
    private final RunClaim claim;
    private boolean wasThere;

    OutputFolder(SparkSession session, String path, String format, Map<String, String> options, StructType columns) {
        this.session = session;
        this.path = path;
        this.folder = new Path(path);
        this.format = format.toLowerCase(Locale.ROOT);
        this.options.putAll(this.format.equals(CSV) ? WHOLE_TEXTS : Map.of());
        this.options.putAll(options);
        this.columns = columns;
        this.description = OutputDescription.of(this.format, this.options, columns);
        try {
            this.files = folder.getFileSystem(session.sparkContext().hadoopConfiguration());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(
                    "the output " + path
                            + " cannot be reached; check its scheme and host, and what Spark needs for such a file system",
                    unreachable);
        }
        this.claim = new RunClaim(files, folder);
    }

    /**
     * Makes this run the one that writes.
     *
     * @throws IllegalArgumentException if the folder has files that no job has written, or was written with another format,
     *     other options or other columns
     */
    void claim() {
        try {
            wasThere = files.exists(folder);
            if (wasThere) {
                requireOurs();
            }
            claim.take();
            if (wasThere) {
                // another run may have written since
                requireOurs();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the output " + path + " cannot be prepared; " + REMEDY, failure);
        }
    }

    private void requireOurs() throws IOException {
        Optional<String> before = read(COLUMNS);
        if (before.isPresent()) {
            if (hasRows()) {
                description.requireSame(OutputDescription.parsed(before.get()).orElseThrow(this::damaged), path);
            }
            return;
        }
        for (FileStatus file : files.listStatus(folder)) {
            if (!file.getPath().getName().startsWith(OURS)) {
                throw new IllegalArgumentException("the output " + path
                        + " has files in it that no rerank job has written, or lacks the " + COLUMNS
                        + " of the job that has; write to another folder, or, if you compacted what a job wrote, copy "
                        + COLUMNS + " along");
            }
        }
    }

    private IllegalArgumentException damaged() {
        return new IllegalArgumentException(
                "the file " + COLUMNS + " of the output " + path
                        + " is damaged, so nobody knows how its rows were written; put back a copy, or write to another folder");
    }

    /** The keys that need not be asked: of pairs with a score, and of pairs that can have none. Empty if there is nothing. */
    Optional<Dataset<Row>> done(PairColumns names) {
        if (!hasRows()) {
            return Optional.empty();
        }
        Column invalid = PairColumns.named(names.error()).startsWith(PairGroups.INVALID);
        Dataset<Row> written =
                session.read().format(format).options(reading()).schema(columns).load(literally(path));
        return Optional.of(
                written.where(PairColumns.named(names.score()).isNotNull().or(invalid))
                        .select(PairColumns.named(names.key()).as(DONE)));
    }

    /** Spark writes to a path as it is, but reads all that a pattern matches. */
    private static String literally(String path) {
        return path.replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0");
    }

    private Map<String, String> reading() {
        Map<String, String> reading = new TreeMap<>(options);
        if (format.equals(CSV)) {
            reading.putIfAbsent("multiLine", "true");
        }
        return reading;
    }

    private boolean hasRows() {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .anyMatch(file -> RunClaim.isRead(file.getPath().getName()));
        } catch (IOException failure) {
            throw new UncheckedIOException("the output " + path + " cannot be listed; " + REMEDY, failure);
        }
    }

    /**
     * Adds rows, all of one task in one file.
     *
     * @throws IllegalArgumentException if the format cannot hold the columns
     * @throws IllegalStateException if another run has begun to write
     */
    void append(JavaRDD<Row> rows) {
        try {
            publish(rows);
        } catch (IOException failure) {
            throw new UncheckedIOException("the output " + path + " cannot be written; " + REMEDY, failure);
        }
    }

    private void publish(JavaRDD<Row> rows) throws IOException {
        try {
            claim.require();
            Path checkpoint = claim.nextCheckpoint();
            write(rows, checkpoint);
            claim.require();
            describe();
            files.delete(new Path(folder, SUCCESS), false);
            claim.publish(checkpoint);
        } catch (IOException failure) {
            throw claim.lostOr(failure);
        }
    }

    private void write(JavaRDD<Row> rows, Path checkpoint) throws IOException {
        try {
            session.createDataFrame(rows, columns)
                    .write()
                    .format(format)
                    .options(options)
                    // more than one file of a task would divide the rows of a pair, of which a kill may leave the half
                    .option("maxRecordsPerFile", 0)
                    .save(checkpoint.toString());
        } catch (Exception failure) {
            if (!claim.isHeld()) {
                IllegalStateException lost = claim.lost();
                lost.addSuppressed(failure);
                throw lost;
            }
            if (failure instanceof AnalysisException) {
                String words =
                        String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
                throw new IllegalArgumentException(
                        "the output cannot be written as " + format + ": " + words + "; choose another format for it");
            }
            throw failure;
        }
    }

    /** All is there, which another run that has begun since need not hear. */
    void succeed() {
        try {
            if (!claim.isHeld()) {
                return;
            }
            describe();
            files.create(new Path(folder, SUCCESS), true).close();
        } catch (IOException failure) {
            if (isHeld()) {
                throw new UncheckedIOException("the output " + path + " cannot be written; " + REMEDY, failure);
            }
        }
    }

    private boolean isHeld() {
        try {
            return claim.isHeld();
        } catch (IOException unknown) {
            return true;
        }
    }

    /**
     * Ends the run; a folder that it made and wrote nothing to goes too, so that a corrected job finds what the first did.
     * What it leaves where that fails the next run takes away.
     */
    @Override
    public void close() {
        try {
            boolean held = claim.isHeld();
            claim.release();
            if (held && !wasThere && files.listStatus(folder).length == 0) {
                files.delete(folder, false);
            }
        } catch (IOException failure) {
            LOG.log(
                    Level.WARNING,
                    "the run has ended, but {1} in the output {0} cannot be removed ({2}); the next run removes it",
                    path,
                    RunClaim.RUNS,
                    failure.getClass().getSimpleName());
        }
    }

    /** Says how it is written, where nothing says so yet; what says how rows are written that are there stays. */
    private void describe() throws IOException {
        String text = description.text();
        Optional<String> before = read(COLUMNS);
        if (before.filter(text::equals).isPresent()) {
            return;
        }
        // a kill leaves a half written file elsewhere
        Path written = claim.file(COLUMNS);
        try (OutputStream stream = files.create(written, true)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Path place = new Path(folder, COLUMNS);
        requireOurs();
        if (before.isPresent() && !hasRows()) {
            claim.require();
            files.delete(place, false);
        }
        claim.require();
        // some file systems move a file onto another, some do not
        boolean moved = !files.exists(place) && files.rename(written, place);
        if (!moved && read(COLUMNS).filter(text::equals).isEmpty()) {
            claim.require();
            throw RunClaim.notMoved(written);
        }
    }

    private Optional<String> read(String name) throws IOException {
        try (InputStream stream = files.open(new Path(folder, name))) {
            return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        } catch (ChecksumException damaged) {
            return Optional.of("");
        }
    }
}
