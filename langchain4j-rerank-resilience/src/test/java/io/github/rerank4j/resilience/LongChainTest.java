package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chain of many members. */
class LongChainTest {

    private static final int MANY = 10_000;
    private static final RerankRequest QUESTION =
            RerankRequest.builder().query("which").documents(List.of("a")).build();

    @Test
    void the_last_of_ten_thousand_answers_for_all_who_fail_at_once() {
        try (FallbackScoringModel chain = chain(FakeMember.scoring(0.7))) {
            RerankResponse response = chain.rerank(QUESTION);

            assertThat(response.answeredBy()).contains("last");
            assertThat(response.fallbacks()).hasSize(MANY - 1);
        }
    }

    @Test
    void ten_thousand_who_fail_at_once_are_all_named() {
        try (FallbackScoringModel chain = chain(FakeMember.failing(new RetriableException("lost")))) {
            assertThatThrownBy(() -> chain.rerank(QUESTION))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("member 0 failed")
                    .hasMessageContaining("member " + (MANY - 2) + " failed")
                    .hasMessageContaining("last failed");
        }
    }

    private static FallbackScoringModel chain(FakeMember last) {
        FakeMember dead = FakeMember.failing(new RetriableException("lost"));
        FallbackScoringModel.Builder chain =
                FallbackScoringModel.builder().timeout(Duration.ofMinutes(1)).restAfterFailures(0);
        for (int i = 0; i < MANY - 1; i++) {
            chain.member("member " + i, dead);
        }
        return chain.member("last", last).build();
    }
}
