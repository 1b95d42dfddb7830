package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.spi.RerankService.Defaults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RerankCallTest {

    private static final Content IMAGE = ImageContent.from("https://pictures.example/cat.png");

    @Test
    void free_entries_keep_their_order_and_may_be_null() {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            entries.put("k" + i, i % 2 == 0 ? i : null);
        }

        RerankCall call = call(entries, TextContent.from("q"), TextContent.from("a"));

        assertThat(call.input()).isEqualTo(entries);
        assertThat(List.copyOf(call.input().keySet())).isEqualTo(List.copyOf(entries.keySet()));
        assertThat(List.copyOf(call.parameters().keySet())).isEqualTo(List.copyOf(entries.keySet()));
    }

    @Test
    void later_changes_of_the_collections_do_not_reach_it() {
        List<Content> documents = new ArrayList<>(List.of(TextContent.from("a")));
        Map<String, Object> entries = new LinkedHashMap<>(Map.of("k", 1));
        RerankCall call = new RerankCall(TextContent.from("q"), documents, null, null, entries, entries);

        documents.clear();
        entries.clear();

        assertThat(call.documents()).hasSize(1);
        assertThat(call.input()).containsKey("k");
        assertThatThrownBy(() -> call.documents().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> call.input().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> call.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_query_that_is_a_text_has_one() {
        assertThat(call(Map.of(), TextContent.from("q"), IMAGE).queryText()).isEqualTo("q");
        assertThatThrownBy(() -> call(Map.of(), IMAGE, IMAGE).queryText())
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("image");
    }

    @Test
    void it_knows_whether_it_is_all_texts() {
        TextContent text = TextContent.from("a");

        assertThat(call(Map.of(), text, text, text).textOnly()).isTrue();
        assertThat(call(Map.of(), text, text, IMAGE).textOnly()).isFalse();
        assertThat(call(Map.of(), IMAGE, text).textOnly()).isFalse();
    }

    @Test
    void no_text_shows() {
        String secret = "a private text";
        RerankCall call = new RerankCall(
                TextContent.from(secret),
                List.of(TextContent.from(secret)),
                "rank-1",
                secret,
                Map.of("k", secret),
                Map.of("k", secret));

        assertThat(call.toString()).contains("rank-1").doesNotContain("private");
        assertThat(new Defaults("rank-1", secret, Map.of("k", secret), Map.of("k", secret)).toString())
                .contains("rank-1")
                .doesNotContain("private");
        assertThat(WireRequest.post("rank", new WireBody(List.of(secret.getBytes(StandardCharsets.UTF_8))))
                        .toString())
                .contains("rank")
                .doesNotContain("private");
    }

    private static RerankCall call(Map<String, @Nullable Object> entries, Content query, Content... documents) {
        return new RerankCall(query, List.of(documents), null, null, nonNull(entries), nonNull(entries));
    }

    @SuppressWarnings("NullAway") // a free entry may be null, as JSON's may
    private static Map<String, Object> nonNull(Map<String, @Nullable Object> entries) {
        return entries;
    }
}
