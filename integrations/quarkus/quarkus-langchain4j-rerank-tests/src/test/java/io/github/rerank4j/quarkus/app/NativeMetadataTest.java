package io.github.rerank4j.quarkus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GraalVM's own tool reads what the jars tell a native image. It needs a JDK 25; without one there is nothing to see. */
class NativeMetadataTest {

    private static final String FILE = "reachability-metadata.json";
    private static final String FOLDER = "META-INF/native-image/io.github.rerank4j/";
    private static final Path JVMS = Path.of("/usr/lib/jvm");
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    @BeforeAll
    static void a_jdk_25_is_there() {
        assumeThat(jdk25())
                .as("a JDK 25, as JAVA_HOME_25, in %s or running this test", JVMS)
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "langchain4j-rerank-api",
                "langchain4j-rerank-core",
                "langchain4j-rerank-redis",
                "langchain4j-rerank-resilience"
            })
    void the_metadata_is_accepted_and_nothing_of_it_is_lost(String artifact) throws Exception {
        Path read = Files.createDirectory(folder.resolve("read")).resolve(FILE);
        try (InputStream metadata = Objects.requireNonNull(
                getClass().getClassLoader().getResourceAsStream(FOLDER + artifact + "/" + FILE))) {
            Files.copy(metadata, read);
        }

        assertThat(generate("read", "written")).as(log()).isZero();
        JsonNode written = json(folder.resolve("written").resolve(FILE));
        assertThat(types(written)).isEqualTo(types(json(read)));
        assertThat(written.path("resources")).isEqualTo(json(read).path("resources"));
    }

    /** The types in any order; the tool writes no method that has parameters, however right it is. */
    private static Set<JsonNode> types(JsonNode metadata) {
        Set<JsonNode> types = new HashSet<>();
        for (JsonNode each : metadata.path("reflection")) {
            ObjectNode type = each.deepCopy();
            ArrayNode methods = type.withArray("methods");
            for (int i = methods.size() - 1; i >= 0; i--) {
                if (!methods.get(i).path("parameterTypes").isEmpty()) {
                    methods.remove(i);
                }
            }
            types.add(type);
        }
        return types;
    }

    @Test
    void a_mistake_in_metadata_would_be_found() throws Exception {
        Files.writeString(
                Files.createDirectory(folder.resolve("wrong")).resolve(FILE), "{\"reflection\": [{\"typ\": \"a.B\"}]}");

        assertThat(generate("wrong", "written")).isNotZero();
    }

    private int generate(String from, String to) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(
                        jdk25().orElseThrow().resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("svm.configure") + "/*",
                        "com.oracle.svm.configure.ConfigurationTool",
                        "generate",
                        "--input-dir=" + folder.resolve(from),
                        "--output-dir=" + folder.resolve(to))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return tool.exitValue();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }

    private static Optional<Path> jdk25() {
        List<Path> homes = new ArrayList<>();
        Optional.ofNullable(System.getenv("JAVA_HOME_25")).map(Path::of).ifPresent(homes::add);
        homes.add(Path.of(System.getProperty("java.home")));
        if (Files.isDirectory(JVMS)) {
            try (DirectoryStream<Path> installed = Files.newDirectoryStream(JVMS)) {
                installed.forEach(homes::add);
            } catch (IOException unreadable) {
                // then there is none in it
            }
        }
        return homes.stream().filter(NativeMetadataTest::is25).findFirst();
    }

    private static boolean is25(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
        } catch (IOException unreadable) {
            return false;
        }
    }
}
