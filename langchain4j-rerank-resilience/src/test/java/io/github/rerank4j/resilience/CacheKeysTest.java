package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.ScoreOutput;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What makes two scores the same, and what does not. */
@SuppressWarnings("NullAway")
class CacheKeysTest {

    private static final byte[] SECRET = new byte[32];
    private static final RerankerTraits TRAITS =
            RerankerTraits.builder("provider").identity("identity").build();
    private static final RerankRequest REQUEST = RerankRequest.builder()
            .query("query")
            .documents(List.of("document"))
            .modelName("model")
            .build();

    private static Keys keys(RerankRequest request) {
        return keys(new KeyMaker(SECRET, "version", false), request, TRAITS, "answering");
    }

    private static Keys keys(KeyMaker maker, RerankRequest request, RerankerTraits traits, String model) {
        return maker.keys(Question.of(request, traits), model);
    }

    private static ScoreKey key(RerankRequest request) {
        return keys(request).of(0);
    }

    private static ScoreKey key(Content document) {
        return key(REQUEST.toBuilder().contents(List.of(document)).build());
    }

    @Test
    void the_same_is_the_same_key_whoever_makes_it() {
        assertThat(key(REQUEST)).isNotNull().isEqualTo(key(REQUEST.toBuilder().build()));
        assertThat(key(REQUEST.toBuilder()
                        .topN(1)
                        .maxRetries(3)
                        .scores(ScoreOutput.RAW)
                        .build()))
                .isEqualTo(key(REQUEST));
    }

    @Test
    void a_key_does_not_change_with_the_next_release() {
        assertThat(key(REQUEST)).hasToString("9cd601061e8b1adf3dee88d3123ac6ed");
    }

    @Test
    void all_that_a_score_depends_on_is_in_its_key() {
        KeyMaker maker = new KeyMaker(SECRET, "version", false);
        Set<ScoreKey> keys = new HashSet<>();
        List<RerankRequest> requests = List.of(
                REQUEST,
                REQUEST.toBuilder().query("Query").build(),
                REQUEST.toBuilder().documents(List.of("Document")).build(),
                REQUEST.toBuilder().modelName("Model").build(),
                REQUEST.toBuilder().modelName(null).build(),
                REQUEST.toBuilder().instruction("instruction").build(),
                REQUEST.toBuilder().instruction("").build(),
                REQUEST.toBuilder().input(Map.of("a", 1)).build(),
                REQUEST.toBuilder().parameters(Map.of("a", 1)).build());
        for (RerankRequest request : requests) {
            keys.add(keys(maker, request, TRAITS, "answering").of(0));
        }
        keys.add(keys(maker, REQUEST, TRAITS, "another").of(0));
        keys.add(keys(new KeyMaker(SECRET, "Version", false), REQUEST, TRAITS, "answering")
                .of(0));
        keys.add(keys(new KeyMaker(SECRET, null, false), REQUEST, TRAITS, "answering")
                .of(0));
        keys.add(keys(new KeyMaker(new byte[] {1}, "version", false), REQUEST, TRAITS, "answering")
                .of(0));
        keys.add(keys(maker, REQUEST, RerankerTraits.builder("provider").build(), "answering")
                .of(0));
        keys.add(keys(
                        maker,
                        REQUEST,
                        RerankerTraits.builder("Provider").identity("identity").build(),
                        "answering")
                .of(0));

        assertThat(keys).hasSize(requests.size() + 6).doesNotContainNull();
    }

    @Test
    void where_one_text_ends_and_the_next_begins_counts() {
        assertThat(key(REQUEST.toBuilder().query("ab").documents(List.of("c")).build()))
                .isNotEqualTo(key(
                        REQUEST.toBuilder().query("a").documents(List.of("bc")).build()));
        assertThat(key(REQUEST.toBuilder().modelName("ab").instruction("c").build()))
                .isNotEqualTo(
                        key(REQUEST.toBuilder().modelName("a").instruction("bc").build()));
    }

    @Test
    void texts_of_any_length_and_script_are_told_apart() {
        List<String> texts = new ArrayList<>();
        for (String letter : List.of("a", "é", "水", "\uD83D\uDE00", "\uD83D", "\uDE00", "?")) {
            for (int length : List.of(1, 1023, 1024, 1025, 5000)) {
                texts.add(letter.repeat(length));
            }
        }
        texts.add("a".repeat(1024) + "水");
        texts.add("水" + "a".repeat(1024));

        Set<ScoreKey> keys = new HashSet<>();
        texts.forEach(text -> keys.add(key(TextContent.from(text))));

        assertThat(keys).hasSize(texts.size());
        texts.forEach(text -> assertThat(keys).contains(key(TextContent.from(text))));
    }

    @Test
    void the_order_of_entries_does_not_count_but_their_types_do() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", List.of("x", Map.of("k", true)));
        Map<String, Object> turned = new LinkedHashMap<>();
        turned.put("b", List.of("x", Map.of("k", true)));
        turned.put("a", 1);

