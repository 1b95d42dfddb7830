package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // what nobody should give
class NoPermitInTimeExceptionTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"PT-72H", "PT-2562047788015215H", "PT0S"})
    void a_limiter_that_says_nothing_of_use_says_zero(@Nullable Duration leastWait) {
        assertThat(new NoPermitInTimeException("no", leastWait, null).leastWait())
                .isEqualTo(Duration.ZERO);
        assertThat(new NoPermitInTimeException(leastWait, leastWait))
                .hasMessageNotContaining("-")
                .satisfies(failure -> assertThat(failure.leastWait()).isEqualTo(Duration.ZERO));
    }
}
