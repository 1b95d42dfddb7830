package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.aggregator.DefaultContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings that a bean of the application's own leaves without effect: each is warned of once, and no other is. */
class OverruledTest {

    private static final String P = "langchain4j.rerank.";
    private static final String ON = P + "aggregator.enabled=true";

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void settings_of_an_aggregator_that_is_the_applications_own() {
        assertThat(warnings(
                        OwnAggregator.class,
                        providers.siliconFlow(
                                ON, P + "aggregator.maxResults=3", P + "aggregator.on-failure=keep-order")))
                .containsExactly("Without effect: langchain4j.rerank.aggregator.enabled,"
                        + " langchain4j.rerank.aggregator.max-results, langchain4j.rerank.aggregator.on-failure,"
                        + " because the ContentAggregator bean own takes the place of ours; set what is meant there, or"
                        + " remove the properties or the bean");
    }

    @Test
    void that_the_aggregator_is_enabled_counts_where_an_augmentor_is_made_around_the_applications_own() {
        assertThat(warnings(OwnAggregatorAndRetriever.class, providers.siliconFlow(ON)))
                .isEmpty();
        assertThat(warnings(OwnAggregatorAndRetriever.class, providers.siliconFlow(ON, P + "aggregator.min-score=0.5")))
                .singleElement()
                .asString()
                .startsWith("Without effect: langchain4j.rerank.aggregator.min-score, because");
    }

    @ParameterizedTest
    @CsvSource({"siliconflow.api-key=sk-example, siliconflow", "generic.enabled=true, generic"})
    void settings_of_a_provider_without_a_name_beside_a_model_of_the_applications_own(
            String property, String provider) {
        assertThat(warnings(OwnModel.class, P + property))
                .containsExactly(P + provider + " makes no reranker where the application has a ScoringModel of its own"
                        + " (own); put its properties under langchain4j.rerank.instances." + provider
                        + ", and set langchain4j.rerank.instances." + provider + ".provider to " + provider
                        + "; or remove the properties");
    }

    @ParameterizedTest
    @CsvSource({"cache.enabled=true, cache", "limiter.redis.requests-per-second=20, limiter"})
    void what_is_set_for_all_where_every_reranker_is_the_applications_own(String property, String group) {
        assertThat(warnings(OwnModel.class, P + property))
                .containsExactly(P + group + " has no effect: no reranker made from properties uses it, and the"
                        + " application's own (own) read no properties; set it where these are made, or"
                        + " remove the properties");
    }

    @Test
    void nothing_is_said_of_what_has_an_effect() {
        assertThat(warnings(Application.class, providers.siliconFlow(P + "cache.enabled=true", ON)))
                .isEmpty();
        assertThat(warnings(
                        OwnAggregator.class,
                        providers.siliconFlow(
                                P + "aggregator.enabled=false",
                                P + "aggregator.max-results=3",
                                "spring.main.lazy-initialization=true")))
                .isEmpty();
        assertThat(warnings(
                        OwnModel.class,
                        ON,
                        P + "aggregator.model=own",
                        P + "aggregator.max-results=2",
                        P + "cache.enabled=true",
                        P + "siliconflow.enabled=false",
                        P + "siliconflow.timeout=3s",
                        P + "instances.faq.provider=siliconflow",
                        P + "instances.faq.base-url=" + providers.server.url(),
                        P + "instances.faq.api-key=" + LocalProviders.API_KEY,
                        P + "instances.faq.model-name=BAAI/bge-reranker-v2-m3"))
                .isEmpty();
    }

    @Test
    void it_is_said_though_beans_are_lazy_and_shows_no_value() {
        assertThat(warnings(
                        OwnModel.class,
                        "spring.main.lazy-initialization=true",
                        P + "tencent.secret-id=" + LocalProviders.SECRET_ID,
                        P + "tencent.secret-key=" + LocalProviders.SECRET_KEY))
                .singleElement()
                .asString()
                .startsWith("langchain4j.rerank.tencent makes no reranker")
                .doesNotContain(LocalProviders.SECRET_ID, LocalProviders.SECRET_KEY);
    }

    @Test
    void an_aggregator_that_an_augmentor_of_the_applications_own_has_not_been_given_is_told() {
        assertThat(said("INFO", OwnAugmentor.class, providers.siliconFlow(ON, P + "aggregator.max-results=3")))
                .contains(
                        "No bean has been given rerankContentAggregator by now, beside the application's own"
                                + " RetrievalAugmentor (mine); if that is to rerank, give it the bean as its contentAggregator");
        assertThat(said("INFO", OwnAugmentorThatReranks.class, providers.siliconFlow(ON)))
                .singleElement()
                .asString()
                .startsWith("Rerankers: ");
        assertThat(said("INFO", OwnAugmentor.class, providers.siliconFlow())).hasSize(1);
    }

    private static List<String> warnings(Class<?> configuration, String... properties) {
        return said("WARN", configuration, properties);
    }

    /** What goes to the console: an appender would be gone when the application sets its logging up. */
    private static List<String> said(String level, Class<?> configuration, String... properties) {
        String start = level + " RerankAnnouncement: ";
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("logging.level." + RerankAnnouncement.class.getName() + "=info");
        all.add("logging.pattern.console=%p %logger{0}: %m%n");
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Application.with(configuration, all.toArray(String[]::new)).close();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnAggregator {

        @Bean
        ContentAggregator own() {
            return new DefaultContentAggregator();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnAugmentor {

        @Bean
        RetrievalAugmentor mine() {
            return augmentor(new DefaultContentAggregator());
        }

        static RetrievalAugmentor augmentor(ContentAggregator aggregator) {
            return DefaultRetrievalAugmentor.builder()
                    .contentRetriever(query -> List.of(Content.from("tea")))
                    .contentAggregator(aggregator)
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnAugmentorThatReranks {

        @Bean
        RetrievalAugmentor mine(ContentAggregator aggregator) {
            return OwnAugmentor.augmentor(aggregator);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnAggregatorAndRetriever extends OwnAggregator {

        @Bean
        ContentRetriever retriever() {
            return query -> List.of(Content.from("tea"));
        }
    }
}
