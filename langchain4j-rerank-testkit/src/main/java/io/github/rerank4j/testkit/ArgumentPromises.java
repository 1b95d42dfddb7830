package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is null or blank is refused by its name, before anybody is asked. */
interface ArgumentPromises extends RerankerCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void no_request_is_refused(Way way) {
        Reranker reranker = reranker();

        assertThatThrownBy(() -> way.rerank(reranker, nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request is null");
        assertThatThrownBy(() -> reranker.resolve(nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request is null");
        assertThat(asked().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_blank_query_is_refused_before_any_request(Way way) {
        RerankRequest blank =
                RerankRequest.builder().query(" \n").documents(List.of("a")).build();

        assertThatThrownBy(() -> way.rerank(reranker(), blank))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query");
        assertThatThrownBy(() -> reranker().scoreAll(List.of(TextSegment.from("a")), "\t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query");
        assertThat(asked().count()).isZero();
    }

    @Test
    default void nulls_that_langchain4j_hands_over_are_refused_by_their_names() {
        Reranker reranker = reranker();
        List<TextSegment> one = List.of(TextSegment.from("a"));

        assertThatThrownBy(() -> reranker.scoreAll(one, nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query");
        assertThatThrownBy(() -> reranker.scoreAll(nothing(), "which"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("segments");
        assertThatThrownBy(() -> reranker.scoreAll(Arrays.asList(TextSegment.from("a"), null), "which"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 (counted from 0)");
        assertThatThrownBy(() -> reranker.score(ArgumentPromises.<TextSegment>nothing(), "which"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(asked().count()).isZero();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what careless callers give
    private static <T> T nothing() {
        return null;
    }
}
