package io.github.rerank4j.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** A question that only a clear yes answers with yes; the end of the input is a no. */
public final class Confirmation {

    private static final Set<String> YES = Set.of("y", "yes");
    private static final int LONGEST = 100;

    private Confirmation() {}

    /** Whether the user says yes. */
    public static boolean of(Terminal terminal, String question) {
        terminal.err().print(question + " [y/N] ");
        terminal.err().flush();
        return YES.contains(line(terminal).strip().toLowerCase(Locale.ROOT));
    }

    private static String line(Terminal terminal) {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = terminal.in().read();
                    c >= 0 && c != '\n';
                    c = terminal.in().read()) {
                if (line.length() < LONGEST) {
                    line.append(new String(new byte[] {(byte) c}, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException ended) {
            return "";
        }
        return line.toString();
    }
}
