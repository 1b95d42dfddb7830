package io.github.rerank4j.internal.call;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.CallReport;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.Stops;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user: its result, its deadline, the executor of its work, and what has to be stopped when it ends. It
 * ends once: with a response, with a failure, or because the user cancelled. Whatever listeners, stops, what carries the
 * caller's context, and the machine throw meanwhile, its result is completed, and its deadline stays until all is
 * stopped. Once it has ended it holds nothing of its work any more, because users keep results.
 */
public final class CallScope {

    /** What still comes after the end only cleans up. */
    private static final Executor AT_ONCE = Runnable::run;

    private static final Wait ITS_TURN = new Wait(Awaited.SERVICE, () -> "its turn");
    private static final Wait NOTHING = new Wait(Awaited.SERVICE, () -> "nothing any more");

    private final Result result = new Result(this);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger responses = new AtomicInteger();
    private final Stops stops = new Stops();
    private final CallReport listeners;
    private final CallContext context;
    private final long deadline;
    private final CallLimits limits;
    private final CarriedContext carried;
    private final Executor threads;
    private final @Nullable Executor requested;
    private volatile @Nullable LentThread lent;
    private volatile @Nullable Thread beginning = Thread.currentThread();
    private volatile Executor executor;
    private volatile int requests;
    private volatile Wait waiting = ITS_TURN;

    /** What a call waits for, in words that are made when they are needed. */
    private record Wait(Awaited kind, Supplier<String> words) {}

    /**
     * A call that has not begun.
     *
     * @param context its id, and what it was made for
     * @param deadline when it has to be over, in the nanoseconds of the model's timers
     * @param limits what it may take
     * @param carried the caller's context, in which all of its work is done
     * @param threads of ours, where that is done
     * @param requested in place of these, if the request names an executor
     * @param listeners who hears of it
     */
    public CallScope(
            CallContext context,
            long deadline,
            CallLimits limits,
            CarriedContext carried,
            Executor threads,
            @Nullable Executor requested,
            CallReport listeners) {
        this.context = context;
        this.deadline = deadline;
        this.limits = limits;
        this.carried = carried;
        this.threads = threads;
        this.requested = requested;
        this.executor = carried.over(workers());
        this.listeners = listeners;
        result.whenComplete((response, failure) -> {
            boolean fromOutside = end();
            result.call = null;
            if (fromOutside) {
                tellCancelled();
            }
        });
    }

    /** Runs the work of this call on the caller's thread as far as that is free; before any work begins. */
    public LentThread lendThread() {
        LentThread thread = new LentThread(workers(), () -> result.cancel(true));
        lent = thread;
        executor = carried.over(thread);
        return thread;
    }

    public CompletableFuture<RerankResponse> result() {
        return result;
    }

    /** Its id, and what it was made for. */
    public CallContext context() {
        return context;
    }

    public CallReport listeners() {
        return listeners;
    }

    private Executor workers() {
        return requested == null ? threads : requested;
    }

    /**
     * Has a part of the work done by the executor of this call, in the caller's context, or the failure dealt with if it
     * is refused. An executor that the request names may run a task at once, or block: once the caller has gone on it is
     * asked by a thread of ours, and never by who happens to hand on a permit, or by a timer.
     */
    public void handOver(Runnable work, Consumer<Throwable> refused) {
        if (!hasForeignExecutor() || Thread.currentThread() == beginning) {
            Threads.handOver(executor, work, refused);
        } else {
            Threads.handOver(threads, () -> Threads.handOver(executor, work, refused), refused);
        }
    }

    /** Whether the executor is one that may hold up who asks it, and may forget what it was given. */
    public boolean hasForeignExecutor() {
        return requested != null && !(requested instanceof LentThread);
    }

    /** The caller's thread goes on. */
    public void hasBegun() {
        beginning = null;
    }

    /** A part of the work in the caller's context, for who does not give it to the executor. */
    public Runnable inContext(Runnable work) {
        return carried.around(work);
    }

    /** Into how many requests the call was packed; 0 before. */
    public int requests() {
        return requests;
    }

    public void packedInto(int number) {
        requests = number;
    }

    /** What it may take. */
    public CallLimits limits() {
        return limits;
    }

    /** When the call has to be over, in the nanoseconds of the model's timers. */
    public long deadline() {
        return deadline;
    }

