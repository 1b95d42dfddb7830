package io.github.rerank4j.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** {@link Callers} in a JVM that can be stopped and killed. */
final class CallersJvm {

    private static final List<CallersJvm> ALL = new CopyOnWriteArrayList<>();

    private final Process process;
    private final CompletableFuture<String> result;

    CallersJvm(String... arguments) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Callers.class.getName()));
        command.addAll(List.of(arguments));
        try {
            this.process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        ALL.add(this);
        this.result = CompletableFuture.supplyAsync(this::read, task -> new Thread(task, "callers").start());
    }

    private String read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String result = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                result = line.startsWith("RESULT ") ? line : result;
            }
            return result;
        } catch (IOException killed) {
            return "";
        }
    }

    /** Stops it for so long, as a collector that stops the world. */
    void pause(long millis) {
        signal("-STOP");
        Moments.pass(millis);
        signal("-CONT");
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Permits, whether they came in order, callers that failed; empty words if it was killed. */
    String[] result() {
        return (result.orTimeout(2, TimeUnit.MINUTES).join() + "   ").split(" ", -1);
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills all there are. */
    static void endAll() {
        ALL.forEach(CallersJvm::kill);
        ALL.clear();
    }
}
