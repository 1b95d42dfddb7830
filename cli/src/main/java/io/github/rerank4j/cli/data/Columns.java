package io.github.rerank4j.cli.data;

import io.github.rerank4j.text.OneLine;
import java.util.List;

/** The columns of a line of qrels or of a run, which spaces or tabs separate. */
final class Columns {

    private Columns() {}

    /** Between tabs where there are any, else between runs of spaces. */
    static List<String> of(String line) {
        if (line.indexOf('\t') >= 0) {
            return List.of(line.strip().split("\\s*\t\\s*", -1));
        }
        return List.of(line.strip().split("\\s+", -1));
    }

    /** A whole number, or a fault that says what it must be. */
    static int whole(Lines lines, String what, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw lines.fault(what + " is \"" + OneLine.word(text) + "\", but must be a whole number");
        }
    }
}
