package io.github.rerank4j.cli.terminal;

/** What the end of a command says to the script that started it. */
public final class ExitStatus {

    /** Everything went as it should. */
    public static final int OK = 0;

    /** A metric is below its gate. */
    public static final int BELOW_GATE = 1;

    /** The command, its files or this machine do not allow it, or the user said no. */
    public static final int WRONG_USE = 2;

    /** A model failed; what came is kept. */
    public static final int MODEL_FAILED = 3;

    /** Ctrl-C, as shells count it. */
    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
