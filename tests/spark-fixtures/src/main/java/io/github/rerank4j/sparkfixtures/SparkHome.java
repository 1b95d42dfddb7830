package io.github.rerank4j.sparkfixtures;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * An installation of Spark: a folder with links to its jars, from which its processes are started. They listen on
 * 127.0.0.1 alone. Whoever starts one ends it.
 */
public final class SparkHome implements AutoCloseable {

    private static final String JARS = "/spark.path";
    private static final String SECRETS = "(RERANK|SILICONFLOW|TENCENTCLOUD|SPARK|REDIS)_.*|JAVA_TOOL_OPTIONS";

    private final Path folder;
    private final AtomicInteger number = new AtomicInteger();

    private SparkHome(Path folder) {
        this.folder = folder;
    }

    /** An installation in a folder that there is; its processes leave what they say there. */
    public static SparkHome in(Path folder) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        for (Path jar : jars()) {
            Files.createSymbolicLink(jars.resolve(Objects.requireNonNull(jar.getFileName())), jar);
        }
        Files.createDirectories(folder.resolve("tmp"));
        return new SparkHome(folder);
    }

    /** The jars of Spark and of all that it needs. */
    public static List<Path> jars() throws IOException {
        try (InputStream list = Objects.requireNonNull(SparkHome.class.getResourceAsStream(JARS), JARS)) {
            String path = new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
            List<Path> jars = new ArrayList<>();
            for (String jar : path.split(File.pathSeparator, -1)) {
                jars.add(Path.of(jar));
            }
            return jars;
        }
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Takes its links away, so that whoever deletes the folder meets no file of others. */
    @Override
    public void close() {
        try (Stream<Path> links = Files.list(folder.resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Begins a job of one's own. */
    public Submission submission(Path jar) {
        return new Submission(this, jar);
    }

    /**
     * Starts a shell script in this folder, whose {@code spark-submit} runs a job with a driver of 512 MB; its environment
     * has these variables.
     */
    public SparkProcess script(String text, Map<String, String> environment) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        List<String> submit = java("512m");
        submit.add("org.apache.spark.deploy.SparkSubmit");
        Path command = Files.writeString(
                bin.resolve("spark-submit"),
                "#!/bin/sh\nexec "
                        + submit.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")) + " \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
        return execute(List.of("bash", "-euo", "pipefail", "-c", text), all);
    }

    /** Starts a class of Spark's with the environment that processes get, and more. */
    SparkProcess start(String memory, Map<String, String> environment, List<String> mainAndArguments)
            throws IOException {
        List<String> command = java(memory);
        command.addAll(mainAndArguments);
        return execute(command, environment);
    }

    private List<String> java(String memory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + memory);
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", folder.resolve("jars") + "/*"));
        return command;
    }

    private SparkProcess execute(List<String> command, Map<String, String> environment) throws IOException {
        int each = number.incrementAndGet();
        Path out = folder.resolve("out-" + each);
        Path err = folder.resolve("err-" + each);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.matches(SECRETS));
        builder.environment().putAll(environment());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new SparkProcess(process, out, err);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SPARK_HOME", folder.toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("SPARK_LOCAL_DIRS", folder.resolve("tmp").toString());
        return environment;
    }
}
