package io.github.rerank4j.faults;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What a throwable says, with all that hangs on it. */
final class Leaks {
    private Leaks() {}

    /** Messages and descriptions of the throwable, its causes, and what was suppressed in them. */
    static String all(Throwable failure) {
        StringBuilder words = new StringBuilder();
        collect(failure, words, Collections.newSetFromMap(new IdentityHashMap<>()));
        return words.toString();
    }

    private static void collect(Throwable failure, StringBuilder words, Set<Throwable> seen) {
        if (!seen.add(failure)) {
            return;
        }
        words.append('\n')
                .append(failure)
                .append(' ')
                .append(failure.getMessage())
                .append(' ')
                .append(failure.getLocalizedMessage());
        if (failure.getCause() != null) {
            collect(failure.getCause(), words, seen);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            collect(suppressed, words, seen);
        }
    }
}
