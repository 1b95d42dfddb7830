package io.github.rerank4j.cli.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table. Where the header holds a tab, cells have tabs between them and are as they are; otherwise commas
 * or semicolons, as in RFC 4180: a cell in quotation marks may hold any of these, and line breaks, and a quotation mark
 * as two.
 */
final class CsvRows {

    private final Lines lines;
    private char separator;

    CsvRows(Lines lines) {
        this.lines = lines;
    }

    /** The next row; null at the end. */
    @Nullable
    List<String> next() {
        String line = lines.next();
        if (line == null) {
            return null;
        }
        if (separator == 0) {
            separator = separator(line);
        }
        return separator == '\t' ? List.of(line.split("\t", -1)) : quoted(line);
    }

    private static char separator(String header) {
        if (header.indexOf('\t') >= 0) {
            return '\t';
        }
        return header.indexOf(',') < 0 && header.indexOf(';') >= 0 ? ';' : ',';
    }

    private List<String> quoted(String first) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        String line = first;
        int start = lines.number();
        boolean inside = false;
        int i = 0;
        while (true) {
            if (i >= line.length()) {
                if (!inside) {
                    cells.add(cell.toString());
                    return cells;
                }
                line = continued(start);
                cell.append('\n');
                i = 0;
                continue;
            }
            char c = line.charAt(i++);
            if (c == '"' && inside && i < line.length() && line.charAt(i) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"' && (inside || cell.isEmpty())) {
                inside = !inside;
            } else if (c == separator && !inside) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
    }

    private String continued(int start) {
        String line = lines.next();
        if (line == null) {
            throw new DataException(
                    lines.name() + ", line " + start + ": a quotation mark opens a cell that never ends");
        }
        return line;
    }
}
