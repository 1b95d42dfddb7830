package io.github.rerank4j.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.CallContext;
import io.github.rerank4j.CallReport;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.fixtures.Caller;
import io.github.rerank4j.fixtures.Uncaught;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CallScopeTest {

    private static final CallLimits LIMITS = new CallLimits(Duration.ofSeconds(10), 2);
    private static final RerankResponse RESPONSE = RerankResponse.of(
            RerankRequest.builder().query("q").documents(List.of("a")).build(), List.of(0.5), Facts.NONE);

    private final Heard heard = new Heard();
    private final CallScope call = call(heard);

    @Test
    void a_call_ends_with_its_response() {
        call.succeed(RESPONSE, 3);

        assertThat(call.result()).isCompletedWithValue(RESPONSE);
        assertThat(call.isOver()).isTrue();
        assertThat(heard.events).containsExactly("succeeded 3");
    }

    @Test
    void a_call_ends_with_its_failure_freed_of_wrappers() {
        RateLimitException failure = new RateLimitException("slow down");
        call.countAttempt();
        call.countAttempt();

        call.fail(new CompletionException(failure), 3);

        assertThatThrownBy(call.result()::get).hasCause(failure);
        assertThat(heard.events).containsExactly("failed 3 2");
        assertThat(heard.error).hasValue(failure);
    }

    @Test
    void a_call_that_is_cancelled_is_told_so() {
        List<String> stopped = new ArrayList<>();
        call.onEnd(() -> stopped.add("request"));
        call.packedInto(4);
        call.countAttempt();

        call.result().cancel(true);
        call.result().cancel(true);

        assertThat(call.isOver()).isTrue();
        assertThat(stopped).containsExactly("request");
        assertThat(heard.events).containsExactly("cancelled 4 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10})
    void a_stop_that_lacks_memory_is_run_until_it_does_not(int failures) {
        AtomicInteger runs = new AtomicInteger();
        call.onEnd(() -> {
            if (runs.incrementAndGet() <= failures) {
                throw new OutOfMemoryError("in a test");
            }
        });
        Timers timers = new Timers(() -> 0, Runnable::run, null, Duration.ZERO);
        call.expiresWith(timers.after(1000, () -> {}));

        call.expire(() -> new TimeoutException("in a test"), 1);

        assertThat(runs).hasValue(failures + 1);
        assertThat(call.result()).isCompletedExceptionally();
    }

    @Test
    void a_call_the_user_ends_in_another_way_ends_too() {
        List<String> stopped = new ArrayList<>();
        call.onEnd(() -> stopped.add("request"));

        call.result().completeExceptionally(new IllegalStateException("the user's own timeout"));
        call.succeed(RESPONSE, 1);

        assertThat(call.isOver()).isTrue();
        assertThat(stopped).containsExactly("request");
        assertThat(heard.events).containsExactly("cancelled 0 0");
    }

    @Test
    void what_comes_after_the_end_changes_nothing() {
        call.succeed(RESPONSE, 1);

        call.fail(new RateLimitException("slow down"), 1);
        call.succeed(RESPONSE, 2);
        boolean cancelled = call.result().cancel(true);

        assertThat(cancelled).isFalse();
        assertThat(call.result()).isCompletedWithValue(RESPONSE);
        assertThat(heard.events).containsExactly("succeeded 1");
    }

    @Test
    void a_call_told_to_listeners_as_ended_cannot_be_cancelled_any_more() {
        heard.meanwhile = () -> call.result().cancel(true);

        call.succeed(RESPONSE, 1);

        assertThat(heard.events).containsExactly("succeeded 1");
        assertThat(call.result()).isCompletedWithValue(RESPONSE);
    }

    @Test
    void the_work_is_stopped_and_listeners_told_before_the_caller_goes_on() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        call.onEnd(() -> order.add("stopped"));
        heard.meanwhile = () -> order.add("told");
        call.result().thenRun(() -> order.add("caller"));

        call.succeed(RESPONSE, 1);

        assertThat(order).containsExactly("stopped", "told", "caller");
    }

    @Test
    void stops_run_once_in_their_order() {
        List<String> stopped = new ArrayList<>();
        call.onEnd(() -> stopped.add("first"));
        call.onEnd(() -> stopped.add("second"));

        call.fail(new RateLimitException("slow down"), 1);
        call.fail(new RateLimitException("slow down"), 1);
        call.result().cancel(true);

        assertThat(stopped).containsExactly("first", "second");
    }

    @Test
    void a_stop_that_is_forgotten_never_runs() {
        List<String> stopped = new ArrayList<>();
        Runnable stop = () -> stopped.add("done with");
        call.onEnd(stop);

        call.forget(stop);
        call.succeed(RESPONSE, 1);

        assertThat(stopped).isEmpty();
    }

    @Test
    void a_stop_after_the_end_runs_at_once() {
        call.succeed(RESPONSE, 1);
        List<String> stopped = new ArrayList<>();

        call.onEnd(() -> stopped.add("late"));

        assertThat(stopped).containsExactly("late");
    }

    @Test
    void a_stop_kept_twice_does_not_run_before_the_end() {
        List<String> stopped = new ArrayList<>();
        Runnable stop = () -> stopped.add("it");

        call.onEnd(stop);
        call.onEnd(stop);

        assertThat(stopped).isEmpty();
    }

    @Test
    void a_stop_may_add_or_forget_others() {
        List<String> stopped = new ArrayList<>();
        Runnable second = () -> stopped.add("second");
        call.onEnd(() -> {
            call.forget(second);
            call.onEnd(() -> stopped.add("added"));
        });
        call.onEnd(second);

        call.succeed(RESPONSE, 1);

        assertThat(stopped).contains("added");
        assertThat(call.result()).isDone();
    }

    @Test
    void a_stop_that_throws_keeps_neither_the_others_nor_the_caller_waiting() {
        List<String> stopped = new ArrayList<>();
        call.onEnd(() -> {
            throw new IllegalStateException("broken on purpose");
        });
        call.onEnd(() -> stopped.add("the next"));

        Uncaught.in(() -> call.succeed(RESPONSE, 1));

        assertThat(stopped).containsExactly("the next");
        assertThat(call.result()).isCompletedWithValue(RESPONSE);
    }

    @Test
    void of_a_thousand_races_each_has_one_winner() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Heard own = new Heard();
            CallScope contested = call(own);
            AtomicInteger stopped = new AtomicInteger();
            contested.onEnd(stopped::incrementAndGet);

            atOnce(
                    () -> contested.succeed(RESPONSE, 1),
                    () -> contested.fail(new RateLimitException("slow down"), 1),
                    () -> contested.result().cancel(true),
                    () -> contested.onEnd(stopped::incrementAndGet));

            assertThat(stopped).hasValue(2);
            assertThat(contested.result()).isDone();
            assertThat(own.events)
                    .singleElement()
                    .asString()
                    .matches(contested.result().isCancelled() ? "cancelled .*" : "(succeeded|failed) .*");
        }
    }

    @Test
    void attempts_are_counted_from_many_threads() throws Exception {
        Runnable hundred = () -> {
            for (int i = 0; i < 100; i++) {
                call.countAttempt();
            }
        };

        atOnce(hundred, hundred, hundred, hundred);

        assertThat(call.attempts()).isEqualTo(400);
    }

    @Test
    void it_says_what_it_is_waiting_for() {
        assertThat(call.waitingFor()).isNotBlank();

        call.waitsFor(Awaited.PERMIT, () -> "a permit");

        assertThat(call.waitingFor()).isEqualTo("a permit");
        assertThat(call.awaited()).isEqualTo(Awaited.PERMIT);
        assertThat(call.deadline()).isEqualTo(1000);
    }

    @Test
    void a_lent_thread_does_the_work() {
        LentThread lent = call.lendThread();
        AtomicReference<@Nullable Thread> ranOn = new AtomicReference<>();

        call.handOver(
                () -> {
                    ranOn.set(Thread.currentThread());
                    call.rearmInterrupt();
                    call.succeed(RESPONSE, 1);
                },
                refused -> call.fail(refused, 1));

        assertThat(ranOn).hasValue(null);
        assertThat(Futures.join(call.result(), lent)).isSameAs(RESPONSE);
        assertThat(ranOn).hasValue(Thread.currentThread());
    }

    @Test
    void a_call_without_a_lent_thread_has_no_hook_to_set() {
        call.rearmInterrupt();

        assertThat(call.isOver()).isFalse();
    }

    private static CallScope call(Heard heard) {
        return call(heard, CarriedContext.NONE);
    }

    private static CallScope call(Heard heard, CarriedContext carried) {
        return new CallScope(CallContext.of("acme", 1, null), 1000, LIMITS, carried, Runnable::run, null, heard);
    }

    private static void atOnce(Runnable... actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        List<Caller<Boolean>> callers = new ArrayList<>();
        for (Runnable action : actions) {
            callers.add(Caller.calling(() -> {
                start.await(20, TimeUnit.SECONDS);
                action.run();
                return true;
            }));
        }
        for (Caller<Boolean> caller : callers) {
            assertThat(caller.outcome().value()).isTrue();
        }
    }

    private static final class Heard implements CallReport {

        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
        private Runnable meanwhile = () -> {};

        @Override
        public RerankRequestContext request() {
            return RerankRequestContext.builder("acme").build();
        }

        @Override
        public void cancelled(int requests, int attempts) {
            events.add("cancelled " + requests + " " + attempts);
            meanwhile.run();
        }

        @Override
        public void succeeded(RerankResponse response, int requests) {
            events.add("succeeded " + requests);
            meanwhile.run();
        }

        @Override
        public void failed(Throwable failure, int requests, int attempts) {
            events.add("failed " + requests + " " + attempts);
            error.set(failure);
        }
    }
}
