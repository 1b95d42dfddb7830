package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.generic.GenericScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class WrongConfigurationTest {

    private static final String SECRET = "do-not-show-this";
    private static final String P = "langchain4j.rerank.";

    @Test
    void a_missing_key_is_named() {
        assertThat(Application.refusal(P + "tencent.secret-id=AKIDexample"))
                .startsWith("langchain4j.rerank.tencent.secret-key is missing; set langchain4j.rerank.tencent.secret-id"
                        + " and langchain4j.rerank.tencent.secret-key");
        assertThat(Application.refusal(P + "siliconflow.model-name=BAAI/bge-reranker-v2-m3"))
                .isEqualTo("langchain4j.rerank.siliconflow.api-key is missing; set the key of your account");
        assertThat(Application.refusal(P + "generic.dialect=cohere-v2", P + "generic.model-name=rerank-v3.5"))
                .startsWith("langchain4j.rerank.generic.api-key is missing; set the key for");
    }

    @Test
    void switching_on_alone_says_what_is_needed() {
        assertThat(Application.refusal(P + "tencent.enabled=true"))
                .contains("langchain4j.rerank.tencent.secret-id and langchain4j.rerank.tencent.secret-key");
        assertThat(Application.refusal(P + "generic.enabled=true"))
                .startsWith("langchain4j.rerank.generic.base-url is missing, and so is the dialect; set"
                        + " langchain4j.rerank.generic.dialect to the one");
    }

    @Test
    void a_missing_model_is_named() {
        assertThat(Application.refusal(P + "siliconflow.api-key=sk-example"))
                .startsWith("langchain4j.rerank.siliconflow.model-name is missing; the documented models");
        assertThat(Application.refusal(P + "generic.dialect=jina", P + "generic.api-key=sk-example"))
                .startsWith("langchain4j.rerank.generic.model-name is missing;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout=0s | timeout is 0 s",
                "attempt-timeout=2m | attempt-timeout (120 s) is above ",
                "connect-timeout=0s | connect-timeout is 0 s",
                "max-retries=-1 | max-retries is -1",
                "max-concurrent-requests=0 | max-concurrent-requests is 0",
                "requests-per-second=0 | 0.0",
                "max-documents-per-request=0 | max-documents-per-request is 0",
                "max-characters-per-request=0 | max-characters-per-request is 0",
                "max-bytes-per-request=0 | max-bytes-per-request is 0",
                "max-characters-per-document=0 | max-characters-per-document is 0",
                "base-url=example | base-url has no scheme; it must look like https://host/path",
                "proxy=ftp://localhost:21 | proxy is neither http://host:port",
                "proxy=http://localhost | proxy is neither http://host:port",
                "custom-headers.Host=x | custom-headers holds Host",
                "max-chunks-per-doc=0 | max-chunks-per-doc is 0",
                "overlap-tokens=81 | overlap-tokens is 81",
                "instruction=be brief | langchain4j.rerank.siliconflow: BAAI/bge-reranker-v2-m3 takes no instruction",
                "relay=true | langchain4j.rerank.siliconflow.relay=true needs",
            })
    void a_setting_that_cannot_be_is_named(String property, String complaint) {
        String refusal = Application.refusal(
                P + "siliconflow.api-key=" + SECRET,
                P + "siliconflow.model-name=BAAI/bge-reranker-v2-m3",
                P + "siliconflow." + property);

        assertThat(refusal).contains(complaint).doesNotContain(SECRET).hasLineCount(1);
    }

    @Test
    void settings_that_contradict_each_other_are_both_named() {
        String refusal = Application.refusal(
                P + "siliconflow.api-key=sk-example",
                P + "siliconflow.model-name=any",
                P + "siliconflow.base-url=http://localhost",
                P + "siliconflow.site=china",
                P + "siliconflow.relay=true");

        assertThat(refusal)
                .startsWith("langchain4j.rerank.siliconflow.site and langchain4j.rerank.siliconflow.relay=true are"
                        + " both set");
    }

    @Test
    void a_setting_that_contradicts_a_bean_is_named() {
        assertThat(Application.refusal(
                        Client.class,
                        P + "tencent.secret-id=AKIDexample",
                        P + "tencent.secret-key=" + SECRET,
                        P + "tencent.connect-timeout=1s"))
                .isEqualTo("langchain4j.rerank.tencent.connect-timeout and an OkHttpClient bean are both set;"
                        + " set the connect timeout on the OkHttpClient bean instead");
    }

    @ParameterizedTest
    @CsvSource({"max-results=1", "min-score=0.5", "model=other", "raw-threshold=true"})
    void settings_of_an_aggregator_that_nobody_switches_on_are_not_ignored(String property) {
        assertThat(Application.refusal(P + "aggregator." + property))
                .isEqualTo("langchain4j.rerank.aggregator.enabled is not set, so the other properties of the"
                        + " aggregator have no effect; set it to true, or to false if that is meant");
        Application.with(P + "aggregator." + property, P + "aggregator.enabled=false")
                .close();
    }

    @ParameterizedTest
    @CsvSource({"aggregator, yes", "aggregator, on", "aggregator, 1", "aggregator, off"})
    @CsvSource({"spring-ai, off", "spring-ai, no", "spring-ai, 0", "spring-ai, yes"})
    void a_switch_is_true_or_false_and_nothing_like_it(String group, String value) {
        assertThat(Application.refusal(P + group + ".enabled=" + value))
                .isEqualTo(P + group + ".enabled is \"" + value + "\", but must be true or false (\"" + P + group
                        + ".enabled\" from property source \"commandLineArgs\")");
    }

    @Test
    void space_around_a_switch_is_told() {
        assertThat(Application.refusal(P + "aggregator.enabled= true "))
                .startsWith(
                        P + "aggregator.enabled is \"true\", but must be true or false; remove the space around it (");
    }

    @ParameterizedTest
    @CsvSource({"TRUE, true", "True, true", "FALSE, false", "false, false"})
    void a_switch_may_be_written_in_capitals(String value, boolean on) {
        try (var context = Application.with(
                P + "siliconflow.api-key=sk-example",
                P + "siliconflow.model-name=BAAI/bge-reranker-v2-m3",
                P + "aggregator.enabled=" + value)) {
            assertThat(context.containsBean("rerankContentAggregator")).isEqualTo(on);
        }
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "on, true", "off, false", "no, false"})
    void what_yaml_itself_makes_true_or_false_is_that(String word, boolean on, @TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("any.yml"), P + "aggregator.enabled: " + word);

        try (var context = Application.with(
                "spring.config.location=" + file.toUri(),
                P + "siliconflow.api-key=sk-example",
                P + "siliconflow.model-name=BAAI/bge-reranker-v2-m3")) {
            assertThat(context.containsBean("rerankContentAggregator")).isEqualTo(on);
        }
    }

    @Test
    void probabilities_of_a_scale_that_is_not_known_are_refused() {
        assertThat(Application.refusal(
                        P + "generic.base-url=http://localhost",
                        P + "generic.dialect=llama-cpp",
                        P + "generic.scores=probability"))
                .startsWith("langchain4j.rerank.generic.scores=probability needs a known score scale");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tencent.secret-kye | did you mean langchain4j.rerank.tencent.secret-key? Correct",
                "tencnt.secret-key | did you mean langchain4j.rerank.tencent.secret-key? Correct",
                "tencnt.secretKey | did you mean langchain4j.rerank.tencent.secretKey? Correct",
                "siliconflow.model | did you mean langchain4j.rerank.siliconflow.model-name? Correct",
                "silconflow.apiKey | did you mean langchain4j.rerank.siliconflow.apiKey? Correct",
                "siliconflow.custom-header.X-Team | did you mean"
                        + " langchain4j.rerank.siliconflow.custom-headers.X-Team? Correct",
                "generic.url | did you mean langchain4j.rerank.generic.base-url? Correct",
                "aggregator.max-result | did you mean langchain4j.rerank.aggregator.max-results? Correct",
                "instances.faqBot.key | did you mean langchain4j.rerank.instances.faqBot.api-key or"
                        + " langchain4j.rerank.instances.faqBot.secret-key? Correct",
                "secret-key | did you mean langchain4j.rerank.tencent.secret-key? Correct",
                "api-key | did you mean langchain4j.rerank.siliconflow.api-key or"
                        + " langchain4j.rerank.generic.api-key? Correct",
                "tencent.api-key | correct",
                "colour | correct",
            })
    void a_property_that_is_not_known_is_named_with_what_was_meant_and_its_place(String name, String meant) {
        assertThat(Application.refusal(P + name + "=" + SECRET))
                .isEqualTo(P + name + " is not known; " + meant + " its name, or remove it (\"" + P + name
                        + "\" from property source \"commandLineArgs\")");
    }

    @Test
    void a_dialect_that_is_taken_for_a_provider_is_told_where_it_belongs() {
        assertThat(Application.refusal(P + "cohere.api-key=" + SECRET))
                .startsWith("langchain4j.rerank.cohere.api-key is not known; to use cohere-v1 or cohere-v2 set"
                        + " langchain4j.rerank.generic.dialect to it, and put the other properties under"
                        + " langchain4j.rerank.generic (")
                .doesNotContain(SECRET);
        assertThat(Application.refusal(P + "instances.faq.provider=cohere"))
                .startsWith("langchain4j.rerank.instances.faq.provider is \"cohere\", but must be one of tencent,"
                        + " siliconflow, generic, fallback; for cohere-v1 or cohere-v2 set it to generic, and"
                        + " langchain4j.rerank.instances.faq.dialect to cohere-v1 or cohere-v2 (");
        assertThat(Application.refusal(P + "instances.faq.provider=llama_cpp")).contains("; for llama-cpp set it to");
    }

    @Test
    void a_value_that_is_misspelt_is_told_with_the_right_one() {
        assertThat(Application.refusal(P + "generic.dialect=cohere"))
                .contains("new-api; did you mean cohere-v1 or cohere-v2? (");
        assertThat(Application.refusal(P + "tencent.scores=probabilty")).contains("; did you mean probability? (");
    }

    @Test
    void an_address_that_is_none_is_told_in_the_words_of_the_model() {
        Throwable objection = catchThrowable(() -> GenericScoringModel.builder()
                .baseUrl("ftp://rerank.example/v1")
                .modelName("any")
                .build());

        assertThat(Application.refusal(P + "generic.base-url=ftp://rerank.example/v1", P + "generic.model-name=any"))
                .isEqualTo(String.valueOf(objection.getMessage()).replace("baseUrl", P + "generic.base-url"));
    }

    @Test
    void a_property_without_a_value_is_named_with_its_place() {
        assertThat(Application.refusal(P + "tencent.max-retries="))
                .isEqualTo(P + "tencent.max-retries is empty; give it a value, or remove it (\"" + P
                        + "tencent.max-retries\" from property source \"commandLineArgs\")");
    }

    @Test
    void a_variable_that_nobody_has_set_is_not_taken_for_a_key() {
        assertThat(Application.refusal(
                        P + "siliconflow.api-key=${NO_SUCH_KEY}", P + "siliconflow.model-name=BAAI/bge-reranker-v2-m3"))
                .isEqualTo("langchain4j.rerank.siliconflow.api-key is set to ${NO_SUCH_KEY}, which neither the"
                        + " environment nor a property defines; define it, or remove the property");
    }

    @ParameterizedTest
    @CsvSource({"api-key", "max-retries", "custom-headers.X-Key"})
    void a_key_in_the_place_of_a_variable_is_not_shown(String property) {
        assertThat(Application.refusal(
                        P + "siliconflow.model-name=BAAI/bge-reranker-v2-m3",
                        P + "siliconflow." + property + "=${" + SECRET + "}"))
                .startsWith(P + "siliconflow." + property.toLowerCase(Locale.ROOT) + " is set to a placeholder, which"
                        + " neither the environment nor a property defines; define it, or remove the property")
                .doesNotContain(SECRET);
    }

    @Test
    void what_is_wrong_is_told_at_the_start_though_beans_are_lazy() {
        assertThat(Application.refusal("spring.main.lazy-initialization=true", P + "tencent.secret-id=AKIDexample"))
                .startsWith("langchain4j.rerank.tencent.secret-key is missing;");
    }

    @Test
    void a_name_needs_a_provider() {
        assertThat(Application.refusal(P + "instances.faq.api-key=" + SECRET))
                .isEqualTo("langchain4j.rerank.instances.faq.provider is missing; set it to tencent, siliconflow,"
                        + " generic or fallback");
    }

    @Test
    void a_setting_of_another_provider_is_refused_under_a_name() {
        assertThat(Application.refusal(
                        P + "instances.faq.provider=siliconflow", P + "instances.faq.secret-key=" + SECRET))
                .isEqualTo("langchain4j.rerank.instances.faq.secret-key is set, but siliconflow has no such setting;"
                        + " remove it, or correct langchain4j.rerank.instances.faq.provider"
                        + " (\"langchain4j.rerank.instances.faq.secret-key\" from property source"
                        + " \"commandLineArgs\")");
    }

    @Test
    void a_name_that_a_bean_has_already_is_refused() {
        assertThat(Application.refusal(
                        Client.class,
                        P + "instances.client.provider=generic",
                        P + "instances.client.base-url=http://localhost"))
                .isEqualTo("langchain4j.rerank.instances.client would make a bean named client, and there is one"
                        + " already; give it another name");
    }

    @Test
    void wrong_settings_under_a_name_are_told_with_it() {
        assertThat(Application.refusal(
                        P + "instances.faqBot.provider=tencent",
                        P + "instances.faqBot.secret-id=a",
                        P + "instances.faqBot.secret-key=b",
                        P + "instances.faqBot.max-retries=-1"))
                .startsWith("langchain4j.rerank.instances.faqBot.max-retries is -1");
    }

    @Configuration(proxyBeanMethods = false)
    static class Client {

        @Bean
        OkHttpClient client() {
            return new OkHttpClient();
        }
    }
}
