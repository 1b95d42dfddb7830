package io.github.rerank4j.spark.command;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spark.RerankEndedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/**
 * Why the command has ended, in words without a text of the data. Messages of Spark and of the readers of files may hold
 * one, so only those that are known to hold none are shown.
 *
 * @param words what happened, where, and for wrong use what to do
 * @param wrongUse whether the command, its files or the cluster do not allow it
 */
record Reason(String words, boolean wrongUse) {

    private static final String OURS = "io.github.rerank4j.";
    private static final String HADOOP_FILES = "org.apache.hadoop.fs.";
    private static final List<String> UNREADABLE = List.of("FAILED_READ_FILE", "CANNOT_READ_FILE", "MALFORMED_");

    static Reason of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Throwable root = causes.get(causes.size() - 1);
        boolean ofExecutor = causes.stream().anyMatch(SparkException.class::isInstance);
        if (isOurs(root) || (!ofExecutor && isArgumentOrState(root))) {
            return new Reason(
                    root instanceof SettingException wrong ? OptionNames.words(wrong) : firstLine(root),
                    isArgumentOrState(root) || root instanceof BrokenInputException);
        }
        return unreadable(causes)
                .or(() -> ofAnalysis(causes))
                .or(() -> ofFiles(causes, !ofExecutor))
                .orElseGet(() -> new Reason("the job ended with " + named(root) + "; Spark's log says more", false));
    }

    private static boolean isArgumentOrState(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof IllegalStateException;
    }

    /** What an executor has thrown comes with its stack. */
    private static boolean isOurs(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return failure instanceof RerankEndedException
                || failure instanceof BrokenInputException
                || (isArgumentOrState(failure)
                        && stack.length > 0
                        && stack[0].getClassName().startsWith(OURS));
    }

    private static Optional<Reason> unreadable(List<Throwable> causes) {
        for (Throwable cause : causes) {
            String condition = condition(cause);
            if (UNREADABLE.stream().anyMatch(condition::startsWith)) {
                String path = ((SparkThrowable) cause).getMessageParameters().getOrDefault("path", "a file");
                return Optional.of(
                        new Reason(path + " cannot be read (" + condition + "); correct the file, or --format", true));
            }
        }
        return Optional.empty();
    }

    private static Optional<Reason> ofAnalysis(List<Throwable> causes) {
        return causes.stream()
                .filter(AnalysisException.class::isInstance)
                .findFirst()
                .map(refused -> new Reason(
                        firstLine(refused)
                                + (condition(refused).startsWith("UNSUPPORTED_DATA_TYPE")
                                        ? "; choose another --output-format"
                                        : "; correct --input, --format or the name of the column"),
                        true));
    }

    private static Optional<Reason> ofFiles(List<Throwable> causes, boolean ofDriver) {
        Throwable root = causes.get(causes.size() - 1);
        boolean ofFile = root instanceof FileNotFoundException
                || root instanceof FileSystemException
                || root instanceof SocketException
                || root instanceof UnknownHostException
                || (root instanceof IOException && root.getClass().getName().startsWith(HADOOP_FILES));
        if (!ofFile) {
            return Optional.empty();
        }
        String where = causes.stream()
                .filter(UncheckedIOException.class::isInstance)
                .findFirst()
                .map(cause -> firstLine(cause) + ": ")
                .orElse("");
        return Optional.of(new Reason(where + firstLine(root), ofDriver));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String named(Throwable root) {
        String condition = condition(root);
        return root.getClass().getSimpleName() + (condition.isEmpty() ? "" : " (" + condition + ")");
    }

    private static String condition(Throwable cause) {
        String condition = cause instanceof SparkThrowable known ? known.getCondition() : null;
        return condition == null ? "" : condition;
    }

    /** Spark's messages go on with plans and stacks. */
    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getName()
                : message.lines().findFirst().orElse("");
    }
}
