package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

class AheadOfTimeTest {

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void the_binding_of_properties_to_an_object_is_hinted() {
        RuntimeHints hints = new RuntimeHints();

        new RerankRuntimeHints().registerHints(hints, getClass().getClassLoader());

        assertThat(RuntimeHintsPredicates.reflection().onType(AggregatorProperties.class))
                .accepts(hints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setEnabled", "setModel", "setMinScore", "setOnFailure"})
    void setters_are_hinted(String setter) {
        RuntimeHints hints = new RuntimeHints();

        new RerankRuntimeHints().registerHints(hints, getClass().getClassLoader());

        assertThat(Stream.of(AggregatorProperties.class)
                        .map(hints.reflection()::getTypeHint)
                        .filter(Objects::nonNull)
                        .flatMap(TypeHint::methods)
                        .map(ExecutableHint::getName))
                .contains(setter);
    }

    @Test
    void an_application_processed_ahead_of_time_runs(@TempDir Path folder) throws Exception {
        AheadOfTime application = AheadOfTime.processed(
                folder,
                JavaProcess.CLASS_PATH,
                "langchain4j.rerank.tencent.enabled=true",
                "langchain4j.rerank.instances.faq.provider=siliconflow",
                "langchain4j.rerank.instances.faq.cache.enabled=true",
                "langchain4j.rerank.instances.best.provider=fallback");

        JavaProcess run = application.started(providers.tencent(named()));
        JavaProcess uncached = application.started(providers.tencent(Stream.of(named())
                .filter(property -> !property.contains(".cache."))
                .toArray(String[]::new)));
        JavaProcess disabled = application.started(providers.tencent(
                Stream.concat(Stream.of("langchain4j.rerank.instances.faq.enabled=false"), Stream.of(named()))
                        .toArray(String[]::new)));
        JavaProcess others = application.started(providers.tencent(Stream.of(named())
                .map(property -> property.replace(".faq.provider=siliconflow", ".faq.provider=generic"))
                .toArray(String[]::new)));
        JavaProcess misspelt = application.started(providers.tencent("langchain4j.rerank.tencent.tiemout=3s"));

        assertThat(run.output())
                .contains("ahead of time: true")
                .contains("tencentScoringModel: [0.1, 0.9]")
                .contains("faq: [0.1, 0.9]")
                .contains("best: [0.1, 0.9]")
                .contains("primary: FallbackScoringModel[tencent, faq]");
        assertThat(run.exitCode()).isZero();
        assertThat(uncached.output())
                .contains(
                        "langchain4j.rerank.instances.faq had a cache when the application was processed ahead of time, and"
                                + " has none now; process it ahead of time again with the present properties");
        assertThat(disabled.output())
                .contains(
                        "langchain4j.rerank.instances.faq was enabled when the application was processed ahead of time,"
                                + " and is not now; process it ahead of time again with the present properties");
        assertThat(others.output())
                .contains(
                        "langchain4j.rerank.instances.faq had the provider siliconflow when the application was processed"
                                + " ahead of time, and has the provider generic now; process it ahead of time again with the present properties");
        assertThat(misspelt.output())
                .contains("langchain4j.rerank.tencent.tiemout is not known; did you mean"
                        + " langchain4j.rerank.tencent.timeout? Correct its name, or remove it");
    }

    private String[] named() {
        return new String[] {
            "langchain4j.rerank.instances.best.provider=fallback",
            "langchain4j.rerank.instances.best.members=tencent,faq",
            "langchain4j.rerank.instances.faq.cache.enabled=true",
            "langchain4j.rerank.instances.faq.cache.time-to-live=1h",
            "langchain4j.rerank.instances.best.member.faq.within=30s",
            "langchain4j.rerank.instances.faq.provider=siliconflow",
            "langchain4j.rerank.instances.faq.model-name=BAAI/bge-reranker-v2-m3",
            "langchain4j.rerank.instances.faq.base-url=" + providers.server.url(),
            "langchain4j.rerank.instances.faq.api-key=" + LocalProviders.API_KEY
        };
    }
}
