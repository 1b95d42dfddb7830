package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RerankRequestTest {

    @Test
    void texts_become_contents_in_their_order() {
        RerankRequest request = RerankRequest.builder()
                .query("what")
                .documents(List.of("b", "a", "b"))
                .build();

        assertThat(request.query()).isEqualTo(TextContent.from("what"));
        assertThat(request.documents())
                .containsExactly(TextContent.from("b"), TextContent.from("a"), TextContent.from("b"));
    }

    @Test
    void nothing_but_the_query_has_to_be_said() {
        RerankRequest request = RerankRequest.builder().query("what").build();

        assertThat(request.documents()).isEmpty();
        assertThat(request.modelName()).isEmpty();
        assertThat(request.instruction()).isEmpty();
        assertThat(request.topN()).isEmpty();
        assertThat(request.input()).isEmpty();
        assertThat(request.parameters()).isEmpty();
    }

    @Test
    void everything_that_is_said_is_kept() {
        Content image = ImageContent.from("https://pictures.example/cat.png");

        RerankRequest request = RerankRequest.builder()
                .query(image)
                .contents(List.of(image, TextContent.from("a")))
                .modelName("rank-1")
                .instruction("judge")
                .topN(1)
                .input(Map.of("i", 1))
                .parameters(Map.of("p", true))
                .build();

        assertThat(request.query()).isSameAs(image);
        assertThat(request.documents()).containsExactly(image, TextContent.from("a"));
        assertThat(request.modelName()).contains("rank-1");
        assertThat(request.instruction()).contains("judge");
        assertThat(request.topN()).hasValue(1);
        assertThat(request.input()).isEqualTo(Map.of("i", 1));
        assertThat(request.parameters()).isEqualTo(Map.of("p", true));
    }

    @Test
    void what_concerns_one_call_alone_is_kept() {
        RerankRequest request = RerankRequest.builder()
                .query("what")
                .timeout(Duration.ofMillis(300))
                .maxRetries(0)
                .scores(ScoreOutput.PROBABILITY)
                .executor(Runnable::run)
                .build();

        assertThat(request.timeout()).contains(Duration.ofMillis(300));
        assertThat(request.maxRetries()).hasValue(0);
        assertThat(request.scores()).containsSame(ScoreOutput.PROBABILITY);
        assertThat(request.executor()).isPresent();
        assertThat(request.toBuilder().build().timeout()).contains(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void a_call_has_some_time(long millis) {
        assertThatThrownBy(() -> RerankRequest.builder().timeout(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeout");
    }

    @Test
    void nothing_is_repeated_less_than_not_at_all() {
        assertThatThrownBy(() -> RerankRequest.builder().maxRetries(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxRetries is -1");
    }

    @Test
    void a_mapper_turns_segments_and_leaves_contents_as_they_are() {
        Content image = ImageContent.from("https://pictures.example/cat.png");
        RerankRequest request = RerankRequest.builder()
                .query("what")
                .candidates(List.of(Document.of(TextSegment.from("a")), Document.of(image)))
                .build();

        RerankRequest mapped = request.mapSegments(segment -> TextContent.from("title: " + segment.text()));

        assertThat(request.documents()).containsExactly(TextContent.from("a"), image);
        assertThat(mapped.documents()).containsExactly(TextContent.from("title: a"), image);
        assertThat(mapped.mapSegments(segment -> TextContent.from("again"))).isSameAs(mapped);
    }

    @Test
    void segments_without_a_mapper_are_their_texts() {
        RerankRequest request = RerankRequest.builder()
                .query("what")
                .segments(List.of(TextSegment.from("a"), TextSegment.from("b")))
                .build();

        assertThat(request.documents()).containsExactly(TextContent.from("a"), TextContent.from("b"));
    }

    @Test
    void a_mapper_turns_a_query_that_was_given_as_a_text_and_no_other() {
        RerankRequest text = RerankRequest.builder().query("what").build();
        RerankRequest content =
                RerankRequest.builder().query(TextContent.from("what")).build();

        RerankRequest mapped = text.mapQuery(query -> "query: " + query);

        assertThat(mapped.query()).isEqualTo(TextContent.from("query: what"));
        assertThat(mapped.mapQuery(query -> "again")).isSameAs(mapped);
        assertThat(content.mapQuery(query -> "query: " + query)).isSameAs(content);
    }

    @Test
    void a_request_and_its_copies_know_the_call_they_are_made_for() {
        CallContext chain = CallContext.of("chain", 3, null);
        RerankRequest.Builder builder = RerankRequest.builder().query("what");

        assertThat(builder.build().calledBy()).isEmpty();
        assertThat(builder.calledBy(chain).build().toBuilder().build().calledBy())
                .containsSame(chain);
    }

    @Test
    void the_last_list_of_documents_counts() {
        RerankRequest.Builder builder = RerankRequest.builder().query("what").documents(List.of("a", "b"));

        assertThat(builder.contents(List.of(TextContent.from("c"))).build().documents())
                .containsExactly(TextContent.from("c"));
        assertThat(builder.documents(List.of("d")).build().documents()).containsExactly(TextContent.from("d"));
    }

    @Test
    void blank_documents_are_documents() {
        assertThat(RerankRequest.builder()
                        .query("what")
                        .documents(List.of("", " "))
                        .build()
                        .documents())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_top_n_below_one_is_refused(int topN) {
        assertThatThrownBy(() -> RerankRequest.builder().topN(topN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topN")
                .hasMessageContaining(String.valueOf(topN));
    }

    @Test
    void a_request_without_a_query_is_refused() {
        assertThatThrownBy(() -> RerankRequest.builder().documents(List.of("a")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers do, whatever the signatures say
    void what_is_missing_is_named() {
        assertThatThrownBy(() -> RerankRequest.builder().query((String) null).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query");
        assertThatThrownBy(() -> RerankRequest.builder().query((Content) null).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query");
        assertThatThrownBy(() -> RerankRequest.builder().documents(Arrays.asList("a", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("document 1");
        assertThatThrownBy(() -> RerankRequest.builder().contents(Arrays.asList(TextContent.from("a"), null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("document 1");
        assertThatThrownBy(() -> RerankRequest.builder().candidates(null))
                .hasMessage("candidates is null; give a list, an empty one for none");
        assertThatThrownBy(() ->
                        RerankRequest.builder().candidates(Arrays.asList(Document.of(TextContent.from("a")), null)))
                .hasMessage("document 1 (counted from 0) is null; leave it out");
    }

    @Test
    void documents_that_somebody_changes_meanwhile_are_refused() {
        assertThatThrownBy(() -> RerankRequest.builder().documents(new Growing<>("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("documents had ")
                .hasMessageEndingWith("; give a list that nobody changes");
    }

    @Test
    @SuppressWarnings("NullAway") // what mappers do, whatever the signature says
    void a_mapper_that_gives_null_is_told_for_which_document() {
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .segments(List.of(TextSegment.from("a"), TextSegment.from("b")))
                .build();

        assertThatThrownBy(
                        () -> request.mapSegments(segment -> segment.text().equals("a") ? TextContent.from("a") : null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("document 1 (counted from 0) is null; leave it out");
    }

    @Test
    void later_changes_of_what_was_given_do_not_reach_a_request() {
        List<String> texts = new ArrayList<>(List.of("a"));
        List<Content> contents = new ArrayList<>(List.of(TextContent.from("a")));
        Map<String, Object> entries = new LinkedHashMap<>(Map.of("k", 1));
        RerankRequest.Builder builder = RerankRequest.builder().query("what");
        RerankRequest ofTexts =
                builder.documents(texts).input(entries).parameters(entries).build();
        RerankRequest ofContents = builder.contents(contents).build();

        texts.clear();
        contents.clear();
        entries.clear();
        builder.query("other").modelName("other").topN(3);

        assertThat(ofTexts.documents()).hasSize(1);
        assertThat(ofContents.documents()).hasSize(1);
        assertThat(ofTexts.input()).containsKey("k");
        assertThat(ofTexts.parameters()).containsKey("k");
        assertThat(ofTexts.query()).isEqualTo(TextContent.from("what"));
        assertThat(ofTexts.modelName()).isEmpty();
        assertThat(ofTexts.topN()).isEmpty();
    }

    @Test
    void later_changes_deep_inside_of_what_was_given_do_not_reach_a_request() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> map = new LinkedHashMap<>(Map.of("list", list));
        Set<Object> set = new LinkedHashSet<>(List.of(map));
        RerankRequest request = RerankRequest.builder()
                .query("what")
                .input(Map.of("map", map, "set", set))
                .parameters(Map.of("list", list))
                .build();

        list.add(2);
        map.put("other", 1);
        set.clear();

        assertThat(request.input())
                .isEqualTo(Map.of("map", Map.of("list", List.of(1)), "set", List.of(Map.of("list", List.of(1)))));
        assertThat(request.parameters()).isEqualTo(Map.of("list", List.of(1)));
        assertThat((List<?>) request.parameters().get("list")).isUnmodifiable();
    }

    @Test
    void entries_that_hold_themselves_or_are_very_deep_do_not_harm() {
        Map<String, Object> circle = new HashMap<>();
        circle.put("a", circle);
        circle.put("b", circle);
        Object deep = "x";
        Object wide = "x";
        for (int i = 0; i < 100_000; i++) {
            deep = List.of(deep);
            wide = i < 60 ? List.of(wide, wide) : wide;
        }

        RerankRequest request = RerankRequest.builder()
                .query("what")
                .input(Map.of("circle", circle, "deep", deep, "wide", wide))
                .build();

        assertThat(request.input()).containsOnlyKeys("circle", "deep", "wide");
    }

    @Test
    void nothing_in_a_request_can_be_changed() {
        RerankRequest request = RerankRequest.builder()
                .query("what")
                .documents(List.of("a"))
                .input(Map.of("k", 1))
                .parameters(Map.of("k", 1))
                .build();

        assertThatThrownBy(() -> request.documents().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.input().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void free_entries_keep_their_order() {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 20; i > 0; i--) {
            entries.put("k" + i, i);
        }

        RerankRequest request = RerankRequest.builder()
                .query("what")
                .input(entries)
                .parameters(entries)
                .build();

        assertThat(List.copyOf(request.input().keySet())).isEqualTo(List.copyOf(entries.keySet()));
        assertThat(List.copyOf(request.parameters().keySet())).isEqualTo(List.copyOf(entries.keySet()));
    }

    @Test
    void no_text_shows() {
        String secret = "a private text";

        RerankRequest request = RerankRequest.builder()
                .query(secret)
                .documents(List.of(secret))
                .modelName("rank-1")
                .instruction(secret)
                .input(Map.of("k", secret))
                .parameters(Map.of("k", secret))
                .build();

        assertThat(request.toString()).contains("rank-1").doesNotContain("private");
    }
}