    public boolean isOver() {
        return over.get();
    }

    public int attempts() {
        return attempts.get();
    }

    /** How many requests of the call have their scores. */
    public int responses() {
        return responses.get();
    }

    /** One more request has its scores; how many have by now. */
    public int countResponse() {
        return responses.incrementAndGet();
    }

    public void countAttempt() {
        attempts.incrementAndGet();
    }

    /** What the call is waiting for, for the message of a timeout. */
    public String waitingFor() {
        return waiting.words.get();
    }

    public Awaited awaited() {
        return waiting.kind;
    }

    public void waitsFor(Awaited kind, Supplier<String> what) {
        waiting = new Wait(kind, what);
    }

    /** See {@link LentThread#rearm}. */
    public void rearmInterrupt() {
        LentThread thread = lent;
        if (thread != null) {
            thread.rearm();
        }
    }

    /**
     * Keeps an action that stops a part of the work; it runs when the call ends, or now if it has ended. It may run
     * twice.
     */
    public void onEnd(Runnable stop) {
        stops.add(stop);
    }

    /** Forgets an action because its part of the work is done. */
    public void forget(Runnable stop) {
        stops.forget(stop);
    }

    /** The entry that calls {@link #expire}: the last to go. */
    public void expiresWith(Timers.Entry entry) {
        stops.expireWith(entry);
    }

    public void succeed(RerankResponse response, int requests) {
        if (end()) {
            try {
                carried.run(() -> {
                    tellSucceeded(response, requests);
                    result.complete(response);
                });
            } catch (Throwable broken) {
                Threads.report(broken);
            } finally {
                result.complete(response);
            }
        }
    }

    private void tellSucceeded(RerankResponse response, int requests) {
        try {
            listeners.succeeded(response, requests);
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    public void fail(Throwable failure, int requests) {
        if (end()) {
            failEnded(failure, requests);
        }
    }

    /** For who has had true of {@link #end}: reports the failure to the listeners and completes the result. */
    public void failEnded(Throwable failure, int requests) {
        Throwable cause = Futures.unwrapped(failure);
        try {
            carried.run(() -> {
                tellFailed(cause, requests);
                Futures.fail(result, cause);
            });
        } catch (Throwable broken) {
            Threads.report(broken);
        } finally {
            Futures.fail(result, cause);
        }
    }

    private void tellFailed(Throwable cause, int requests) {
        try {
            listeners.failed(cause, requests, attempts());
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    /** Not by who cancels: that may be somebody who interrupts a thread, and a listener may block. */
    private void tellCancelled() {
        if (listeners.request() == null) {
            return;
        }
        try {
            Runnable report = inContext(() -> listeners.cancelled(requests(), attempts()));
            Threads.handOver(threads, report, noThread -> Threads.runReporting(report));
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    /** Its time is up: fails, and stops what could not be stopped before. */
    public void expire(Supplier<? extends Throwable> why, int requests) {
        if (over.compareAndSet(false, true)) {
            Throwable failure = reason(why);
            stopAllQuietly();
            failEnded(failure, requests);
        }
        stops.forgetExpiry();
        stopAll();
    }

    /** Stops the work, and never throws. Whether the call had not ended before. */
    public boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            stopAllQuietly();
        }
        return first;
    }

    /** Whoever has ended the call has to complete its result, whatever the machine lacks. */
    private void stopAllQuietly() {
        try {
            stopAll();
        } catch (Throwable lacking) {
            Threads.report(lacking);
        }
    }

    private static Throwable reason(Supplier<? extends Throwable> why) {
        try {
            return why.get();
        } catch (Throwable noHeap) {
            return noHeap;
        }
    }

    private void stopAll() {
        lent = null;
        executor = AT_ONCE;
        waiting = NOTHING;
        stops.stopAll();
    }

    /**
     * Cannot be cancelled any more once the call has ended and its listeners are being called. Users keep it, so it lets
     * go of the call with its end.
     */
    private static final class Result extends CompletableFuture<RerankResponse> {

        private volatile @Nullable CallScope call;

        Result(CallScope call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            CallScope ending = call;
            if (ending == null || !ending.end()) {
                return isCancelled();
            }
            try {
                return super.cancel(mayInterruptIfRunning);
            } finally {
                ending.tellCancelled();
            }
        }
    }
}
