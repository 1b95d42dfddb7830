package io.github.rerank4j.sparkfixtures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of Spark's, which writes what it says into files. */
public final class SparkProcess {

    private static final int LOOKS_MILLIS = 50;

    private final Process process;
    private final Path out;
    private final Path err;

    SparkProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What a process has left behind. */
    public record Ended(int status, String out, String err) {}

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits until it ends. */
    public Ended ended() throws IOException, InterruptedException {
        return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    /** What it has said so far. */
    public String said() throws IOException {
        return Files.readString(out) + Files.readString(err);
    }

    /**
     * Waits until something is so, and looks often.
     *
     * @throws IllegalStateException if the process ends before
     */
    public void until(BooleanSupplier something) throws IOException, InterruptedException {
        while (!something.getAsBoolean()) {
            if (process.waitFor(LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("it has ended with " + process.exitValue() + ": " + said());
            }
        }
    }

    /** Waits until it says something, and gives the first group of it. */
    String says(Pattern something) throws IOException, InterruptedException {
        until(() -> found(something).isPresent());
        return found(something).orElseThrow();
    }

    private Optional<String> found(Pattern something) {
        try {
            Matcher matcher = something.matcher(said());
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends it and what it has started as a machine does that loses its power: {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
