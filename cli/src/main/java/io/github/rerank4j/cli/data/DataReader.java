package io.github.rerank4j.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads data in whichever form they are: a folder as BEIR has them, JSON in lines, a table, or single files of documents,
 * questions, judgements and candidates. What is in a file says its form, not its name.
 */
public final class DataReader {

    private final Retrieval retrieval;

    /**
     * A reader.
     *
     * @param retrieval finds candidates where the data bring none
     */
    public DataReader(Retrieval retrieval) {
        this.retrieval = retrieval;
    }

    /**
     * The data.
     *
     * @param limit how many judged questions, the first of the file
     * @throws DataException if a file is missing, is of no known form, or contradicts another
     */
    public Dataset read(DataFiles files, int limit) {
        Path data = files.data();
        if (data == null) {
            return new CorpusReader(
                            required(files.corpus(), "--corpus", null),
                            required(files.queries(), "--queries", null),
                            required(files.qrels(), "--qrels", null),
                            files.candidates())
                    .read(limit, retrieval);
        }
        if (!Files.exists(data)) {
            throw new DataException("there is no file or folder " + data + "; correct --data");
        }
        if (Files.isDirectory(data)) {
            return folder(files, data).read(limit, retrieval);
        }
        if (files.corpus() != null || files.queries() != null || files.qrels() != null || files.candidates() != null) {
            throw new DataException(
                    "--corpus, --queries, --qrels and --candidates go with a folder or by themselves, and " + data
                            + " is a file; leave them out, or leave --data out");
        }
        try (Lines lines = Lines.of(data)) {
            return beginsWithBrace(lines) ? JsonLinesReader.read(lines, limit) : TableReader.read(lines, limit);
        }
    }

    private static CorpusReader folder(DataFiles files, Path data) {
        Path candidates = files.candidates() == null ? data.resolve("candidates.trec") : files.candidates();
        return new CorpusReader(
                required(or(files.corpus(), data.resolve("corpus.jsonl")), "--corpus", data),
                required(or(files.queries(), data.resolve("queries.jsonl")), "--queries", data),
                required(or(files.qrels(), qrels(data)), "--qrels", data),
                files.candidates() == null && !Files.exists(candidates) ? null : candidates);
    }

    private static @Nullable Path or(@Nullable Path given, @Nullable Path usual) {
        return given != null ? given : usual != null && Files.exists(usual) ? usual : null;
    }

    /** The test part; another one where it is the only one. */
    private static @Nullable Path qrels(Path data) {
        Path usual = data.resolve("qrels").resolve("test.tsv");
        if (Files.exists(usual)) {
            return usual;
        }
        List<Path> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("qrels"))) {
            files.filter(file -> file.toString().endsWith(".tsv")).forEach(parts::add);
        } catch (IOException none) {
            return null;
        }
        return parts.size() == 1 ? parts.get(0) : null;
    }

    private static Path required(@Nullable Path file, String option, @Nullable Path folder) {
        if (file == null) {
            String usual = switch (option) {
                case "--corpus" -> "corpus.jsonl";
                case "--queries" -> "queries.jsonl";
                default -> "qrels/test.tsv";
            };
            throw new DataException(
                    folder == null
                            ? option + " is missing; give --data, or --corpus, --queries and --qrels"
                            : folder + " has no " + usual + "; give the file with " + option);
        }
        return file;
    }

    /** Looks at a file that may be a pipe, which can be read once. */
    private static boolean beginsWithBrace(Lines lines) {
        String line = lines.peek();
        if (line == null) {
            throw new DataException(lines.name() + " is empty");
        }
        if (line.stripLeading().startsWith("[")) {
            throw lines.fault("begins an array; write each question as an object in a line of its own");
        }
        return line.stripLeading().startsWith("{");
    }
}
