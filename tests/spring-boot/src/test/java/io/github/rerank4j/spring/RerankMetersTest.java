package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponseContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RerankMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RerankMeters meters = new RerankMeters(registry);

    @Test
    void a_cancelled_call_is_counted_as_such() {
        meters.onCancelled(RerankCancelledContext.builder(request(Kind.MODEL))
                .requests(2)
                .attempts(3)
                .duration(Duration.ofMillis(5))
                .build());

        assertThat(registry.get("rerank.calls")
                        .tag("outcome", "cancelled")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("rerank.requests").counter().count()).isEqualTo(2);
        assertThat(registry.get("rerank.retries").counter().count()).isEqualTo(1);
        assertThat(registry.get("rerank.documents").counter().count()).isEqualTo(20);
    }

    @Test
    void what_asks_models_is_not_counted_beside_them() {
        for (Kind kind : new Kind[] {Kind.CHAIN, Kind.CACHE}) {
            meters.onRequest(request(kind));
            meters.onResponse(RerankResponseContext.builder(request(kind)).build());
            meters.onError(RerankErrorContext.builder(request(kind), new IllegalStateException())
                    .build());
            meters.onCancelled(RerankCancelledContext.builder(request(kind)).build());
        }

        assertThat(registry.getMeters()).isEmpty();
    }

    private static RerankRequestContext request(Kind kind) {
        return RerankRequestContext.builder("acme").kind(kind).documents(20).build();
    }
}
