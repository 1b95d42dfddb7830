package io.github.rerank4j.cli;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.cli.data.DataException;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.text.OneLine;
import io.github.rerank4j.text.UnknownArguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns whatever ends a command into one sentence and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException wrong, String[] args) {
        return say(
                wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                        ? words(unmatched)
                        : wrong.getMessage(),
                ExitStatus.WRONG_USE);
    }

    private static String words(CommandLine.UnmatchedArgumentException unmatched) {
        return UnknownArguments.words(unmatched.getUnmatched())
                + (unmatched.getSuggestions().isEmpty()
                        ? "; --help lists those that there are"
                        : "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?");
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof CancellationException) {
            return ExitStatus.INTERRUPTED;
        }
        if (failure instanceof CommandLine.ParameterException wrong) {
            return handleParseException(wrong, new String[0]);
        }
        if (failure instanceof DataException || failure instanceof IllegalArgumentException) {
            return say(failure.getMessage(), ExitStatus.WRONG_USE);
        }
        if (failure instanceof UncheckedIOException || failure instanceof IOException) {
            return say(words(failure), ExitStatus.WRONG_USE);
        }
        if (failure instanceof LangChain4jException) {
            return say(failure.getMessage(), ExitStatus.MODEL_FAILED);
        }
        return say("this is a fault of rerank4j, please report it: " + failure, ExitStatus.MODEL_FAILED);
    }

    private static String words(Exception failure) {
        Throwable cause =
                failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
        String about = failure == cause ? "" : failure.getMessage() + ": ";
        return about + cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private int say(@Nullable String message, int status) {
        terminal.err().println("rerank4j: " + OneLine.of(String.valueOf(message)));
        return status;
    }
}
