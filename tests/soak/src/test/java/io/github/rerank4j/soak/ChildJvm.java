package io.github.rerank4j.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM of the same kind and class path, for what this one must not come to lack.
 *
 * @param main the class whose main method it runs
 * @param options of the JVM
 * @param addressSpaceKilobytes all the memory it may map; 0 for as much as this JVM
 */
record ChildJvm(Class<?> main, List<String> options, long addressSpaceKilobytes) {

    /** Whether this system limits the memory a process may map. */
    static boolean canBeLimited() {
        try {
            return new ProcessBuilder("bash", "-c", "ulimit -v 8000000").start().waitFor() == 0;
        } catch (IOException noBash) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What it said, and its exit value. */
    record End(int value, String output) {}

    /** Runs it to its end; one that has not ended in time says what its threads do, and is killed. */
    End run(Duration patience, String... arguments) throws InterruptedException {
        Process process = start(arguments);
        CompletableFuture<String> output = new CompletableFuture<>();
        SoakServer.daemon("soak-child-output", () -> {
            try {
                output.complete(new String(process.getInputStream().readAllBytes(), UTF_8));
            } catch (IOException broken) {
                output.completeExceptionally(broken);
            }
        });
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                tellStacks(process);
            }
        } finally {
            process.destroyForcibly();
        }
        int value = process.waitFor();
        return new End(value, output.join());
    }

    private Process start(String... arguments) {
        List<String> command = new ArrayList<>();
        if (addressSpaceKilobytes > 0) {
            // each thread would reserve an arena besides its stack
            command.addAll(List.of("bash", "-c", "export MALLOC_ARENA_MAX=1; ulimit -v \"$0\" && exec \"$@\""));
            command.add(Long.toString(addressSpaceKilobytes));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+ErrorFileToStdout", "-XX:-CreateCoredumpOnCrash"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tellStacks(Process process) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException noSuchCommand) {
            // then without
        }
    }
}
