package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Ranked;
import io.github.rerank4j.Reranker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a reranker remembers of calls before, nobody gets what was meant for another. */
interface RememberingPromises extends RerankerCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void what_is_asked_in_another_way_is_asked(Way way) {
        asked().echoes();
        Reranker reranker = reranker();
        RerankRequest first = Way.request("0.5", "0.25");
        List<RerankRequest> others = List.of(
                first.toBuilder().query("another question").build(),
                first.toBuilder().documents(List.of("0.25", "0.75")).build(),
                first.toBuilder().modelName("another-model").build(),
                first.toBuilder().instruction("judge in another way").build(),
                first.toBuilder().input(Map.of("entry", 1)).build(),
                first.toBuilder().input(Map.of("entry", 2)).build(),
                first.toBuilder().parameters(Map.of("entry", 1)).build());
        way.rerank(reranker, first);

        for (RerankRequest other : others) {
            int before = asked().count();
            Throwable refusal = catchThrowable(
                    () -> assertThat(way.rerank(reranker, other).scores()).isEqualTo(numbers(other)));
            if (refusal instanceof UnsupportedFeatureException || refusal instanceof IllegalArgumentException) {
                continue;
            }
            assertThat(refusal).isNull();
            assertThat(asked().count()).as("questions after %s", other).isEqualTo(before + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void what_is_asked_again_is_the_same_and_ranked_as_it_is_wanted_now(Way way) {
        asked().echoes();
        Reranker reranker = reranker();
        RerankRequest request = Way.request("0.5", "0.75", "0.25");
        way.rerank(reranker, request.toBuilder().topN(1).build());

        RerankResponse again = way.rerank(reranker, request.toBuilder().topN(2).build());

        assertThat(again.scores()).containsExactly(0.5, 0.75, 0.25);
        assertThat(again.ranked()).extracting(Ranked::index).containsExactly(1, 0);
        assertThat(asked().count()).isBetween(1, 2);
        if (asksForEachCall()) {
            assertThat(asked().count()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void no_failure_is_remembered(Way way) {
        asked().isBusy();
        Reranker reranker = reranker();
        RerankRequest request = Way.request("0.5").toBuilder().maxRetries(0).build();
        assertThatThrownBy(() -> way.rerank(reranker, request)).isInstanceOf(RetriableException.class);

        asked().echoes();

        assertThat(way.rerank(reranker, request).scores()).containsExactly(0.5);
    }

    private static List<Double> numbers(RerankRequest request) {
        return request.documents().stream()
                .map(document -> Double.valueOf(((TextContent) document).text()))
                .toList();
    }
}
