package io.github.rerank4j.spark.command;

import io.github.rerank4j.text.OneLine;
import io.github.rerank4j.text.UnknownArguments;
import java.io.PrintStream;
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
                        ? UnknownArguments.words(unmatched.getUnmatched()) + "; --help lists those that there are"
                        : wrong.getMessage(),
                ExitStatus.WRONG_USE);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Reason reason = Reason.of(failure);
        boolean kept = command.getCommand() instanceof SparkCommand job && job.hasWritten();
        // what was right when it began has changed since
        if (reason.wrongUse() && !kept) {
            return say(reason.words(), ExitStatus.WRONG_USE);
        }
        return kept
                ? say(
                        reason.words() + "; what came is kept, and the same command with --resume goes on from there",
                        ExitStatus.FAILED)
                : say(reason.words() + "; nothing was added to the output", ExitStatus.FAILED);
    }

    private int say(@Nullable String message, int status) {
        err.println("rerank4j-spark: " + OneLine.of(String.valueOf(message)));
        return status;
    }
}