        assertThat(withInput(one)).isEqualTo(withInput(turned));
        Set<ScoreKey> keys = new HashSet<>();
        List<Object> values = new ArrayList<>(Arrays.asList(
                1,
                1L,
                1.0,
                "1",
                true,
                "true",
                null,
                "",
                List.of(),
                Map.of(),
                List.of(1),
                Map.of("k", 1),
                List.of("1", "2"),
                List.of(List.of("1"), "2")));
        values.forEach(value -> keys.add(withInput(Collections.singletonMap("a", value))));
        assertThat(keys).hasSize(values.size()).doesNotContainNull();
    }

    @Test
    void entries_of_which_nobody_knows_the_value_are_not_remembered() {
        Map<String, Object> endless = new LinkedHashMap<>();
        endless.put("itself", endless);
        List<Object> inner = new ArrayList<>();
        inner.add(inner);

        for (Object value : List.of(new Object(), new BitSet(), endless, inner, Map.of(1, 2))) {
            assertThat(withInput(Map.of("a", value))).isNull();
        }
        assertThat(key(REQUEST)).as("after that").isEqualTo(key(REQUEST));
    }

    private static ScoreKey withInput(Map<String, ?> input) {
        return key(REQUEST.toBuilder().input(input).build());
    }

    @Test
    void the_kind_of_a_document_counts() {
        String data = "iVBORw0KGgo=";
        Set<ScoreKey> keys = new HashSet<>();
        List<Content> contents = List.of(
                TextContent.from(data),
                ImageContent.from(data, "image/png"),
                ImageContent.from(data, "image/jpeg"),
                ImageContent.from(data, "image/png", DetailLevel.HIGH),
                ImageContent.from(URI.create("data:image/png;base64," + data)));
        contents.forEach(content -> keys.add(key(content)));

        assertThat(keys).hasSize(contents.size()).doesNotContainNull();
    }

    @Test
    void what_is_behind_a_url_may_change_and_is_not_remembered() {
        Content picture = ImageContent.from(URI.create("https://example.com/a.png"));
        Keys mixed = keys(REQUEST.toBuilder()
                .contents(List.of(TextContent.from("a"), picture, TextContent.from("a")))
                .build());

        assertThat(mixed.of(1)).isNull();
        assertThat(mixed.of(0)).isNotNull().isEqualTo(mixed.of(2)).isEqualTo(key(TextContent.from("a")));
        assertThat(key(REQUEST.toBuilder().query(picture).build())).isNull();
    }

    @Test
    void content_of_a_class_of_the_users_is_not_remembered() {
        assertThat(key(new TextContent("a") {})).isNull();
        assertThat(key(new ImageContent("iVBORw0KGgo=", "image/png") {})).isNull();
    }

    @Test
    void what_is_shared_is_known_by_its_identity_or_the_version() {
        RerankerTraits unknown = RerankerTraits.builder("provider").build();

        assertThat(keys(new KeyMaker(SECRET, null, true), REQUEST, unknown, "").of(0))
                .isNull();
        assertThat(keys(new KeyMaker(SECRET, "1", true), REQUEST, unknown, "").of(0))
                .isNotNull();
        assertThat(keys(new KeyMaker(SECRET, null, true), REQUEST, TRAITS, "").of(0))
                .isNotNull();
        assertThat(keys(new KeyMaker(SECRET, null, false), REQUEST, unknown, "").of(0))
                .isNotNull();
    }

    @Test
    void a_segment_that_its_model_has_not_mapped_counts_with_its_metadata() {
        Stream<Metadata> metadata =
                Stream.of(new Metadata(), Metadata.from("a", "1"), Metadata.from("b", "1"), new Metadata().put("a", 1));
        Set<ScoreKey> keys = new HashSet<>();
        metadata.forEach(each -> keys.add(key(REQUEST.toBuilder()
                .segments(List.of(TextSegment.from("text", each)))
                .build())));

        assertThat(keys).hasSize(4).contains(key(TextContent.from("text")));
    }

    @Test
    void a_list_has_a_key_of_its_own_for_each_place() {
        RerankerTraits lists = RerankerTraits.builder("provider").listwise(true).build();
        KeyMaker maker = new KeyMaker(SECRET, null, false);
        RerankRequest request =
                REQUEST.toBuilder().documents(List.of("a", "a", "b")).build();
        Keys keys = keys(maker, request, lists, "");
        Keys other = keys(
                maker, REQUEST.toBuilder().documents(List.of("a", "a", "c")).build(), lists, "");

        Set<ScoreKey> all = new HashSet<>();
        for (int i = 0; i < keys.all(); i++) {
            all.add(keys.of(i));
            all.add(other.of(i));
        }

        assertThat(all).hasSize(8);
    }

    @Test
    void a_key_is_its_sixteen_bytes() {
        ScoreKey key = key(REQUEST);

        assertThat(ScoreKey.of(key.bytes())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key.bytes()).hasSize(16);
        assertThat(key.toString()).hasSize(32).doesNotContain("query", "document");
        assertThatThrownBy(() -> ScoreKey.of(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }
}
