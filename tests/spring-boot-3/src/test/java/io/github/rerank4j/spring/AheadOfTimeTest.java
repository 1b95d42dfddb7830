package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringApplicationAotProcessor;

class AheadOfTimeTest {

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                RerankProperties.class,
                TencentProperties.class,
                SiliconFlowProperties.class,
                GenericProperties.class,
                InstanceProperties.class,
                AggregatorProperties.class
            })
    void the_binding_of_properties_is_hinted(Class<?> type) {
        RuntimeHints hints = new RuntimeHints();

        new RerankRuntimeHints().registerHints(hints, getClass().getClassLoader());

        assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setSecretKey", "setSite", "setTimeout", "setCustomHeaders"})
    void setters_are_hinted(String setter) {
        RuntimeHints hints = new RuntimeHints();

        new RerankRuntimeHints().registerHints(hints, getClass().getClassLoader());

        assertThat(Stream.of(TencentProperties.class, ModelProperties.class)
                        .map(hints.reflection()::getTypeHint)
                        .filter(Objects::nonNull)
                        .flatMap(TypeHint::methods)
                        .map(ExecutableHint::getName))
                .contains(setter);
    }

    @Test
    void an_application_processed_ahead_of_time_runs(@TempDir Path folder) throws Exception {
        process(folder);

        JavaProcess run = started(folder, providers.tencent(named()));
        JavaProcess misspelt = started(folder, providers.tencent("langchain4j.rerank.tencent.tiemout=3s"));

        assertThat(run.output())
                .contains("ahead of time: true")
                .contains("tencentScoringModel: [0.1, 0.9]")
                .contains("faq: [0.1, 0.9]");
        assertThat(run.exitCode()).isZero();
        assertThat(misspelt.output())
                .contains("langchain4j.rerank.tencent.tiemout is not known; did you mean"
                        + " langchain4j.rerank.tencent.timeout? Correct its name, or remove it");
    }

    private JavaProcess started(Path folder, String... properties) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Dspring.aot.enabled=true", AheadOfTimeApplication.class.getName(), "--logging.level.root=warn"));
        Stream.of(properties).map(property -> "--" + property).forEach(arguments::add);
        String classPath = folder.resolve("classes")
                + File.pathSeparator
                + folder.resolve("resources")
                + File.pathSeparator
                + JavaProcess.CLASS_PATH;
        return JavaProcess.run(classPath, arguments.toArray(String[]::new));
    }

    private String[] named() {
        return new String[] {
            "langchain4j.rerank.instances.faq.provider=siliconflow",
            "langchain4j.rerank.instances.faq.model-name=BAAI/bge-reranker-v2-m3",
            "langchain4j.rerank.instances.faq.base-url=" + providers.server.url(),
            "langchain4j.rerank.instances.faq.api-key=" + LocalProviders.API_KEY
        };
    }

    /** As Spring Boot's plugin does: without keys, which only the run has. */
    private static void process(Path folder) throws IOException, InterruptedException {
        JavaProcess processor = JavaProcess.run(
                JavaProcess.CLASS_PATH,
                SpringApplicationAotProcessor.class.getName(),
                AheadOfTimeApplication.class.getName(),
                folder.resolve("sources").toString(),
                folder.resolve("resources").toString(),
                folder.resolve("classes").toString(),
                "org.example",
                "ahead-of-time",
                "--logging.level.root=warn",
                "--langchain4j.rerank.tencent.enabled=true",
                "--langchain4j.rerank.instances.faq.provider=siliconflow");
        assertThat(processor.exitCode()).as(processor.output()).isZero();
        compile(folder);
    }

    private static void compile(Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-nowarn", "-proc:none", "-d", folder.resolve("classes").toString(), "-cp"));
        arguments.add(folder.resolve("classes") + File.pathSeparator + JavaProcess.CLASS_PATH);
        try (Stream<Path> sources = Files.walk(folder.resolve("sources"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failed).isZero();
    }
}
