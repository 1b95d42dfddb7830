package io.github.rerank4j.spark.command;

/** What the end of the command says to the script that started it. */
final class ExitStatus {

    /** Every pair that was asked has a score. */
    static final int OK = 0;

    /** The command, its files or the cluster do not allow it. */
    static final int WRONG_USE = 2;

    /** Pairs have no score, or the job ended before all were asked; what came is kept. */
    static final int FAILED = 3;

    private ExitStatus() {}
}
