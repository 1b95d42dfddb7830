package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListsTest {

    private final Session session = new Session();

    @Test
    void providers_are_listed_with_their_keys() {
        assertThat(session.run("providers")).isZero();

        assertThat(session.out())
                .containsPattern("(?m)^tencent .*https://.*TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY$")
                .containsPattern("(?m)^siliconflow .*BAAI/bge-reranker-v2-m3.*SILICONFLOW_API_KEY$")
                .containsPattern("(?m)^generic .*@URL.*RERANK_API_KEY$")
                .containsPattern("(?m)^local .*bm25");
    }

    @Test
    void dialects_are_listed_with_addresses_and_scales() {
        assertThat(session.run("dialects")).isZero();

        assertThat(session.out())
                .containsPattern("(?m)^cohere-v2 +https://.* +probability$")
                .containsPattern("(?m)^vllm +@URL +probability$");
    }

    @Test
    void settings_are_listed_by_the_names_of_files() {
        assertThat(session.run("settings", "tencent")).isZero();

        assertThat(session.out())
                .contains("provider=tencent\n", "  max-retries=\n", "  custom-headers.NAME=\n", "  secret-key=\n")
                .contains("May be secret.", "Must be 0 or more.", "Default: 2.")
                .doesNotContain("provider=generic", "http-client");
        assertThat(session.run("settings")).isZero();
        assertThat(session.out()).contains("provider=generic\n", "provider=siliconflow\n");
    }

    @Test
    void a_provider_that_there_is_not_is_refused_in_a_sentence() {
        assertThat(session.run("settings", "tencnet")).isEqualTo(2);

        assertThat(session.err())
                .isEqualTo(
                        "rerank4j: provider is \"tencnet\", which is not the id of a provider; did you mean tencent?\n");
    }

    @Test
    void help_and_version_are_there() {
        assertThat(session.run("--help")).isZero();
        assertThat(session.out()).contains("evaluate", "compare", "threshold", "check", "serve", "Exit status");
        assertThat(session.run("evaluate", "--help")).isZero();
        assertThat(session.out()).contains("--gate=[NAME:]METRIC>=BOUND");
        assertThat(session.run("--version")).isZero();
        assertThat(session.out()).startsWith("rerank4j ");
    }

    @Test
    void wrong_use_is_one_sentence() {
        assertThat(session.run()).isEqualTo(2);
        assertThat(session.err()).isEqualTo("rerank4j: a command is missing; rerank4j --help lists them\n");
        assertThat(session.run("rank")).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("rank");
        assertThat(session.run("check")).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("--model");
        assertThat(session.run("check", "--model", "x", "--modle", "y")).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("--modle");
    }
}
