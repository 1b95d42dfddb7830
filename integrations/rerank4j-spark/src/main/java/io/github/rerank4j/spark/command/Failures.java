package io.github.rerank4j.spark.command;

import io.github.rerank4j.text.HarmlessName;
import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.io.PrintStream;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns whatever ends the command into one sentence and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final PrintStream err;

    Failures(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException wrong, String[] args) {
        return say(
                wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                        ? words(unmatched)
                        : wrong.getMessage(),
                ExitStatus.WRONG_USE);
    }

    /** Somebody may have written a key there. */
    private static String words(CommandLine.UnmatchedArgumentException unmatched) {
        return "there is no option or argument "
                + unmatched.getUnmatched().stream().map(HarmlessName::quoted).collect(Collectors.joining(", "))
                + "; --help lists those that there are";
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable root = root(failure);
        if (root instanceof AnalysisException) {
            return say(firstLine(root) + "; correct --input, --format or the name of the column", ExitStatus.WRONG_USE);
        }
        if (isWrongUse(root) || (failure == root && failure instanceof IOException)) {
            return say(inOptions(firstLine(root)), ExitStatus.WRONG_USE);
        }
        return say(
                firstLine(root) + "; what came is kept, and the same command with --resume goes on from there",
                ExitStatus.FAILED);
    }

    /** The library's words for a limit are its methods. */
    private static String inOptions(String message) {
        return message.contains("AccountLimit")
                ? message + " (here: --limit-per-second N, --limit-executors N, or --limit-redis)"
                : message;
    }

    private static boolean isWrongUse(Throwable root) {
        return root instanceof IllegalArgumentException || root instanceof IllegalStateException;
    }

    /** What an executor has thrown is the last cause of what the driver throws. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Spark's messages go on with plans and stacks. */
    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getName()
                : message.lines().findFirst().orElse("");
    }

    private int say(@Nullable String message, int status) {
        err.println("rerank4j-spark: " + OneLine.of(String.valueOf(message)));
        return status;
    }
}
