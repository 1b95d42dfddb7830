package io.github.rerank4j.spark.command;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.text.HarmlessName;
import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        if (failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof AnalysisException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException) {
            return say(failure.getMessage(), ExitStatus.WRONG_USE);
        }
        Optional<Throwable> ofModel =
                causes(failure).filter(LangChain4jException.class::isInstance).findFirst();
        return say(
                ofModel.map(Throwable::getMessage).orElseGet(() -> firstLine(failure))
                        + "; what came is kept, and --resume goes on from there",
                ExitStatus.FAILED);
    }

    /** Spark's messages go on with the stack of an executor. */
    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private int say(@Nullable String message, int status) {
        err.println("rerank4j-spark: " + OneLine.of(String.valueOf(message)));
        return status;
    }
}
