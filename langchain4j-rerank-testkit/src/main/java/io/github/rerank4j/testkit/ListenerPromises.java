package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankAttemptEndContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.service.RerankScoringModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model's listeners hear of its calls and attempts, and what they can add to these. */
interface ListenerPromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void listeners_hear_that_a_call_was_cancelled(Way way) {
        CompletableFuture<RerankCancelledContext> cancelled = new CompletableFuture<>();
        CompletableFuture<RerankAttemptEndContext> attemptEnded = new CompletableFuture<>();
        RerankScoringModel model = model(configured().listeners(List.of(new RerankListener() {
            @Override
            public void onCancelled(RerankCancelledContext context) {
                cancelled.complete(context);
            }

            @Override
            public void onAttemptEnd(RerankAttemptEndContext context) {
                attemptEnded.complete(context);
            }
        })));
        server().enqueue(ScriptedReply.neverRespond());

        cancelOnceSent(way, model);

        RerankCancelledContext reported = Way.result(cancelled);
        assertThat(reported.request().documents()).isEqualTo(1);
        assertThat(reported.requests()).isEqualTo(1);
        assertThat(reported.attempts()).isEqualTo(1);
        assertThat(reported.duration()).isPositive();
        RerankAttemptEndContext attempt = Way.result(attemptEnded);
        assertThat(attempt.status()).isEmpty();
        assertThat(attempt.error()).containsInstanceOf(CancellationException.class);
    }

    /** A caller who does not wait any more: by cancelling the future, or because the thread is interrupted. */
    private void cancelOnceSent(Way way, RerankScoringModel model) {
        if (way == Way.ASYNC) {
            CompletableFuture<RerankResponse> call = model.rerankAsync(Way.request("a"));
            server().takeRequest(SOON);
            call.cancel(true);
        } else {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread caller = Way.start(() -> failure.complete(catchThrowable(() -> way.score(model, "a"))));
            server().takeRequest(SOON);
            caller.interrupt();
            assertThat(Way.result(failure)).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void each_attempt_is_told_with_what_became_of_it(Way way) {
        List<RerankAttemptContext> started = new CopyOnWriteArrayList<>();
        List<RerankAttemptEndContext> ended = new CopyOnWriteArrayList<>();
        RerankScoringModel model = model(configured().listeners(List.of(new Attempts(started, ended))));
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("0"), scored("0.5"));

        RerankResponse response = way.rerank(model, Way.request("a"));

        assertThat(started).extracting(RerankAttemptContext::number).containsExactly(1, 2);
        assertThat(started).hasSize(response.attempts()).allSatisfy(attempt -> {
            assertThat(attempt.documents()).isEqualTo(1);
            assertThat(attempt.batch()).isZero();
            assertThat(attempt.batches()).isEqualTo(1);
            assertThat(attempt.bytes()).isEqualTo(server().takeRequest(SOON).body().length);
            assertThat(attempt.waited()).isBetween(Duration.ZERO, SOON);
        });
        assertThat(ended).extracting(RerankAttemptEndContext::attempt).containsExactlyElementsOf(started);
        assertThat(ended.get(0).error()).containsInstanceOf(dev.langchain4j.exception.RateLimitException.class);
        assertThat(ended.get(0).retryAfter()).contains(Duration.ZERO);
        assertThat(ended.get(0).status()).isPresent();
        assertThat(ended.get(1).error()).isEmpty();
        assertThat(ended.get(1).status()).hasValue(200);
        assertThat(ended.get(1).requestId())
                .isEqualTo(response.requestIds().stream().findFirst());
        assertThat(ended.get(1).duration()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void attempts_say_which_request_of_the_call_they_are_for(Way way) {
        List<RerankAttemptContext> started = new CopyOnWriteArrayList<>();
        List<RerankAttemptEndContext> ended = new CopyOnWriteArrayList<>();
        echoScores();
        RerankScoringModel model =
                model(configured().maxDocumentsPerRequest(1).listeners(List.of(new Attempts(started, ended))));

        way.score(model, "1", "2", "3");

        assertThat(started)
                .extracting(attempt -> attempt.batch() + " of " + attempt.batches() + ", " + attempt.number())
                .containsExactlyInAnyOrder("0 of 3, 1", "1 of 3, 1", "2 of 3, 1");
        assertThat(ended).extracting(RerankAttemptEndContext::attempt).containsExactlyInAnyOrderElementsOf(started);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void an_attempt_without_a_reply_is_told_without_a_status(Way way) {
        List<RerankAttemptEndContext> ended = new CopyOnWriteArrayList<>();
        RerankScoringModel model =
                model(configured().maxRetries(0).listeners(List.of(new Attempts(new ArrayList<>(), ended))));
        server().enqueue(scored("0.5").truncated());

        Throwable failure = catchThrowable(() -> way.score(model, "a"));

        assertThat(ended).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEmpty();
            assertThat(attempt.error()).containsInstanceOf(failure.getClass());
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void headers_of_a_listener_go_with_every_attempt_and_are_not_shown(Way way) {
        RecordingLogger log = new RecordingLogger();
        List<RerankAttemptContext> started = new CopyOnWriteArrayList<>();
        RerankScoringModel model = model(configured()
                .customHeaders(Map.of("traceparent", "the application's own"))
                .logger(log.logger())
                .logRequests(true)
                .logResponses(true)
                .listeners(List.of(new Attempts(started, new ArrayList<>()) {
                    @Override
                    public void onAttempt(RerankAttemptContext context) {
                        super.onAttempt(context);
                        context.header("Traceparent", "00-a-trace-0" + context.number());
                    }
                })));
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("0"), scored("0.5"));

        way.score(model, "a");

        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(server().takeRequest(SOON).headers().get("traceparent"))
                    .containsExactly("00-a-trace-0" + attempt);
        }
        assertThat(log.lines() + started.toString()).doesNotContain("a-trace");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_listener_cannot_replace_what_the_model_has_to_set(Way way) {
        RecordingLogger log = new RecordingLogger();
        RerankScoringModel model = model(configured().logger(log.logger()).listeners(List.of(new RerankListener() {
            @Override
            public void onAttempt(RerankAttemptContext context) {
                context.header("Host", "elsewhere.example");
                context.header("content-length", "1");
                context.header("no name", "x");
                context.header("X-Broken", "a\r\nb");
                context.header("X-Good", "b");
            }
        })));
        server().enqueue(scored("0.5"), scored("0.5"));

        assertThat(way.score(model, "a")).containsExactly(0.5);
        assertThat(way.score(model, "a")).containsExactly(0.5);

        ReceivedRequest request = server().takeRequest(SOON);
        assertThat(request.header("Host")).startsWith("127.0.0.1");
        assertThat(request.header("X-Broken")).isNull();
        assertThat(request.header("X-Good")).isEqualTo("b");
        assertThat(log.warnings()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_call_knows_the_one_it_was_made_for_and_log_lines_show_its_id(Way way) {
        RecordingLogger log = new RecordingLogger();
        CallContext parent = CallContext.of("a chain", 3, null);
        CompletableFuture<RerankRequestContext> started = new CompletableFuture<>();
        CompletableFuture<RerankResponseContext> ended = new CompletableFuture<>();
        RerankScoringModel model =
                model(configured().logger(log.logger()).logRequests(true).listeners(List.of(new RerankListener() {
                    @Override
                    public void onRequest(RerankRequestContext context) {
                        started.complete(context);
                    }

                    @Override
                    public void onResponse(RerankResponseContext context) {
                        ended.complete(context);
                    }
                })));
        server().enqueue(scored("0.5"));

        way.rerank(model, Way.request("a").toBuilder().calledBy(parent).build());

        RerankRequestContext request = Way.result(started);
        assertThat(request.kind()).isEqualTo(RerankRequestContext.Kind.MODEL);
        assertThat(request.call().parent()).containsSame(parent);
        assertThat(request.call().reranker()).isEqualTo(request.provider());
        assertThat(request.call().id()).isEqualTo("3/1");
        assertThat(Way.result(ended).request().call()).isSameAs(request.call());
        assertThat(log.lines()).singleElement().asString().contains(" call=3/1 ");
    }

    /** Keeps attempts. */
    class Attempts implements RerankListener {

        private final List<RerankAttemptContext> started;
        private final List<RerankAttemptEndContext> ended;

        Attempts(List<RerankAttemptContext> started, List<RerankAttemptEndContext> ended) {
            this.started = started;
            this.ended = ended;
        }

        @Override
        public void onAttempt(RerankAttemptContext context) {
            started.add(context);
        }

        @Override
        public void onAttemptEnd(RerankAttemptEndContext context) {
            ended.add(context);
        }
    }
}
