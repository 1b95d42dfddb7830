package io.github.rerank4j.internal.call;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.CallReport;
import io.github.rerank4j.RunningCall;
import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.Threads;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user, with its deadline, which stays until all is stopped, the executor of its work, and what it waits
 * for. Once it has ended it holds nothing of its work any more.
 */
public final class CallScope extends RunningCall {

    /** What still comes after the end only cleans up. */
    private static final Executor AT_ONCE = Runnable::run;

    private static final Wait ITS_TURN = new Wait(Awaited.SERVICE, () -> "its turn");
    private static final Wait NOTHING = new Wait(Awaited.SERVICE, () -> "nothing any more");

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger responses = new AtomicInteger();
    private final long deadline;
    private final CallLimits limits;
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
        super(context, listeners, carried, threads);
        this.deadline = deadline;
        this.limits = limits;
        this.requested = requested;
        this.executor = carried.over(workers());
    }

    /** Runs the work of this call on the caller's thread as far as that is free; before any work begins. */
    public LentThread lendThread() {
        LentThread thread = new LentThread(workers(), () -> result().cancel(true));
        lent = thread;
        executor = carried().over(thread);
        return thread;
    }

    private Executor workers() {
        return requested == null ? threads() : requested;
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
            Threads.handOver(threads(), () -> Threads.handOver(executor, work, refused), refused);
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
        return carried().around(work);
    }

    /** Into how many requests the call was packed; 0 before. */
    @Override
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

    @Override
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

    @Override
    protected void letGo() {
        lent = null;
        executor = AT_ONCE;
        waiting = NOTHING;
    }
}
