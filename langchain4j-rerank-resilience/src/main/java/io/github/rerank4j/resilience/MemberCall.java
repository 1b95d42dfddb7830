package io.github.rerank4j.resilience;

import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A member that was asked in a call. It ends once: with its answer, with its failure, or because it was given up. */
final class MemberCall {

    private final Member member;
    private final int index;
    private final Duration timeout;
    private final boolean last;
    private final long start = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicReference<Breaker.@Nullable Pass> pass = new AtomicReference<>();
    private volatile long entered;
    private volatile @Nullable CompletableFuture<RerankResponse> asked;
    private volatile Timers.@Nullable Entry overdue;
    private volatile Timers.@Nullable Entry hedge;

    /**
     * An attempt that has not begun.
     *
     * @param index the member's place in the chain, from 0
     * @param timeout its time
     * @param last whether nobody comes after it
     */
    MemberCall(Member member, int index, Duration timeout, boolean last) {
        this.member = member;
        this.index = index;
        this.timeout = timeout;
        this.last = last;
    }

    Member member() {
        return member;
    }

    int index() {
        return index;
    }

    Duration timeout() {
        return timeout;
    }

    boolean isLast() {
        return last;
    }

    /** Whether the member may be asked; needs no memory, so that what is let in is known to the call. */
    boolean enter(long now) {
        entered = now;
        Breaker.Pass given = member.breaker().enter(now);
        pass.set(given);
        if (judged.get()) {
            // given up before there was anything to leave
            Breaker.Pass unused = pass.getAndSet(null);
            if (unused != null) {
                member.breaker().left(unused);
            }
        }
        return given != null;
    }

    /** How long it has taken until now. */
    Duration spent() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** What falls due while it is under way. */
    void timers(Timers.Entry whenOverdue, Timers.@Nullable Entry whenSilent) {
        overdue = whenOverdue;
        hedge = whenSilent;
        if (hasEnded()) {
            cancelTimers();
        }
    }

    /** The member was asked, and this is to be its answer. */
    void asked(CompletableFuture<RerankResponse> answer) {
        asked = answer;
        if (hasEnded()) {
            Futures.cancel(answer);
        }
    }

    /** Whether it had not ended before. */
    boolean end() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            cancelTimers();
        }
        return first;
    }

    /** Nobody wants its answer any more. Whether it had not ended before. */
    boolean giveUp() {
        boolean first = end();
        if (first) {
            cancelAsked();
        }
        leave();
        return first;
    }

    /** It has shown nothing about the member, or not yet. */
    void leave() {
        Breaker.Pass given = judge();
        if (given != null) {
            member.breaker().left(given);
        }
    }

    /** The member has answered. Whether that has ended a rest. */
    boolean succeeded() {
        Breaker.Pass given = judge();
        return given != null && member.breaker().succeeded(given);
    }

    /** The member has failed by a fault of its own. Whether it rests from now on. */
    boolean failed(long now, Throwable failure, String why) {
        Breaker.Pass given = judge();
        return given != null && member.breaker().failed(given, entered, now, failure, why);
    }

    /** The member has asked not to be asked for so long. Whether it rests from now on. */
    boolean askedToWait(long now, Duration wait, String why) {
        Breaker.Pass given = judge();
        return given != null && member.breaker().askedToWait(given, now, wait, why);
    }

    /** The pass, for the first who says what it has shown. */
    private Breaker.@Nullable Pass judge() {
        return judged.compareAndSet(false, true) ? pass.getAndSet(null) : null;
    }

    /** Ends its work, which may be on the wire. */
    void cancelAsked() {
        CompletableFuture<RerankResponse> answer = asked;
        if (answer != null) {
            Futures.cancel(answer);
        }
    }

    private void cancelTimers() {
        Timers.Entry late = overdue;
        if (late != null) {
            late.cancel();
        }
        Timers.Entry silent = hedge;
        if (silent != null) {
            silent.cancel();
        }
    }
}
