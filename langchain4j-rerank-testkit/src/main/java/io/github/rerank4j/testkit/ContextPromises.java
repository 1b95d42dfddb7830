package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.service.RerankScoringModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller's thread knows goes with its call to all threads that work for it. */
interface ContextPromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void the_callers_context_is_there_wherever_code_of_the_users_runs(Way way) {
        CallersContext context = new CallersContext();
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        server().enqueue(
                        refused(Refusal.THROTTLED, "slow down").retryAfter("0"),
                        scored("0.5").heldUntil(release));
        RerankScoringModel model = model(configured()
                .contextCapture(context)
                .rateLimiter(attempt -> {
                    context.note("limiter", seen);
                    return CompletableFuture.completedFuture(new Permit() {});
                })
                .customHeaders(() -> {
                    context.note("headers", seen);
                    return Map.of();
                })
                .listeners(List.of(new Noting(context, seen))));

        CompletableFuture<RerankResponse> call = context.beginning("tenant 1", way, model);
        server().takeRequest(SOON);
        server().takeRequest(SOON);
        CompletableFuture<String> dependent = call.thenApply(response -> context.now());
        release.complete(null);

        // first: whoever waits for the call itself may run its dependents
        String seenByDependent = Way.result(dependent);
        assertThat(way == Way.BLOCKING ? "tenant 1" : seenByDependent).isEqualTo("tenant 1");
        assertThat(Way.result(call).scores()).containsExactly(0.5);
        assertThat(seen).contains("limiter: tenant 1", "headers: tenant 1", "attempt: tenant 1", "response: tenant 1");
        assertThat(seen).allMatch(note -> note.endsWith(": tenant 1"));
        assertThat(context.asked()).isEqualTo(1);
    }

    /** How a call ends from outside. */
    enum Ending {
        DEADLINE,
        CLOSING
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    default void what_ends_a_call_from_outside_has_its_context_too(Ending ending) {
        CallersContext context = new CallersContext();
        List<String> seen = new CopyOnWriteArrayList<>();
        server().respondWith(request -> ScriptedReply.neverRespond());
        RerankScoringModel model = model(configured()
                .contextCapture(context)
                .timeout(ending == Ending.DEADLINE ? Duration.ofSeconds(1) : SOON)
                .listeners(List.of(new Noting(context, seen))));

        CompletableFuture<RerankResponse> call = context.beginning("tenant 1", Way.ASYNC, model);
        CompletableFuture<String> dependent = call.handle((response, failure) -> context.now());
        server().takeRequest(SOON);
        if (ending == Ending.CLOSING) {
            model.close();
        }

        assertThat(Way.result(dependent)).isEqualTo("tenant 1");
        assertThat(seen).contains("error: tenant 1");
    }

    /** What code of the user's does that is to carry a context. */
    enum Broken implements ContextCapture {
        GIVES_NOTHING {
            @Override
            @SuppressWarnings("NullAway")
            public UnaryOperator<Runnable> capture() {
                return null;
            }
        },
        CANNOT_CAPTURE {
            @Override
            public UnaryOperator<Runnable> capture() {
                throw new IllegalStateException("broken on purpose");
            }
        },
        CANNOT_WRAP {
            @Override
            public UnaryOperator<Runnable> capture() {
                return task -> {
                    throw new AssertionError("broken on purpose");
                };
            }
        },
        WRAPS_IN_NOTHING {
            @Override
            @SuppressWarnings("NullAway")
            public UnaryOperator<Runnable> capture() {
                return task -> null;
            }
        },
        THROWS_BEFORE {
            @Override
            public UnaryOperator<Runnable> capture() {
                return task -> () -> {
                    throw new IllegalStateException("broken on purpose");
                };
            }
        },
        THROWS_AFTERWARDS {
            @Override
            public UnaryOperator<Runnable> capture() {
                return task -> () -> {
                    task.run();
                    throw new StackOverflowError("broken on purpose");
                };
            }
        },
        FORGETS {
            @Override
            public UnaryOperator<Runnable> capture() {
                return task -> () -> {};
            }
        },
        REPEATS {
            @Override
            public UnaryOperator<Runnable> capture() {
                return task -> () -> {
                    task.run();
                    task.run();
                };
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Broken.class)
    default void a_broken_context_costs_neither_a_task_nor_a_permit_nor_a_result(Broken broken) {
        RecordingLogger log = new RecordingLogger();
        RerankScoringModel model = model(configured()
                .maxConcurrentRequests(1)
                .maxDocumentsPerRequest(1)
                .contextCapture(broken)
                .logger(log.logger()));
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("0"));
        echoScores();

        for (Way way : Way.values()) {
            assertThat(way.score(model, "1", "2")).containsExactly(1.0, 2.0);
            server().respondWith(request -> ScriptedReply.text(400, "no"));
            assertThat(catchThrowable(() -> way.score(model, "1"))).isInstanceOf(RuntimeException.class);
            echoScores();
        }

        boolean throwsNothing = broken == Broken.FORGETS || broken == Broken.REPEATS;
        assertThat(log.warnings()).isEqualTo(throwsNothing ? 0 : 1);
    }

    /** A context of threads. */
    final class CallersContext implements ContextCapture {

        private static final String NONE = "nobody";

        private final ThreadLocal<String> current = ThreadLocal.withInitial(() -> NONE);
        private final List<Thread> asked = new CopyOnWriteArrayList<>();

        @Override
        public UnaryOperator<Runnable> capture() {
            asked.add(Thread.currentThread());
            String captured = current.get();
            return task -> () -> {
                String before = current.get();
                current.set(captured);
                try {
                    task.run();
                } finally {
                    current.set(before);
                }
            };
        }

        String now() {
            return current.get();
        }

        int asked() {
            return asked.size();
        }

        void note(String what, List<String> notes) {
            notes.add(what + ": " + now());
        }

        /** A call of a thread that has the context for no longer than it takes to make it. */
        CompletableFuture<RerankResponse> beginning(String name, Way way, RerankScoringModel model) {
            CompletableFuture<CompletableFuture<RerankResponse>> begun = new CompletableFuture<>();
            Way.start(() -> {
                current.set(name);
                if (way == Way.ASYNC) {
                    begun.complete(model.rerankAsync(Way.request("a")));
                } else {
                    CompletableFuture<RerankResponse> result = new CompletableFuture<>();
                    begun.complete(result);
                    try {
                        result.complete(model.rerank(Way.request("a")));
                    } catch (RuntimeException failure) {
                        result.completeExceptionally(failure);
                    }
                }
            });
            return Way.result(begun);
        }
    }

    /** Notes the context in which it is called. */
    final class Noting implements RerankListener {

        private final CallersContext context;
        private final List<String> notes;

        Noting(CallersContext context, List<String> notes) {
            this.context = context;
            this.notes = notes;
        }

        @Override
        public void onAttempt(RerankAttemptContext attempt) {
            context.note("attempt", notes);
        }

        @Override
        public void onResponse(RerankResponseContext response) {
            context.note("response", notes);
        }

        @Override
        public void onError(RerankErrorContext error) {
            context.note("error", notes);
        }
    }
}
