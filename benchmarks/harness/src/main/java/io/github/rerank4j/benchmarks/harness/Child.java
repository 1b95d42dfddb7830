package io.github.rerank4j.benchmarks.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that answers messages. Ends when it is closed, or with the benchmark. */
final class Child implements AutoCloseable {

    private static final int SECONDS_TO_END = 5;

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /** Starts it; what it prints to standard error is added to the log. */
    Child(List<String> command, Path log) {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        questions = process.outputWriter();
        answers = process.inputReader();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    long pid() {
        return process.pid();
    }

    /** What it answers: verb "ok", or "wrong" or "failed". */
    Message ask(Message question) {
        try {
            questions.write(question.line());
            questions.newLine();
            questions.flush();
            return Message.parse(line());
        } catch (IOException failure) {
            throw new UncheckedIOException("a child process died of " + question.line(), failure);
        }
    }

    /** Lets one that waits for a line go on. */
    void goOn() throws IOException {
        questions.newLine();
        questions.flush();
    }

    /** The next line it prints. */
    String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the child process ended; see the logs");
        }
        return line;
    }

    /** Lets it go in peace, so that a profiler in it can write its file, but not for long. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException hangs) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
