package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.files.WholeFile;
import io.github.rerank4j.text.OneLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Documents ranked for questions, as a run file of TREC holds them: one line {@code question Q0 document rank score name}
 * each. The ranking is that of trec_eval: by score, and equal scores by the bytes of the document's id, both descending;
 * the file's order and its ranks count for nothing. Immutable.
 */
public final class TrecRun {

    private static final int COLUMNS = 6;

    private final Map<String, Map<String, Double>> scores;

    private TrecRun(Map<String, Map<String, Double>> scores) {
        this.scores = scores;
    }

    /**
     * A run from scores.
     *
     * @param scores finite ones by documents, by questions
     * @throws IllegalArgumentException if a score is not finite
     */
    public static TrecRun of(Map<String, Map<String, Double>> scores) {
        Map<String, Map<String, Double>> ranked = new LinkedHashMap<>();
        scores.forEach((question, ofOne) -> ranked.put(question, ranked(question, ofOne)));
        return new TrecRun(ranked);
    }

    /**
     * The run in a file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no run; names the file and the line
     */
    public static TrecRun read(Path file) throws IOException {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    add(line.strip(), file + ", line " + number + ": ", scores);
                }
            }
        } catch (CharacterCodingException otherCharset) {
            throw new IllegalArgumentException(file + " is not in UTF-8, as runs are", otherCharset);
        }
        return of(scores);
    }

    private static void add(String line, String place, Map<String, Map<String, Double>> scores) {
        String[] columns = line.split("\\s+", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(place + "has " + columns.length
                    + " columns, but a run has 6: query, Q0, document, rank, score and name");
        }
        Double before = scores.computeIfAbsent(columns[0], none -> new LinkedHashMap<>())
                .putIfAbsent(columns[2], number(columns[4], place));
        if (before != null) {
            throw new IllegalArgumentException(place + "document " + Ids.shown(columns[2])
                    + " is there twice for question " + Ids.shown(columns[0]) + "; remove one");
        }
    }

    private static double number(String word, String place) {
        try {
            double number = Double.parseDouble(word);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(
                    place + "the score is \"" + OneLine.word(word) + "\", which is no number", none);
        }
        throw new IllegalArgumentException(place + "the score is " + word + ", which is not finite");
    }

    private static Map<String, Double> ranked(String question, Map<String, Double> scores) {
        List<Map.Entry<String, Double>> entries = new ArrayList<>();
        scores.forEach((document, score) -> {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("document " + Ids.shown(document) + " of question "
                        + Ids.shown(question) + " has the score " + score + ", which is not finite");
            }
            entries.add(Map.entry(document, score + 0.0)); // -0 becomes 0
        });
        entries.sort(Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Ids.BY_BYTES))
                .reversed());
        Map<String, Double> ranked = new LinkedHashMap<>();
        entries.forEach(entry -> ranked.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(ranked);
    }

    /** The ids of the questions, in the order in which they came. */
    public Set<String> queryIds() {
        return Collections.unmodifiableSet(scores.keySet());
    }

    /** The ids of a question's documents, best first; empty for none. */
    public List<String> documentIds(String queryId) {
        return List.copyOf(scores(queryId).keySet());
    }

    /** The scores of a question's documents, best first; empty for none. */
    public Map<String, Double> scores(String queryId) {
        return scores.getOrDefault(queryId, Map.of());
    }

    /**
     * Writes the run to a file, with every digit of the scores, in place of what was there. Space in an id, which the
     * format has no room for, is written as in an address: {@code %20}. {@link #read}
     * does not undo that.
     *
     * @param name of who made it, the last column
     * @throws IOException if it cannot be written
     */
    public void write(Path file, String name) throws IOException {
        StringBuilder lines = new StringBuilder();
        String nameColumn = column(name);
        for (String question : scores.keySet()) {
            String questionColumn = column(question);
            int rank = 0;
            for (Map.Entry<String, Double> document : scores(question).entrySet()) {
                rank++;
                lines.append(questionColumn)
                        .append(" Q0 ")
                        .append(column(document.getKey()))
                        .append(' ')
                        .append(rank)
                        .append(' ')
                        .append(document.getValue().doubleValue())
                        .append(' ')
                        .append(nameColumn)
                        .append('\n');
            }
        }
        WholeFile.write(file, lines.toString());
    }

    /** An id as the file of a run holds it. */
    public static String column(String id) {
        StringBuilder column = new StringBuilder(id.length());
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i); // no space is beyond 16 bits
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    column.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
                }
            } else {
                column.append(c);
            }
        }
        return column.toString();
    }

    /** How many questions; no ids. */
    @Override
    public String toString() {
        return "TrecRun[questions=" + scores.size() + "]";
    }
}
