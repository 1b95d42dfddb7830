package io.github.rerank4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.condition.OS;

/** Starts the jar as processes, with a folder of their own for temporary files. */
final class Jar implements AutoCloseable {

    static final Path FILE = Path.of(System.getProperty("rerank4j.jar", "target/rerank4j.jar"));
    static final String KEY = "sk-test";

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private Path home = Path.of(System.getProperty("java.home"));
    private String memory = "-Xmx512m";

    /** What a process has left behind. */
    record Ended(int status, String out, String err) {}

    /** A process whose errors are kept in a file. */
    record Started(Process process, Path err) {

        Ended ended() throws IOException, InterruptedException {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out, Files.readString(err));
        }

        void interrupt() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    Jar(Path folder) {
        this.folder = folder;
    }

    Jar java(Path home) {
        this.home = home;
        return this;
    }

    Jar memory(String memory) {
        this.memory = memory;
        return this;
    }

    List<String> command(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/java").toString(),
                memory,
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-jar",
                FILE.toAbsolutePath().toString()));
        command.addAll(List.of(args));
        return command;
    }

    Started start(String... args) throws IOException {
        Started started = execute(command(args));
        started.process().getOutputStream().close();
        return started;
    }

    /** Executes a command around the jar, whose input stays open. */
    Started execute(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            // what runs in the background may have been told to ignore Ctrl-C, and so would its children
            whole.addAll(List.of("env", "--default-signal=INT"));
        }
        whole.addAll(command);
        Path err = folder.resolve("err-" + number.incrementAndGet());
        ProcessBuilder builder = new ProcessBuilder(whole).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(RERANK|SILICONFLOW|TENCENTCLOUD)_.*|JAVA_TOOL_OPTIONS"));
        builder.environment().put("RERANK_API_KEY", KEY);
        Process process = builder.start();
        processes.add(process);
        return new Started(process, err);
    }

    Ended run(String... args) throws IOException, InterruptedException {
        return start(args).ended();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
