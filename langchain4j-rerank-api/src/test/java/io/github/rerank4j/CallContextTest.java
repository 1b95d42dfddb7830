package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a call is known by, and what its listeners get in their hands. */
class CallContextTest {

    private final CallContext chain = CallContext.of("chain", 3, null);
    private final CallContext member = CallContext.of("acme", 12, chain);

    @Test
    void the_id_of_a_call_begins_with_that_of_the_call_it_is_made_for() {
        assertThat(chain.id()).isEqualTo("3");
        assertThat(member.id()).isEqualTo("3/12");
        assertThat(CallContext.of("other", 7, member).id()).isEqualTo("3/12/7");
        assertThat(member.parent()).containsSame(chain);
        assertThat(chain.parent()).isEmpty();
        assertThat(member.reranker()).isEqualTo("acme");
    }

    @Test
    void attributes_are_of_one_call_and_are_not_shown() {
        chain.attributes().put("key", "private");

        assertThat(member.attributes()).isEmpty();
        assertThat(chain).hasToString("CallContext[id=3, reranker=chain]");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers do, whatever the signatures say
    void a_call_is_taken_by_somebody_with_a_name() {
        assertThatThrownBy(() -> CallContext.of(null, 1, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallContext.of("a\nb", 1, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contexts_for_tests_of_listeners_are_made_of_what_matters() {
        RerankRequestContext request =
                RerankRequestContext.builder("acme").documents(20).build();

        assertThat(request.call().id()).isEqualTo("1");
        assertThat(request.kind()).isEqualTo(RerankRequestContext.Kind.MODEL);
        assertThat(RerankResponseContext.builder(request).build().attempts()).isZero();
        assertThat(RerankErrorContext.builder(request, new IllegalStateException())
                        .requests(2)
                        .build()
                        .requests())
                .isEqualTo(2);
        assertThat(RerankCancelledContext.builder(request)
                        .duration(Duration.ofMillis(5))
                        .build()
                        .duration())
                .hasMillis(5);
        RerankAttemptContext attempt = RerankAttemptContext.builder(request).build();
        assertThat(RerankAttemptEndContext.builder(attempt).status(503).build().status())
                .hasValue(503);
        assertThat(RerankAttemptEndContext.builder(attempt).build().status()).isEmpty();
    }

    @Test
    void what_listeners_of_a_call_share_is_the_same_in_all_contexts() {
        RerankRequestContext request =
                RerankRequestContext.builder("acme").call(member).build();
        RerankAttemptContext attempt = RerankAttemptContext.builder(request).build();

        request.attributes().put("key", "value");

        assertThat(List.of(
                        member.attributes(),
                        attempt.attributes(),
                        RerankAttemptEndContext.builder(attempt).build().attributes(),
                        RerankResponseContext.builder(request).build().attributes()))
                .allMatch(attributes -> attributes.equals(java.util.Map.of("key", "value")));
    }

    @Test
    void a_header_of_an_attempt_is_not_shown() {
        RerankAttemptContext attempt = RerankAttemptContext.builder(
                        RerankRequestContext.builder("acme").build())
                .batch(1, 3)
                .build();

        attempt.header("traceparent", "private");

        assertThat(attempt.headers()).containsEntry("traceparent", "private");
        assertThat(attempt.toString()).contains("batch=1, batches=3").doesNotContain("private");
    }
}
