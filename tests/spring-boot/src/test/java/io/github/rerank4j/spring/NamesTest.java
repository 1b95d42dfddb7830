package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Names of rerankers and settings, as files and environment variables spell them. */
class NamesTest {

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "faqBot, FAQBOT_APIKEY",
        "faqBot, FAQBOT_API_KEY",
        "law-texts, LAWTEXTS_APIKEY",
        "faq, FAQ_APIKEY",
    })
    void a_key_from_the_environment_belongs_to_the_reranker_of_the_file(String name, String variable) {
        String prefix = "langchain4j.rerank.instances." + name;

        try (ConfigurableApplicationContext context = Application.in(
                Map.of("LANGCHAIN4J_RERANK_INSTANCES_" + variable, LocalProviders.API_KEY),
                prefix + ".provider=siliconflow",
                prefix + ".base-url=" + providers.server.url(),
                prefix + ".model-name=BAAI/bge-reranker-v2-m3")) {
            assertThat(context.getBeansOfType(ScoringModel.class)).containsOnlyKeys(name);
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
        }
    }

    @Test
    void the_environment_alone_is_enough() {
        try (ConfigurableApplicationContext context = Application.in(Map.of(
                "LANGCHAIN4J_RERANK_TENCENT_SECRETID",
                LocalProviders.SECRET_ID,
                "LANGCHAIN4J_RERANK_TENCENT_SECRET_KEY",
                LocalProviders.SECRET_KEY,
                "LANGCHAIN4J_RERANK_TENCENT_BASE_URL",
                providers.server.url()))) {
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[my.name]", "[Law Texts]", "1st"})
    void a_name_that_is_none_is_refused(String name) {
        assertThat(Application.refusal("langchain4j.rerank.instances." + name + ".provider=generic"))
                .endsWith("is not a valid name of a reranker; begin with a letter, then use letters, digits, dashes and"
                        + " underscores");
    }

    @Test
    void a_name_is_told_as_it_is_written() {
        assertThat(Application.refusal(
                        "langchain4j.rerank.instances.faqBot.provider=tencent",
                        "langchain4j.rerank.instances.faqBot.secret-id=a"))
                .startsWith("langchain4j.rerank.instances.faqBot.secret-key is missing;");
    }
}
