package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A listener that counts what calls cost, and hands the caller's trace on to the service. */
class CostAndTraceTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void tokens_are_counted_and_each_request_carries_the_trace() {
        LongAdder tokens = new LongAdder();

        assertThat(traceOfARequest(new CostAndTrace(() -> TRACE, tokens))).isEqualTo(TRACE);
        assertThat(tokens.sum()).isPositive();
    }

    @Test
    void a_call_without_a_trace_sends_none() {
        assertThat(traceOfARequest(new CostAndTrace(() -> null, new LongAdder())))
                .isNull();
    }

    private static @Nullable String traceOfARequest(RerankListener listener) {
        try (LocalRerankServer server = LocalRerankServer.builder()
                        .scorer(RerankScorer.each((query, document) -> 0.5))
                        .apiKey("sk-example")
                        .start();
                SiliconFlowScoringModel model = SiliconFlowScoringModel.builder()
                        .baseUrl(server.url())
                        .apiKey("sk-example")
                        .modelName("BAAI/bge-reranker-v2-m3")
                        .listeners(List.of(listener))
                        .build()) {
            model.score("A refund takes three days.", "can I have my money back?");

            return server.requests().get(0).header("traceparent");
        }
    }

    // tag::cost-and-trace[]
    record CostAndTrace(Supplier<@Nullable String> traceparent, LongAdder tokens) implements RerankListener {

        @Override
        public void onRequest(RerankRequestContext context) { // on the caller's thread, which knows its trace
            String trace = traceparent.get(); // null where there is none
            if (trace != null) {
                context.attributes().put("traceparent", trace);
            }
        }

        @Override
        public void onAttempt(RerankAttemptContext context) {
            if (context.attributes().get("traceparent") instanceof String trace) {
                context.header("traceparent", trace);
            }
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            context.tokenUsage().map(TokenUsage::totalTokenCount).ifPresent(tokens::add);
        }
    }
    // end::cost-and-trace[]
}
