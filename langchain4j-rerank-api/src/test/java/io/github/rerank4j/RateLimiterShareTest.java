package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of a limit that one of several instances may use by itself. */
class RateLimiterShareTest {

    @ParameterizedTest
    @CsvSource({"20, 3, 6", "20, 20, 1", "20, 1, 20", "2.5, 2, 1", "2, 8, 1", "0.2, 4, 1"})
    void a_share_of_a_second_is_rounded_down_to_whole_requests(double limit, int instances, int atOnce) {
        assertThat(free(RateLimiters.sharePerSecond(limit, instances), 1)).isEqualTo(atOnce);
    }

    @ParameterizedTest
    @CsvSource({"100, 10, 10", "100, 3, 33", "3, 10, 1"})
    void a_share_of_a_minute_is_rounded_down_to_whole_requests(long limit, int instances, int atOnce) {
        assertThat(free(RateLimiters.sharePerMinute(limit, Long.MAX_VALUE, instances), 1))
                .isEqualTo(atOnce);
    }

    @ParameterizedTest
    @CsvSource({"1000, 4, 100, 2", "1000, 1, 100, 10", "2, 4, 1, 1"})
    void tokens_are_shared_as_requests_are(long tokens, int instances, int each, int atOnce) {
        assertThat(free(RateLimiters.sharePerMinute(1_000, tokens, instances), each))
                .isEqualTo(atOnce);
    }

    @Test
    void a_minute_without_a_limit_of_requests_or_tokens_has_none_in_a_share() {
        assertThat(free(RateLimiters.sharePerMinute(Long.MAX_VALUE, 1_000, 2), 100))
                .isEqualTo(5);
        assertThat(free(RateLimiters.sharePerMinute(60, Long.MAX_VALUE, 2), 1_000_000))
                .isEqualTo(30);
    }

    @Test
    void a_share_below_one_request_is_one_in_a_longer_period() {
        assertThatTheNextComesAfter(8, RateLimiters.sharePerSecond(0.5, 4));
        assertThatTheNextComesAfter(480, RateLimiters.sharePerMinute(30, 1_000, 240));
    }

    private static void assertThatTheNextComesAfter(int seconds, RateLimiter share) {
        share.acquire(demand(1, Duration.ofDays(1))).join().answered();

        assertThat(share.acquire(demand(1, Duration.ofSeconds(seconds - 2)))).isCompletedExceptionally();
        assertThat(share.acquire(demand(1, Duration.ofSeconds(seconds + 2)))).isNotDone();
    }

    @Test
    void what_is_out_of_its_range_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiters.sharePerSecond(20, 0))
                .withMessage("instances is 0, but must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiters.sharePerMinute(1, 1, -1))
                .withMessage("instances is -1, but must be at least 1");
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimiters.sharePerSecond(0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimiters.sharePerSecond(Double.NaN, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimiters.sharePerMinute(0, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimiters.sharePerMinute(1, 0, 1));
    }

    /** How many attempts of that many tokens get a permit at once. */
    private static int free(RateLimiter limiter, int tokens) {
        int granted = 0;
        while (limiter.acquire(demand(tokens, Duration.ofDays(1))).isDone()) {
            granted++;
        }
        return granted;
    }

    private static Demand demand(int tokens, Duration patience) {
        return Demand.builder().tokens(tokens).patience(patience).build();
    }
}
