package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What listeners are told, and that nothing of it shows a header or an attribute. */
class ListenerContextsTest {

    private static final String SECRET = "00-invented-trace-01";

    private final RerankRequestContext request = RerankRequestContext.builder("acme")
            .call(CallContext.of("acme", 7, null))
            .modelName("acme-rank-2")
            .defaultModelName("acme-rank-1")
            .documents(3)
            .build();

    @Test
    void a_request_says_who_is_asked_for_how_much() {
        assertThat(request.provider()).isEqualTo("acme");
        assertThat(request.kind()).isEqualTo(RerankRequestContext.Kind.MODEL);
        assertThat(request.modelName()).hasValue("acme-rank-2");
        assertThat(request.defaultModelName()).hasValue("acme-rank-1");
        assertThat(request.documents()).isEqualTo(3);
        assertThat(request.call().parent()).isEmpty();
    }

    @Test
    void a_request_without_a_call_is_the_first_of_its_provider() {
        RerankRequestContext alone = RerankRequestContext.builder("acme").build();

        assertThat(alone.call().id()).isEqualTo(CallContext.of("acme", 1, null).id());
    }

    @Test
    void an_attempt_says_which_one_it_is_and_how_it_ended() {
        RerankAttemptContext attempt = RerankAttemptContext.builder(request)
                .number(2)
                .batch(1, 4)
                .documents(3)
                .waited(Duration.ofMillis(20))
                .bytes(512)
                .build();
        IllegalStateException refused = new IllegalStateException("refused");
        RerankAttemptEndContext end = RerankAttemptEndContext.builder(attempt)
                .duration(Duration.ofMillis(90))
                .status(429)
                .retryAfter(Duration.ofSeconds(2))
                .requestId("id-1")
                .error(refused)
                .build();

        assertThat(attempt.number()).isEqualTo(2);
        assertThat(attempt.batch()).isEqualTo(1);
        assertThat(attempt.batches()).isEqualTo(4);
        assertThat(attempt.documents()).isEqualTo(3);
        assertThat(attempt.waited()).isEqualTo(Duration.ofMillis(20));
        assertThat(attempt.bytes()).isEqualTo(512);
        assertThat(attempt.request()).isSameAs(request);
        assertThat(end.attempt()).isSameAs(attempt);
        assertThat(end.duration()).isEqualTo(Duration.ofMillis(90));
        assertThat(end.status()).hasValue(429);
        assertThat(end.retryAfter()).hasValue(Duration.ofSeconds(2));
        assertThat(end.requestId()).hasValue("id-1");
        assertThat(end.error()).containsSame(refused);
    }

    @Test
    void an_attempt_without_a_reply_has_no_status() {
        RerankAttemptEndContext end = RerankAttemptEndContext.builder(
                        RerankAttemptContext.builder(request).build())
                .build();

        assertThat(end.status()).isEmpty();
        assertThat(end.retryAfter()).isEmpty();
        assertThat(end.requestId()).isEmpty();
        assertThat(end.error()).isEmpty();
    }

    @Test
    void the_last_header_of_a_name_counts() {
        RerankAttemptContext attempt = RerankAttemptContext.builder(request).build();
        attempt.header("traceparent", "00-first-01");
        attempt.header("traceparent", SECRET);

        assertThat(attempt.headers()).containsExactly(entry("traceparent", SECRET));
    }

    @Test
    void all_contexts_of_a_call_share_its_attributes_and_show_none() {
        RerankAttemptContext attempt = RerankAttemptContext.builder(request).build();
        RerankAttemptEndContext attemptEnd =
                RerankAttemptEndContext.builder(attempt).build();
        RerankResponseContext response = RerankResponseContext.builder(request).build();
        RerankErrorContext error = RerankErrorContext.builder(request, new IllegalStateException("refused"))
                .build();
        RerankCancelledContext cancelled =
                RerankCancelledContext.builder(request).build();
        attempt.header("traceparent", SECRET);
        request.attributes().put("span", SECRET);

        assertThat(attempt.attributes()).isSameAs(request.attributes());
        assertThat(attemptEnd.attributes()).isSameAs(request.attributes());
        assertThat(response.attributes()).isSameAs(request.attributes());
        assertThat(error.attributes()).isSameAs(request.attributes());
        assertThat(cancelled.attributes()).isSameAs(request.attributes());
        assertThat(request + "|" + attempt + "|" + attemptEnd + "|" + response + "|" + error + "|" + cancelled)
                .contains("acme")
                .doesNotContain(SECRET);
    }

    @Test
    void a_response_says_who_gave_it_and_what_it_cost() {
        RerankResponseContext response = RerankResponseContext.builder(request)
                .requests(2)
                .attempts(3)
                .duration(Duration.ofMillis(140))
                .tokenUsage(new TokenUsage(41))
                .modelName("acme-rank-2b")
                .member("second")
                .cached(true)
                .build();

        assertThat(response.request()).isSameAs(request);
        assertThat(response.requests()).isEqualTo(2);
        assertThat(response.attempts()).isEqualTo(3);
        assertThat(response.duration()).isEqualTo(Duration.ofMillis(140));
        assertThat(response.tokenUsage()).hasValue(new TokenUsage(41));
        assertThat(response.modelName()).hasValue("acme-rank-2b");
        assertThat(response.member()).hasValue("second");
        assertThat(response.cached()).isTrue();
    }

    @Test
    void a_selection_says_what_became_of_the_documents() {
        RerankSelectionContext selection = RerankSelectionContext.builder()
                .kept(5)
                .dropped(2)
                .handedOn(3)
                .orderKept(true)
                .member("second")
                .build();

        assertThat(selection.kept()).isEqualTo(5);
        assertThat(selection.dropped()).isEqualTo(2);
        assertThat(selection.handedOn()).isEqualTo(3);
        assertThat(selection.orderKept()).isTrue();
        assertThat(selection.member()).hasValue("second");
    }

    @Test
    void a_listener_may_leave_out_what_it_does_not_care_for() {
        RerankListener idle = new RerankListener() {};
        RerankAttemptContext attempt = RerankAttemptContext.builder(request).build();

        idle.onRequest(request);
        idle.onAttempt(attempt);
        idle.onAttemptEnd(RerankAttemptEndContext.builder(attempt).build());
        idle.onResponse(RerankResponseContext.builder(request).build());
        idle.onError(RerankErrorContext.builder(request, new IllegalStateException("refused"))
                .build());
        idle.onCancelled(RerankCancelledContext.builder(request).build());
        idle.onSelection(RerankSelectionContext.builder().build());

        assertThat(attempt.headers()).isEmpty();
        assertThat(request.attributes()).isEmpty();
    }
}
