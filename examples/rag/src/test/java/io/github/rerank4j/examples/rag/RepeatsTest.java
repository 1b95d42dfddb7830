package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponseContext;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    @Test
    void what_was_sent_beyond_the_requests_that_were_needed_is_a_repeat() {
        Repeats repeats = new Repeats();
        assertThat(repeats.count()).isZero();

        repeats.onResponse(call(1, 1));
        repeats.onResponse(call(3, 5));
        repeats.onResponse(call(1, 2));

        assertThat(repeats.count()).isEqualTo(3);
    }

    private static RerankResponseContext call(int requests, int attempts) {
        return RerankResponseContext.builder(
                        RerankRequestContext.builder("acme").documents(20).build())
                .requests(requests)
                .attempts(attempts)
                .build();
    }
}
