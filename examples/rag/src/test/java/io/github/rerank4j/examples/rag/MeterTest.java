package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponseContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeterTest {

    private final Meter meter = new Meter();

    @Test
    void it_sums_requests_and_tokens_and_takes_the_median_time() {
        meter.onResponse(call(1, 30, new TokenUsage(100)));
        meter.onResponse(call(2, 10, new TokenUsage(50)));
        meter.onResponse(call(1, 20, new TokenUsage(7)));

        Meter.Reading reading = meter.read();

        assertThat(reading.calls()).isEqualTo(3);
        assertThat(reading.requests()).isEqualTo(4);
        assertThat(reading.repeated()).isEqualTo(1);
        assertThat(reading.tokens()).hasValue(157);
        assertThat(reading.median()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void a_call_without_tokens_makes_their_sum_unknown() {
        meter.onResponse(call(1, 30, new TokenUsage(100)));
        meter.onResponse(call(1, 10, null));

        assertThat(meter.read().tokens()).isEmpty();
    }

    @Test
    void reading_starts_it_again() {
        meter.onResponse(call(1, 30, new TokenUsage(100)));
        meter.read();

        Meter.Reading reading = meter.read();

        assertThat(reading.calls()).isZero();
        assertThat(reading.tokens()).isEmpty();
        assertThat(reading.median()).isZero();
    }

    private static RerankResponseContext call(int attempts, int milliseconds, @Nullable TokenUsage usage) {
        return RerankResponseContext.builder(
                        RerankRequestContext.builder("acme").documents(20).build())
                .requests(1)
                .attempts(attempts)
                .duration(Duration.ofMillis(milliseconds))
                .tokenUsage(usage)
                .build();
    }
}
