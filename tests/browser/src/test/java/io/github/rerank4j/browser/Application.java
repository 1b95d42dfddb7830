package io.github.rerank4j.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the applications in a process of its own, on a port of its own, without a key. */
final class Application implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("(?:Ask at|Listening on:) (http://127\\.0\\.0\\.1:\\d+)");
    private static final Path EXAMPLES = Path.of(System.getProperty("basedir", ""), "../../examples")
            .toAbsolutePath()
            .normalize();

    private final Process process;
    private final String url;

    private Application(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it and waits until it is ready. */
    static Application start(String name) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(name.equals("quarkus") ? quarkus() : spring(name));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(EXAMPLES.resolve(name).toFile());
        keyless(builder.environment());
        Process process = builder.start();
        CompletableFuture<String> url = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, url), name);
        reader.setDaemon(true);
        reader.start();
        try {
            return new Application(process, url.get(90, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static List<String> quarkus() {
        return List.of(
                "-Dquarkus.http.port=0", "-Dquarkus.http.host=127.0.0.1", "-jar", "target/quarkus-app/quarkus-run.jar");
    }

    private static List<String> spring(String name) throws IOException {
        Path folder = EXAMPLES.resolve(name).resolve("target");
        String jar = folder.resolve("langchain4j-rerank-examples-" + name + "-0.1.0-SNAPSHOT.jar")
                .toString();
        return List.of(
                "-cp",
                jar
                        + System.getProperty("path.separator")
                        + Files.readString(folder.resolve("class-path")).strip(),
                "io.github.rerank4j.examples.assistant.AssistantApplication",
                "--server.port=0");
    }

    private static void keyless(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.startsWith("TENCENTCLOUD_")
                        || name.startsWith("SILICONFLOW_")
                        || name.startsWith("RERANK_"));
    }

    private static void read(Process process, CompletableFuture<String> url) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    url.complete(address.group(1));
                }
            }
        } catch (IOException e) {
            url.completeExceptionally(new UncheckedIOException(e));
        }
        url.completeExceptionally(new IllegalStateException("it did not start:\n" + said));
    }

    String url() {
        return url + "/";
    }

    /** Ends the process: politely at first. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .thenApply(Process::destroyForcibly)
                .join();
    }
}
