package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.resilience.FallbackListener;
import io.github.rerank4j.resilience.HedgeContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChainMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FallbackListener meters = (FallbackListener) new ChainMeters(registry).of("best");

    @Test
    void a_member_beside_a_silent_one_has_won_if_it_answered_itself_or_a_member_of_it() {
        meters.onResponse(answeredBy(hedged("house"), "house"));
        meters.onResponse(answeredBy(hedged("house"), "house/inner"));
        meters.onResponse(answeredBy(hedged("house"), "housekeeper"));

        assertThat(hedges("won")).isEqualTo(2);
        assertThat(hedges("lost")).isEqualTo(1);
    }

    @Test
    void a_member_beside_a_silent_one_is_counted_once_however_the_call_ends() {
        meters.onError(RerankErrorContext.builder(hedged("house"), new IllegalStateException())
                .build());
        meters.onCancelled(RerankCancelledContext.builder(hedged("house")).build());

        assertThat(hedges("failed")).isEqualTo(1);
        assertThat(hedges("cancelled")).isEqualTo(1);
        assertThat(registry.get("rerank.chain")
                        .tags("member", "none", "outcome", "cancelled")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void calls_of_models_and_caches_are_none_of_a_chain() {
        for (Kind kind : new Kind[] {Kind.MODEL, Kind.CACHE}) {
            RerankRequestContext request =
                    RerankRequestContext.builder("acme").kind(kind).build();
            meters.onResponse(RerankResponseContext.builder(request).build());
            meters.onError(RerankErrorContext.builder(request, new IllegalStateException())
                    .build());
            meters.onCancelled(RerankCancelledContext.builder(request).build());
        }

        assertThat(registry.getMeters()).isEmpty();
    }

    /** A call of a chain in which that member was asked beside a silent one. */
    private RerankRequestContext hedged(String other) {
        CallContext call = CallContext.of("fallback", 1, null);
        meters.onHedge(HedgeContext.of(call, "tencent", other, Duration.ofMillis(400)));
        return RerankRequestContext.builder("fallback")
                .kind(Kind.CHAIN)
                .call(call)
                .build();
    }

    private static RerankResponseContext answeredBy(RerankRequestContext request, String member) {
        return RerankResponseContext.builder(request).member(member).build();
    }

    private double hedges(String outcome) {
        return registry.get("rerank.hedges")
                .tags("reranker", "best", "outcome", outcome)
                .counter()
                .count();
    }
}
