package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.Reranker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many callers at once have each their own scores. */
interface CrowdPromises extends RerankerCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void many_callers_at_once_have_each_their_own_scores(Way way) {
        asked().echoes();
        Reranker reranker = reranker();

        List<CompletableFuture<Void>> callers = IntStream.range(0, 8)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 500; i++) {
                                double score = caller + i / 1024.0;
                                assertThat(way.score(reranker, String.valueOf(score)))
                                        .containsExactly(score);
                            }
                        },
                        task -> Way.start(task)))
                .toList();

        for (CompletableFuture<Void> caller : callers) {
            assertThat(caller).succeedsWithin(SOON);
        }
    }
}
