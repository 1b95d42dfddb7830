package io.github.rerank4j.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.StandIn;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChosenRerankerTest {

    @Test
    void without_a_key_it_is_a_stand_in_on_this_machine_and_says_so() {
        try (ChosenReranker chosen = ChosenReranker.of(new Environment(Map.of("PATH", "/bin")))) {
            assertThat(chosen.reranker().standIn()).isTrue();
            assertThat(chosen.reranker().model()).isEqualTo("token matching over the embedding model");
            assertThat(chosen.reranker().nature()).contains("stand-in", "untrained late interaction", "not ColBERT");
            assertThat(chosen.settings("rerank."))
                    .containsOnlyKeys(
                            "rerank.siliconflow.base-url",
                            "rerank.siliconflow.api-key",
                            "rerank.siliconflow.model-name")
                    .hasEntrySatisfying(
                            "rerank.siliconflow.base-url",
                            url -> assertThat(url.toString()).startsWith("http://127.0.0.1:"));
        }
    }

    @Test
    void a_stand_in_has_another_one_that_scores_in_another_way() {
        try (ChosenReranker chosen = ChosenReranker.of(new Environment(Map.of()));
                ChosenReranker byWords = chosen(StandIn.VARIABLE, "bm25")) {
            assertThat(chosen.standIns())
                    .extracting(
                            StandInMember::name,
                            StandInMember::provider,
                            each -> each.reranker().model(),
                            StandInMember::threshold)
                    .containsExactly(
                            tuple(
                                    "primary",
                                    "siliconflow",
                                    "token matching over the embedding model",
                                    Map.entry("member.primary.without-threshold", true)),
                            tuple("house", "generic", "BM25", Map.entry("member.house.min-score", 0.0005)));
            assertThat(byWords.standIns())
                    .extracting(each -> each.reranker().model())
                    .containsExactly("BM25", "token matching over the embedding model");
            assertThat(byWords.leastScore()).isEqualTo(0.0005);
        }
    }

    @Test
    void nobody_stands_behind_a_real_service() {
        try (ChosenReranker chosen = chosen("SILICONFLOW_API_KEY", "sk-example")) {
            assertThat(chosen.standIns()).isEmpty();
        }
    }

    @Test
    void what_may_be_secret_in_an_address_is_not_told() {
        try (ChosenReranker chosen =
                chosen("RERANK_BASE_URL", "https://user:secret@reranker.example.com:8443/v1?key=secret")) {
            assertThat(chosen.reranker().nature()).isEqualTo("the server at https://reranker.example.com:8443");
        }
    }

    @Test
    void a_key_makes_it_the_real_service() {
        try (ChosenReranker tencent =
                        chosen("TENCENTCLOUD_SECRET_ID", "AKIDexample", "TENCENTCLOUD_SECRET_KEY", "key");
                ChosenReranker siliconFlow = chosen("SILICONFLOW_API_KEY", "sk-example", "SILICONFLOW_SITE", "CHINA");
                ChosenReranker generic = chosen("RERANK_BASE_URL", "http://127.0.0.1:1", "RERANK_DIALECT", "vllm")) {

            assertThat(tencent.settings("")).containsOnlyKeys("tencent.secret-id", "tencent.secret-key");
            assertThat(siliconFlow.settings(""))
                    .containsOnlyKeys("siliconflow.api-key", "siliconflow.model-name", "siliconflow.site");
            assertThat(generic.settings("")).containsOnlyKeys("generic.base-url", "generic.dialect");
            assertThat(generic.reranker())
                    .isEqualTo(new Reranker("Generic", false, null, "the server at http://127.0.0.1:1"));
            assertThat(tencent)
                    .hasToString("ChosenReranker[the real service at https://lkeap.intl.tencentcloudapi.com]");
        }
    }

    @Test
    void a_service_that_is_known_needs_no_address() {
        try (ChosenReranker cohere = chosen("RERANK_API_KEY", "key", "RERANK_DIALECT", "cohere-v2")) {
            assertThat(cohere.settings("")).containsOnlyKeys("generic.api-key", "generic.dialect");
            assertThat(cohere.reranker())
                    .isEqualTo(new Reranker("Generic", false, null, "the real service at https://api.cohere.com"));
        }
    }

    @Test
    void of_several_services_it_is_always_the_same() {
        try (ChosenReranker chosen = ChosenReranker.of(new Environment(Map.of(
                "RERANK_BASE_URL", "http://127.0.0.1:1",
                "SILICONFLOW_API_KEY", "sk-example",
                "TENCENTCLOUD_SECRET_ID", "AKIDexample",
                "TENCENTCLOUD_SECRET_KEY", "key")))) {
            assertThat(chosen.reranker().name()).isEqualTo("Tencent");
            assertThat(chosen.reranker().model()).isEqualTo("lke-reranker-base");
        }
    }

    @Test
    void half_a_key_is_a_mistake_and_no_stand_in() {
        assertThatThrownBy(() -> chosen("TENCENTCLOUD_SECRET_ID", "AKIDexample"))
                .hasMessage("TENCENTCLOUD_SECRET_KEY is not set");
    }

    private static ChosenReranker chosen(String name, String value) {
        return ChosenReranker.of(new Environment(Map.of(name, value)));
    }

    private static ChosenReranker chosen(String name, String value, String other, String otherValue) {
        return ChosenReranker.of(new Environment(Map.of(name, value, other, otherValue)));
    }
}
