package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** A call ends once, whoever ends it. */
class RunningCallTest {

    private static final RerankRequest REQUEST =
            RerankRequest.builder().query("q").documents(List.of("a")).build();
    private static final RerankResponse RESPONSE = RerankResponse.of(REQUEST, List.of(0.5), RerankResponse.Facts.NONE);

    private final List<String> heard = new ArrayList<>();
    private final RerankListener listener = new RerankListener() {
        @Override
        public void onResponse(RerankResponseContext context) {
            heard.add("response of " + context.requests());
        }

        @Override
        public void onError(RerankErrorContext context) {
            heard.add("error " + context.error().getMessage());
        }

        @Override
        public void onCancelled(RerankCancelledContext context) {
            heard.add("cancelled after " + context.requests() + ", " + context.attempts());
        }
    };
    private final Call call = new Call(new RerankListeners(List.of(listener), NOPLogger.NOP_LOGGER)
            .call(RerankRequestContext.builder("mine").documents(1).build()));

    RunningCallTest() {
        call.report().started();
        call.onEnd(() -> heard.add("stopped"));
    }

    @Test
    void a_response_stops_the_work_and_is_reported_before_anybody_gets_it() {
        call.result().whenComplete((response, failure) -> heard.add("handed over"));

        call.succeed(RESPONSE, 2);
        call.fail(new RateLimitException("late"), 2);
        call.succeed(RESPONSE, 3);

        assertThat(heard).containsExactly("let go", "stopped", "response of 2", "handed over");
        assertThat(call.isOver()).isTrue();
        assertThat(call.result()).isCompletedWithValue(RESPONSE);
        assertThat(call.result().cancel(true)).isFalse();
    }

    @Test
    void a_failure_reaches_the_caller_without_its_wrapping() {
        RateLimitException failure = new RateLimitException("slow down");

        call.fail(new CompletionException(failure), 1);

        assertThat(call.result().handle((response, thrown) -> thrown).join()).isSameAs(failure);
        assertThat(heard).containsExactly("let go", "stopped", "error slow down");
    }

    @Test
    void cancelling_stops_the_work_and_is_reported_with_what_was_done() {
        assertThat(call.result().cancel(true)).isTrue();

        assertThat(heard).containsExactly("let go", "stopped", "cancelled after 3, 4");
    }

    @Test
    void whoever_completes_the_result_from_outside_ends_the_call() {
        call.result().complete(RESPONSE);

        assertThat(call.isOver()).isTrue();
        assertThat(heard).containsExactly("let go", "stopped", "cancelled after 3, 4");
    }

    @Test
    void where_nobody_listens_cancelling_stops_the_work_all_the_same() {
        Call silent = new Call(CallReport.SILENT);
        silent.onEnd(() -> heard.add("stopped"));
        Runnable done = () -> heard.add("too much");
        silent.onEnd(done);
        silent.forget(done);

        silent.result().cancel(false);

        assertThat(heard).containsExactly("let go", "stopped");
    }

    @Test
    void when_its_time_is_up_it_fails_and_its_entry_is_gone() {
        Timers timers = new Timers(() -> 0, Runnable::run, null, Duration.ZERO);
        call.expiresWith(timers.after(1000, () -> {}));

        call.expire(() -> new TimeoutException("too late"), 1);

        assertThat(heard).startsWith("let go", "stopped", "error too late");
        assertThat(call.context().id())
                .isEqualTo(CallContext.of("mine", 1, null).id());
    }

    @Test
    void whose_reason_fails_has_that_as_its_reason() {
        OutOfMemoryError noHeap = new OutOfMemoryError("in a test");

        call.expire(
                () -> {
                    throw noHeap;
                },
                1);

        assertThat(call.result()).isCompletedExceptionally();
        assertThat(heard).contains("error in a test");
    }

    private final class Call extends RunningCall {

        Call(CallReport report) {
            super(CallContext.of("mine", 1, null), report, CarriedContext.NONE, Runnable::run);
        }

        @Override
        protected int requests() {
            return 3;
        }

        @Override
        protected int attempts() {
            return 4;
        }

        @Override
        protected void letGo() {
            heard.add("let go");
        }
    }
}
