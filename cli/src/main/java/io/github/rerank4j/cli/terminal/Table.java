package io.github.rerank4j.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table of words, whose columns are as wide as their widest cell. Not thread-safe. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with that header. */
    public Table(String... header) {
        rows.add(List.of(header));
    }

    /** Adds a row with as many cells as the header. */
    public void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** Adds a row. */
    public void row(String... cells) {
        row(List.of(cells));
    }

    /** The lines, without space at their ends. */
    public List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
