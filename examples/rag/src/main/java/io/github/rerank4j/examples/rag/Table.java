package io.github.rerank4j.examples.rag;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells in aligned columns, under headings that may stand over several columns. */
final class Table {

    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<Line> rows = new ArrayList<>();

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row; every column needs its cell. */
    Table row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(new Cells(cells));
        return this;
    }

    /** Adds a row that has a text in the place of all cells but the first; the text is wrapped. */
    Table row(String first, String text) {
        rows.add(new Spanned(first, text));
        return this;
    }

    /** The lines of the table, the headings first. */
    List<String> render() {
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        widenForGroups(widths);
        List<String> lines = new ArrayList<>(List.of(groups(widths), headings(widths)));
        rows.forEach(row -> lines.addAll(row.render(columns, widths)));
        return lines.stream()
                .map(line -> (INDENT + line).stripTrailing())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private int width(int column) {
        int heading = Layout.width(columns.get(column).heading());
        return Math.max(
                heading, rows.stream().mapToInt(row -> row.width(column)).max().orElse(0));
    }

    private void widenForGroups(int[] widths) {
        for (int first = 0; first < columns.size(); first = groupEnd(first)) {
            int missing = Layout.width(columns.get(first).group()) - spanned(widths, first);
            widths[groupEnd(first) - 1] += Math.max(0, missing);
        }
    }

    private String groups(int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int first = 0; first < columns.size(); first = groupEnd(first)) {
            cells.add(Layout.centred(columns.get(first).group(), spanned(widths, first)));
        }
        return String.join(GAP, cells);
    }

    private String headings(int[] widths) {
        List<String> headings = columns.stream().map(Column::heading).toList();
        return new Cells(headings).render(columns, widths).get(0);
    }

    /** The column after the last one of the group that begins with a column. */
    private int groupEnd(int first) {
        int end = first + 1;
        while (end < columns.size()
                && !columns.get(end).group().isEmpty()
                && columns.get(end).group().equals(columns.get(first).group())) {
            end++;
        }
        return end;
    }

    private int spanned(int[] widths, int first) {
        int end = groupEnd(first);
        return IntStream.range(first, end).map(column -> widths[column]).sum() + (end - first - 1) * GAP.length();
    }

    /**
     * A column.
     *
     * @param group what stands over it and its neighbours of the same group; may be empty
     * @param heading what stands over it alone
     * @param isText whether it is aligned on the left, as texts are, and not on the right, as numbers
     */
    record Column(String group, String heading, boolean isText) {

        static Column text(String heading) {
            return new Column("", heading, true);
        }

        static Column number(String group, String heading) {
            return new Column(group, heading, false);
        }

        private String align(String cell, int width) {
            return isText ? Layout.left(cell, width) : Layout.right(cell, width);
        }
    }

    private interface Line {

        int width(int column);

        List<String> render(List<Column> columns, int[] widths);
    }

    private record Cells(List<String> cells) implements Line {

        @Override
        public int width(int column) {
            return Layout.width(cells.get(column));
        }

        @Override
        public List<String> render(List<Column> columns, int[] widths) {
            List<String> aligned = IntStream.range(0, cells.size())
                    .mapToObj(i -> columns.get(i).align(cells.get(i), widths[i]))
                    .toList();
            return List.of(String.join(GAP, aligned));
        }
    }

    private record Spanned(String first, String text) implements Line {

        @Override
        public int width(int column) {
            return column == 0 ? Layout.width(first) : 0;
        }

        @Override
        public List<String> render(List<Column> columns, int[] widths) {
            int used = widths[0] + GAP.length();
            List<String> rendered = new ArrayList<>();
            for (String line : Layout.wrap(text, Layout.LINE - INDENT.length() - used)) {
                rendered.add(Layout.left(rendered.isEmpty() ? first : "", used) + line);
            }
            return rendered;
        }
    }
}
