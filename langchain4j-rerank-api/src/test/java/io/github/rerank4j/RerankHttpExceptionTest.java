package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RerankHttpExceptionTest {

    @Test
    void it_says_what_the_service_said() {
        RerankHttpException failure = new RerankHttpException(429, "20012", "id-1", Duration.ofSeconds(4), "slow down");

        assertThat(failure.statusCode()).isEqualTo(429);
        assertThat(failure.code()).contains("20012");
        assertThat(failure.requestId()).contains("id-1");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(4));
        assertThat(failure).hasMessage("slow down");
    }

    @Test
    void what_the_service_did_not_say_is_absent() {
        RerankHttpException failure = new RerankHttpException(500, null, null, null, "broken");

        assertThat(failure.code()).isEmpty();
        assertThat(failure.requestId()).isEmpty();
        assertThat(failure.retryAfter()).isEmpty();
    }
}
