package io.github.rerank4j.redis;

import io.github.rerank4j.Demand;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the script for the waiters of this JVM. One call is under way at a time, and what happens meanwhile goes with the
 * next, so a permit costs a call or two, however many ask. Thread-safe; needs no thread of its own.
 */
final class CallLoop {

    private static final int MOST_ASKS = 32;
    private static final int ALL = Integer.MAX_VALUE;

    /** A call that Redis has not answered for so long counts as unanswered. */
    static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long GIVEN_UP = TimeUnit.SECONDS.toNanos(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Account account;
    private final Timers timers;
    private final Executor executor;
    private final RedisLink link;
    private final CompletionQueue completions;
    private final HeldPermits held;
    private final WaiterQueue waiters;
    private final LastReply lastReply;
    private final Outage outage;
    private final OutageFallback fallback;
    private final CallSchedule schedule;
    private final PermitReports reports;
    private final CallOutcomes outcomes;
    private final TroubleWords troubleWords;

    private long numbers;
    private @Nullable ScriptCall underWay;
    private boolean closed;

    /** The limit, the prefix of the channels on which JVMs are told, and the name of this JVM. */
    record Account(Limit limit, String channels, String jvm) {}

    /** Makes the link to Redis, over which other JVMs tell this one when to ask. */
    interface LinkFactory {
        RedisLink open(LongConsumer told);
    }

    CallLoop(Account account, Timers timers, Executor executor, Outage.Choice choice, LinkFactory links) {
        this.account = account;
        this.timers = timers;
        this.executor = executor;
        this.completions = new CompletionQueue(executor, timers);
        RecentGrants recent = new RecentGrants(account.limit(), timers::now);
        this.held = new HeldPermits(account.limit(), recent, timers::now);
        this.waiters = new WaiterQueue(held, completions);
        this.lastReply = new LastReply(account.limit());
        this.schedule = new CallSchedule(timers, this::woken);
        this.reports = new PermitReports(lock, account.limit(), waiters, held, schedule, timers, this::go);
        this.link = links.open(this::told);
        this.outage = new Outage(choice, link, lastReply, recent);
        this.fallback = new OutageFallback(lock, waiters, held, outage, timers, this::go);
        this.outcomes = new CallOutcomes(waiters, held, lastReply, schedule, outage, fallback, timers);
        this.troubleWords = new TroubleWords(link, waiters, lastReply, outage);
    }

    CompletableFuture<Permit> acquire(Demand demand) {
        long patience = Durations.saturatedNanos(demand.patience());
        Waiter<Permit> waiter = enter(account.limit().tokensOf(demand), patience);
        waiter.whenComplete((given, failure) -> {
            if (failure != null) {
                leave(waiter);
            }
        });
        go();
        return waiter;
    }

    private Waiter<Permit> enter(long tokens, long patience) {
        Threads.lock(lock);
        try {
            long now = timers.now();
            String id = account.jvm() + ":" + ++numbers;
            Waiter<Permit> waiter = new Waiter<>(
                    new SharedPermit(reports, id, tokens, Durations.saturatedSum(now, patience)), this::leave);
            long leastWait = Math.max(
                    lastReply.leastWait(waiters.size()), held.hasNews() ? 0 : lastReply.refusedFor(tokens, now));
            if (closed) {
                waiter.completeExceptionally(closedAlready());
            } else if (leastWait > patience) {
                waiter.completeExceptionally(
                        new NoPermitInTimeException(Duration.ofNanos(leastWait), Duration.ofNanos(patience)));
            } else {
                join(waiter, patience < Durations.saturatedSum(leastWait, lastReply.mostOfRound()), now);
            }
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    private void join(Waiter<Permit> waiter, boolean inAHurry, long now) {
        if (waiters.isEmpty() || inAHurry) {
            schedule.askBy(Math.max(now, outage.grantsFrom()));
        }
        waiters.add(waiter, now);
        fallback.joined(waiter);
    }

    private static IllegalStateException closedAlready() {
        return new IllegalStateException("the rate limiter is closed");
    }

    /**
     * The next waiter may need fewer tokens than the one that leaves; without a next one, other JVMs need not wait for this
     * one.
     */
    private void leave(Waiter<Permit> waiter) {
        boolean left;
        Threads.lock(lock);
        try {
            boolean first = waiters.isFirst(waiter);
            left = waiters.leave(waiter);
            if (left && waiters.isEmpty()) {
                schedule.tellBy(timers.now());
            } else if (left && first && account.limit().tokens() > 0) {
                schedule.askBy(Math.max(timers.now(), outage.grantsFrom()));
            }
        } finally {
            lock.unlock();
        }
        if (left) {
            go();
        }
    }

    /** Begins the next call if one is due, and completes the futures of waiters that have an answer. */
    private void go() {
        ScriptCall next;
        Threads.lock(lock);
        try {
            next = nextCall();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            call(next);
        }
        completions.run();
    }

    private void woken() {
        Threads.lock(lock);
        try {
            schedule.woken();
        } finally {
            lock.unlock();
        }
        go();
    }

    private void call(ScriptCall next) {
        try {
            link.call(next.arguments)
                    .whenComplete((reply, failure) -> Threads.handOver(
                            executor, () -> ended(next, reply, failure), refused -> ended(next, reply, failure)));
        } catch (Throwable failure) {
            ended(next, null, failure);
        }
    }

    private @Nullable ScriptCall nextCall() {
        long now = timers.now();
        if (underWay != null || closed || !schedule.isDue(!waiters.isEmpty(), now)) {
            return null;
        }
        ScriptCall next = new ScriptCall(now, lastReply.header(account, now));
        held.write(next, schedule.isRenewalDue(now));
        if (outcomes.mayAsk(now)) {
            waiters.first(MOST_ASKS).forEach(next::ask);
        }
        schedule.begins(now);
        fallback.after(SILENCE, next, () -> silent(next));
        fallback.after(GIVEN_UP, next, () -> giveUp(next));
        underWay = next;
        return next;
    }

    /** Why Redis gives no permits; null if it answers and may give some. */
    @Nullable
    String trouble() {
        Threads.lock(lock);
        try {
            return troubleWords.at(timers.now(), underWay);
        } finally {
            lock.unlock();
        }
    }

    /** Another JVM has seen when it is the turn of this one. */
    private void told(long waitMicros) {
        Threads.lock(lock);
        try {
            schedule.askAt(Math.max(timers.now() + TimeUnit.MICROSECONDS.toNanos(waitMicros), outage.grantsFrom()));
        } finally {
            lock.unlock();
        }
        go();
    }

    private void ended(ScriptCall ended, @Nullable List<Object> reply, @Nullable Throwable failure) {
        Threads.lock(lock);
        try {
            if (underWay != ended) {
                return;
            }
            underWay = null;
            ended.stopTimers();
            if (reply == null) {
                outcomes.lost(ended, failure);
            } else {
                outcomes.answered(ended, ScriptReply.of(reply));
            }
        } catch (RuntimeException unreadable) {
            outcomes.lost(ended, unreadable);
        } finally {
            lock.unlock();
        }
        go();
    }

    /** Redis has not answered yet, which is no outage; a waiter that has no time left hears of it. */
    private void silent(ScriptCall silent) {
        if (underWay == silent) {
            fallback.trouble(silent.begun);
        }
    }

    private void giveUp(ScriptCall mute) {
        if (underWay == mute) {
            underWay = null;
            outcomes.lost(mute, null);
            link.reconnect();
        }
    }

    /** Fails all waiters. Redis still hears what has become of permits, and permits that were asked for go back. */
    void close() {
        List<ScriptCall> last;
        Threads.lock(lock);
        try {
            closed = true;
            last = lastCalls();
        } finally {
            lock.unlock();
        }
        if (last.isEmpty()) {
            link.close();
        } else {
            timers.after(SILENCE, link::close);
            last.forEach(this::call);
        }
        completions.run();
    }

    /** The call that is under way is said again, behind it on the same connection, because nobody reads its answer. */
    private List<ScriptCall> lastCalls() {
        ScriptCall unread = underWay;
        boolean somebodyWaited = !waiters.isEmpty();
        waiters.first(ALL).forEach(waiter -> waiters.fail(waiter, closedAlready()));
        if (unread != null) {
            underWay = null;
            unread.stopTimers();
            held.lost(unread);
            unread.asks.forEach(waiter -> held.back(WaiterQueue.permitOf(waiter)));
        }
        List<ScriptCall> last = new ArrayList<>();
        while (last.isEmpty() ? somebodyWaited || held.hasNews() : held.hasNews()) {
            ScriptCall next = new ScriptCall(timers.now(), lastReply.header(account, timers.now()));
            held.write(next, false);
            last.add(next);
        }
        return last;
    }
}
