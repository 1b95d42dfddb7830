package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What an application says of its rerankers when it has started. */
class AnnouncementTest {

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void the_rerankers_are_named_with_what_they_ask() {
        List<String> properties = new ArrayList<>(List.of(providers.siliconFlow()));
        properties.addAll(List.of(providers.tencent()));

        assertThat(said(Application.class, properties.toArray(String[]::new)))
                .isEqualTo("Rerankers: tencentScoringModel (TencentScoringModel[provider=tencent,"
                        + " modelName=lke-reranker-base, baseUrl=" + providers.server.url() + "]),"
                        + " siliconFlowScoringModel (SiliconFlowScoringModel[provider=siliconflow,"
                        + " modelName=BAAI/bge-reranker-v2-m3, baseUrl=" + providers.server.url() + "])");
    }

    @Test
    void without_one_it_says_what_would_configure_one() {
        assertThat(said(Application.class))
                .isEqualTo("No reranker is configured; set one of langchain4j.rerank.tencent.secret-id,"
                        + " langchain4j.rerank.siliconflow.api-key, langchain4j.rerank.generic.base-url, and what else"
                        + " its provider needs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "langchain4j.siliconflow.api-key",
                "rerank4j.siliconflow.apiKey",
                "langchain4j.reranker.api-key",
                "spring.ai.rerank.api-key",
                "quarkus.langchain4j.siliconflow-rerank.api-key",
            })
    void a_property_under_another_prefix_is_told_as_not_read(String misplaced) {
        assertThat(said(Application.class, misplaced + "=do-not-show-this"))
                .startsWith("No reranker is configured; ")
                .endsWith(". Nobody reads the properties " + misplaced
                        + "; rerankers are configured under langchain4j.rerank");
    }

    @Test
    void a_property_under_another_prefix_is_told_beside_a_reranker_too() {
        assertThat(said(Application.class, providers.siliconFlow("rerank4j.timeout=5s")))
                .startsWith("Rerankers: siliconFlowScoringModel (")
                .endsWith(
                        ". Nobody reads the properties rerank4j.timeout; rerankers are configured under langchain4j.rerank");
    }

    @Test
    void a_model_of_the_application_is_named_by_its_class_and_a_lazy_one_is_not_made() {
        LazyModel.made.set(0);

        assertThat(said(LazyModel.class))
                .startsWith("Rerankers: ")
                .contains("own (io.github.rerank4j.spring.AnnouncementTest$Chatty)")
                .contains("onDemand (made when it is asked for)")
                .doesNotContain("sk-of-my-own");
        assertThat(LazyModel.made).hasValue(0);
    }

    @Test
    void it_is_said_though_beans_are_lazy() {
        assertThat(said(Application.class, providers.siliconFlow("spring.main.lazy-initialization=true")))
                .startsWith("Rerankers: siliconFlowScoringModel (");
    }

    private static String said(Class<?> configuration, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("logging.level." + RerankAnnouncement.class.getName() + "=info");
        all.add("logging.pattern.console=%p %logger{0}: %m%n");
        List<String> lines = printed(() ->
                Application.with(configuration, all.toArray(String[]::new)).close());
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    /** What goes to the console: an appender would be gone when the application sets its logging up. */
    private static List<String> printed(Runnable start) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            start.run();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("INFO RerankAnnouncement: "))
                .map(line -> line.substring("INFO RerankAnnouncement: ".length()))
                .toList();
    }

    /** Tells its key to whoever asks. */
    static final class Chatty implements ScoringModel {

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            return Response.from(segments.stream().map(segment -> 0.5).toList());
        }

        @Override
        public String toString() {
            return "Chatty[apiKey=sk-of-my-own]";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyModel {

        static final AtomicInteger made = new AtomicInteger();

        @Bean
        ScoringModel own() {
            return new Chatty();
        }

        @Bean
        @Lazy
        ScoringModel onDemand() {
            made.incrementAndGet();
            return new Chatty();
        }
    }
}
