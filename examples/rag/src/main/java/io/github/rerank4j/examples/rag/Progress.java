package io.github.rerank4j.examples.rag;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows that something goes on: a line per stage, a dot for every few steps, and the time it took. Nothing is ever
 * overwritten, so it reads the same in a terminal and in a log file. Safe for use by many threads.
 */
final class Progress {

    private static final int STEPS_PER_DOT = 4;
    private static final int NAME_WIDTH = 13;
    private static final int WAY_WIDTH = 11;

    private final PrintStream out;
    private long start;
    private int steps;
    private boolean open;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Begins a line with the name of a stage and a word on how it goes about it; both may be empty. */
    synchronized void begin(String name, String way) {
        start = System.nanoTime();
        steps = 0;
        open = true;
        out.print("  " + Layout.left(name, NAME_WIDTH) + Layout.left(way, WAY_WIDTH));
        out.flush();
    }

    /** One more step is done. */
    synchronized void step() {
        steps++;
        if (open && steps % STEPS_PER_DOT == 1) {
            out.print('.');
            out.flush();
        }
    }

    /** Ends the line with the time since its begin. */
    synchronized void end() {
        open = false;
        out.println(String.format(Locale.ROOT, " %.1f s", (System.nanoTime() - start) / 1e9));
    }

    /** Ends the line, if there is one, else begins one with that name, with the news that the stage failed. */
    synchronized void fail(String name) {
        if (!open) {
            out.print("  " + Layout.left(name, NAME_WIDTH));
        }
        out.println((open && steps > 0 ? " " : "") + "failed, see below");
        open = false;
    }
}
