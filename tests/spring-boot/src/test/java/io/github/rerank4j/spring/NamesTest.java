package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Names of rerankers and settings, as files and environment variables spell them. */
class NamesTest {

    private static final String INSTANCES = "langchain4j.rerank.instances.";
    private static final String VARIABLES = "LANGCHAIN4J_RERANK_INSTANCES_";

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

    @ParameterizedTest
    @CsvSource({"a-b, ab", "faq-bot, faqBot", "faq_bot, faqbot", "aB, ab"})
    void two_names_that_are_one_to_spring_boot_are_refused(String one, String other) {
        assertThat(Application.refusal(
                        INSTANCES + one + ".provider=generic",
                        INSTANCES + one + ".base-url=http://localhost:1",
                        INSTANCES + other + ".base-url=http://localhost:2"))
                .startsWith(
                        INSTANCES + one + ".base-url and " + INSTANCES + other + ".base-url are one property, because"
                                + " dashes, underscores and capitals in names do not count; keep one of them, or give one of the"
                                + " rerankers another name (")
                .endsWith(" from property source \"commandLineArgs\")");
    }

    @Test
    void two_spellings_of_a_setting_in_one_place_are_refused() {
        assertThat(Application.refusal(
                        "langchain4j.rerank.siliconflow.max-retries=1", "langchain4j.rerank.siliconflow.maxRetries=5"))
                .startsWith("langchain4j.rerank.siliconflow.max-retries and langchain4j.rerank.siliconflow.maxRetries"
                        + " are one property, because dashes, underscores and capitals in names do not count; keep one of"
                        + " them (");
    }

    @Test
    void the_line_of_a_name_that_is_there_twice_is_told(@TempDir Path directory) throws IOException {
        String file = file(directory, "one.properties", "a-b.provider=generic", "ab.provider=siliconflow");

        assertThat(Application.refusal("spring.config.location=" + file))
                .contains("a-b.provider and " + INSTANCES + "ab.provider are one property")
                .containsPattern("one\\.properties\\] - [12]:[0-9]+\\)$");
    }

    @Test
    void one_reranker_may_be_spelled_in_several_ways_where_each_setting_is_there_once() {
        try (ConfigurableApplicationContext context = Application.with(
                INSTANCES + "faqBot.provider=siliconflow",
                INSTANCES + "faq-bot.api-key=" + LocalProviders.API_KEY,
                INSTANCES + "faqbot.base-url=" + providers.server.url(),
                INSTANCES + "faq_bot.model-name=BAAI/bge-reranker-v2-m3")) {
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
        }
    }

    @Test
    void a_file_overrides_another_that_spells_the_name_differently(@TempDir Path directory) throws IOException {
        String first = file(
                directory,
                "first.properties",
                "faqBot.provider=siliconflow",
                "faqBot.api-key=" + LocalProviders.API_KEY,
                "faqBot.base-url=http://localhost:1",
                "faqBot.model-name=BAAI/bge-reranker-v2-m3");
        String second = file(directory, "second.properties", "faq-bot.base-url=" + providers.server.url());

        try (ConfigurableApplicationContext context =
                Application.with("spring.config.location=" + first + "," + second)) {
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
        }
    }

    @ParameterizedTest
    @CsvSource({"MY_HOUSE_API_KEY, my", "MY_HOUSE_CACHE_TIME_TO_LIVE, my", "HOSE_TIMEOUT, hose"})
    void a_name_that_a_variable_cuts_short_or_misspells_is_told_with_the_rule(String variable, String name) {
        assertThat(Application.refusal(
                        Map.of(VARIABLES + variable, "30s"),
                        INSTANCES + "my-house.provider=generic",
                        INSTANCES + "my-house.base-url=http://localhost:1",
                        INSTANCES + "my-house.cache.enabled=true"))
                .isEqualTo(INSTANCES + name + ".provider is missing; set it to tencent, siliconflow, generic or"
                        + " fallback; if the variable " + VARIABLES + variable
                        + " is meant for another name, leave that"
                        + " name's dashes out: " + VARIABLES + "MYHOUSE_APIKEY is the api-key of my-house");
    }

    @ParameterizedTest
    @CsvSource({
        "MEMBERS=a, MEMBERS_0=b",
        "MEMBERS_1=a, MEMBERS=b",
    })
    void a_list_of_variables_in_two_notations_is_refused(String one, String other) {
        assertThat(Application.refusal(Map.of(
                        VARIABLES + "BEST_" + one.substring(0, one.indexOf('=')),
                        one.substring(one.indexOf('=') + 1),
                        VARIABLES + "BEST_" + other.substring(0, other.indexOf('=')),
                        other.substring(other.indexOf('=') + 1))))
                .startsWith(INSTANCES + "best.members and " + INSTANCES + "best.members[")
                .contains(" are both set in one place");
    }

    private static String file(Path directory, String name, String... settings) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, Stream.of(settings).map(INSTANCES::concat).toList());
        return file.toUri().toString();
    }
}
