package io.github.rerank4j.internal.redaction;

import java.util.Arrays;

/**
 * Finds what of a line is in texts too: all parts that take so much of the text and so much of the line. It is the
 * suffix automaton of the line, through which each text goes once; so any text takes time in proportion to its length.
 */
final class Repeats {

    private final Reading line;
    private final int run;
    private final short[] symbols = new short[Character.MAX_VALUE + 1];
    private final int width;
    private final int[] next;
    private final int[] link;
    private final int[] length;
    private final int[] found;
    private final int[] whole;
    private int states = 1;

    /** The line, and how many characters in a row of both count. */
    Repeats(Reading line, int run) {
        this.line = line;
        this.run = run;
        int kinds = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.characters().charAt(i);
            symbols[c] = symbols[c] == 0 ? (short) ++kinds : symbols[c];
        }
        int most = 2 * line.length() + 2;
        this.width = kinds + 1;
        this.next = new int[most * width];
        this.link = new int[most];
        this.length = new int[most];
        this.found = new int[most];
        this.whole = new int[line.length()];
        int last = 0;
        for (int i = 0; i < line.length(); i++) {
            last = append(last, symbols[line.characters().charAt(i)]);
            whole[i] = last;
        }
    }

    /** Looks for parts of a text. */
    void look(Reading text) {
        int state = 0;
        int matched = 0;
        for (int i = 0; i < text.length(); i++) {
            int symbol = symbols[text.characters().charAt(i)];
            while (state != 0 && next[state * width + symbol] == 0) {
                state = link[state];
                matched = length[state];
            }
            state = next[state * width + symbol];
            matched = state == 0 ? 0 : matched + 1;
            if (matched > found[state] && text.span(i + 1 - matched, i + 1) >= run) {
                found[state] = matched;
            }
        }
    }

    /** Masks what was found. */
    void mask(char[] masked, char mask) {
        for (int i = 0; i < whole.length; i++) {
            int longest = 0;
            for (int state = whole[i]; state != 0; state = link[state]) {
                longest = Math.max(longest, found[state]);
            }
            if (longest > 0 && line.span(i + 1 - longest, i + 1) >= run) {
                Arrays.fill(masked, line.start(i + 1 - longest), line.end(i + 1), mask);
            }
        }
    }

    /** One more character of the line behind a state; the state of the line up to it. */
    private int append(int last, int symbol) {
        int added = states++;
        length[added] = length[last] + 1;
        int state = last;
        while (state >= 0 && next[state * width + symbol] == 0) {
            next[state * width + symbol] = added;
            state = state == 0 ? -1 : link[state];
        }
        link[added] = state < 0 ? 0 : split(state, symbol);
        return added;
    }

    /** The state behind another with exactly its characters and one more. */
    private int split(int from, int symbol) {
        int target = next[from * width + symbol];
        if (length[target] == length[from] + 1) {
            return target;
        }
        int copy = states++;
        length[copy] = length[from] + 1;
        link[copy] = link[target];
        System.arraycopy(next, target * width, next, copy * width, width);
        for (int state = from; state >= 0 && next[state * width + symbol] == target; ) {
            next[state * width + symbol] = copy;
            state = state == 0 ? -1 : link[state];
        }
        link[target] = copy;
        return copy;
    }
}
