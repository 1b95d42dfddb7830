package io.github.rerank4j.internal;

import io.github.rerank4j.RerankResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user: its result, its deadline, the executor of its work, and what has to be stopped when it ends. It
 * ends once: with a response, with a failure, or because the user cancelled.
 */
final class CallScope {

    private final CompletableFuture<RerankResponse> result = new Result();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Set<Runnable> stops = new LinkedHashSet<>();
    private final Listeners.Call listeners;
    private final long number;
    private final long deadline;
    private @Nullable LentThread lent;
    private Executor executor;
    private boolean stopped;
    private volatile Supplier<String> waitingFor = () -> "its turn";

    CallScope(long number, long deadline, Executor executor, Listeners.Call listeners) {
        this.number = number;
        this.deadline = deadline;
        this.executor = executor;
        this.listeners = listeners;
        result.whenComplete((response, failure) -> endOnce());
    }

    /** Runs the work of this call on the caller's thread as far as that is free; before any work begins. */
    LentThread lendThread() {
        LentThread thread = new LentThread(executor, () -> result.cancel(true));
        lent = thread;
        executor = thread;
        return thread;
    }

    CompletableFuture<RerankResponse> result() {
        return result;
    }

    /** Its number among the calls of the model, from 1. */
    long number() {
        return number;
    }

    Listeners.Call listeners() {
        return listeners;
    }

    Executor executor() {
        return executor;
    }

    /** When the call has to be over, in the nanoseconds of the model's timers. */
    long deadline() {
        return deadline;
    }

    boolean isOver() {
        return over.get();
    }

    int attempts() {
        return attempts.get();
    }

    /** How many requests of the call have their scores. */
    int answered() {
        return answered.get();
    }

    /** One more request has its scores; how many have by now. */
    int countAnswer() {
        return answered.incrementAndGet();
    }

    void countAttempt() {
        attempts.incrementAndGet();
    }

    /** What the call is waiting for, for the message of a timeout. */
    String waitingFor() {
        return waitingFor.get();
    }

    void waitsFor(Supplier<String> what) {
        waitingFor = what;
    }

    /** See {@link LentThread#rearm}. */
    void rearmInterrupt() {
        LentThread thread = lent;
        if (thread != null) {
            thread.rearm();
        }
    }

    /** Keeps an action that stops a part of the work; it runs when the call ends, or now if it has ended. */
    void onEnd(Runnable stop) {
        if (!keep(stop)) {
            stop.run();
        }
    }

    /** Forgets an action because its part of the work is done. */
    void forget(Runnable stop) {
        synchronized (stops) {
            stops.remove(stop);
        }
    }

    void succeed(RerankResponse response, int requests) {
        if (endOnce()) {
            listeners.succeeded(response, requests);
            result.complete(response);
        }
    }

    void fail(Throwable failure, int requests) {
        if (endOnce()) {
            Throwable cause = Futures.unwrapped(failure);
            listeners.failed(cause, requests, attempts());
            result.completeExceptionally(cause);
        }
    }

    private boolean endOnce() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            stopAll().forEach(Threads::runReporting);
        }
        return first;
    }

    private boolean keep(Runnable stop) {
        synchronized (stops) {
            if (!stopped) {
                stops.add(stop);
            }
            return !stopped;
        }
    }

    private List<Runnable> stopAll() {
        synchronized (stops) {
            stopped = true;
            List<Runnable> all = List.copyOf(stops);
            stops.clear();
            return all;
        }
    }

    /** Cannot be cancelled any more once the call has ended and its listeners are being told. */
    private final class Result extends CompletableFuture<RerankResponse> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return endOnce() ? super.cancel(mayInterruptIfRunning) : isCancelled();
        }
    }
}
