package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.service.RerankProviders;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {

    private static final Announcement ANNOUNCEMENT = new Announcement(
            RerankProviders.of(AnnouncementTest.class.getClassLoader()).all());

    @Test
    void rerankers_are_named_with_what_they_ask() {
        Map<String, String> rerankers = new TreeMap<>(
                Map.of(NamedConfigUtil.DEFAULT_NAME, "Model[provider=tencent]", "house", "Model[provider=tei]"));

        assertThat(ANNOUNCEMENT.of(rerankers, true, List.of()))
                .isEqualTo("Rerankers: the one without a name (Model[provider=tencent]), \"house\""
                        + " (Model[provider=tei])");
    }

    @Test
    void without_one_it_says_what_would_make_one() {
        assertThat(ANNOUNCEMENT.of(Map.of(), false, List.of()))
                .startsWith(
                        "No reranker is in use, because nothing injects a ScoringModel; inject one, and set one of ")
                .contains(
                        "quarkus.langchain4j.siliconflow-rerank.api-key",
                        "quarkus.langchain4j.tencent-rerank.secret-id",
                        "quarkus.langchain4j.generic-rerank.base-url");
        assertThat(ANNOUNCEMENT.of(Map.of(), true, List.of())).contains("has a ScoringModel of its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "langchain4j.rerank.siliconflow.api-key",
                "rerank4j.api-key",
                "quarkus.langchain4j.siliconflow.api-key",
                "quarkus.langchain4j.reranker.api-key",
            })
    void a_property_under_another_prefix_is_told_as_not_read(String misplaced) {
        assertThat(ANNOUNCEMENT.of(Map.of(), false, List.of("quarkus.http.port", misplaced)))
                .contains(". Nobody reads the properties " + misplaced + "; rerankers are configured under ")
                .contains("quarkus.langchain4j.siliconflow-rerank, ")
                .endsWith(", and quarkus.langchain4j.rerank.providers");
    }

    @Test
    void models_with_such_a_name_are_left_alone() {
        assertThat(ANNOUNCEMENT.of(Map.of(), false, List.of("quarkus.langchain4j.siliconflow.chat-model.provider")))
                .doesNotContain("Nobody reads");
    }
}
