package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireRequestTest {

    private static final WireBody BODY = Json.write(json -> Json.text(json, "query", "q"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "../x",
                "./x",
                "rank/../x",
                "rank/./x",
                "rank/..",
                "rank/.",
                "rank/../",
                "/../x",
                "%2e%2e/x",
                "rank/%2E%2e/x",
                "rank/.%2e",
                "rank/%2e.",
                "rank/%2e",
                "rank/.\t./x",
                "rank/%\n2e%2e",
                "rank/..\n"
            })
    void a_path_that_leads_elsewhere_is_refused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireRequest.post(path, BODY))
                .withMessageContainingAll("would lead to another address", "modelName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rank",
                "v1/rerank/",
                "v1/models/Qwen/Qwen3-Reranker-0.6B/rank",
                "v1/..models/rank..",
                "v1/.well-known/rank",
                "v1/...",
                "v1/%2e%2e%2e",
                "v1/a%2Fb",
                "排序"
            })
    void any_other_path_is_a_request(String path) {
        assertThat(WireRequest.post(path, BODY).path()).isEqualTo(path);
    }
}
