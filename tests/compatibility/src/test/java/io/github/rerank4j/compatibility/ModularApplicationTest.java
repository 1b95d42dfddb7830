package io.github.rerank4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with the {@code module-info} of docs/getting-started.md compiles, starts and reranks. */
class ModularApplicationTest {

    private static final List<String> BROUGHT = List.of(
            "rerank-api",
            "rerank-core",
            "rerank-siliconflow",
            "langchain4j-core",
            "okhttp",
            "okio-jvm",
            "kotlin-stdlib",
            "jackson",
            "slf4j-api",
            "jspecify");

    @TempDir
    private Path folder;

    @Test
    void it_reranks_with_the_modules_that_the_readme_requires() throws Exception {
        compile();

        try (LocalRerankServer server = LocalRerankServer.builder()
                .scorer(RerankScorer.each((query, passage) -> 0.75))
                .apiKey("sk-example")
                .start()) {
            assertThat(run(server.url())).contains("module com.example.app scored 0.75");
        }
    }

    private void compile() throws IOException, URISyntaxException {
        Path sources = Path.of(Objects.requireNonNull(getClass().getResource("/modular/module-info.java"))
                        .toURI())
                .getParent();
        List<String> arguments = new ArrayList<>(List.of(
                "--module-path", modulePath(), "-d", folder.resolve("classes").toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }

        int mistakes = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));

        assertThat(mistakes).isZero();
    }

    private String run(String url) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modulePath() + File.pathSeparator + folder.resolve("classes"),
                        "--module",
                        "com.example.app/com.example.app.Main",
                        url)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(application.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            application.destroyForcibly();
        }
        return Files.readString(output);
    }

    /** What an application with one dependency has, without the jar that docs/getting-started.md excludes. */
    private static String modulePath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> BROUGHT.stream()
                        .anyMatch(
                                part -> Path.of(entry).getFileName().toString().contains(part)))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("okhttp-tls"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
