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
 * Takes turns with Redis for those of this JVM who wait: one call of the script is under way, and what happens meanwhile
 * goes with the next, so a permit costs a call or two, however many ask. Thread-safe; needs no thread of its own.
 */
final class CallLoop {

    private static final int MOST_ASKS = 32;
    private static final int ALL = Integer.MAX_VALUE;
    private static final long RENEWAL = TimeUnit.SECONDS.toNanos(2);
    private static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(100);

    /** Who asks what the trouble is, and has waited so long for an answer, waits for Redis. */
    private static final long PROMPT = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long RARE_RETRY = TimeUnit.SECONDS.toNanos(1);
    private static final long GIVEN_UP = TimeUnit.SECONDS.toNanos(5);

    /** What is left then of a lease covers three seconds until the last byte, its way, and the period after it. */
    private static final long TRUSTED = TimeUnit.MILLISECONDS.toNanos(1900);

    private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Account account;
    private final Timers timers;
    private final Executor executor;
    private final RedisLink link;
    private final CompletionQueue deliveries;
    private final HeldPermits book;
    private final WaiterQueue line;
    private final LastReply known;
    private final Outage outage;
    private final OutageFallback standby;
    private final CallSchedule agenda;
    private final PermitReports reports;

    private long numbers;
    private @Nullable ScriptCall turn;
    private boolean closed;

    /** The last answer came too late for its permits: nothing is asked for before one comes in time. */
    private boolean late;

    /** What is limited, how other JVMs are told, and what this one is called. */
    record Account(Limit limit, String channels, String jvm) {}

    /** Makes the way to Redis, over which other JVMs tell this one when to come. */
    interface LinkFactory {
        RedisLink open(LongConsumer told);
    }

    CallLoop(Account account, Timers timers, Executor executor, Outage.Choice choice, LinkFactory links) {
        this.account = account;
        this.timers = timers;
        this.executor = executor;
        this.deliveries = new CompletionQueue(executor, timers);
        RecentGrants recent = new RecentGrants(account.limit(), timers::now);
        this.book = new HeldPermits(account.limit(), recent);
        this.line = new WaiterQueue(book, deliveries);
        this.known = new LastReply(account.limit());
        this.agenda = new CallSchedule(timers, this::woken);
        this.reports = new PermitReports(lock, account.limit(), line, book, agenda, timers, this::go);
        this.link = links.open(this::told);
        this.outage = new Outage(choice, link, known, recent);
        this.standby = new OutageFallback(lock, line, book, outage, timers, this::go);
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
            Waiter<Permit> waiter =
                    new Waiter<>(new SharedPermit(reports, id, tokens, saturatedSum(now, patience)), this::leave);
            long leastWait = known.leastWait(line.size());
            if (closed) {
                waiter.completeExceptionally(closedAlready());
            } else if (leastWait > patience) {
                waiter.completeExceptionally(
                        new NoPermitInTimeException(Duration.ofNanos(leastWait), Duration.ofNanos(patience)));
            } else {
                join(waiter, patience < saturatedSum(leastWait, known.mostOfRound()), now);
            }
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    private void join(Waiter<Permit> waiter, boolean inAHurry, long now) {
        if (line.isEmpty() || inAHurry) {
            agenda.askBy(Math.max(now, outage.grantsFrom()));
        }
        line.add(waiter);
        standby.joined(waiter);
    }

    private static IllegalStateException closedAlready() {
        return new IllegalStateException("the rate limiter is closed");
    }

    /** Whoever is next may need fewer tokens than the one who goes; where nobody is, others need not wait for us. */
    private void leave(Waiter<Permit> waiter) {
        boolean left;
        Threads.lock(lock);
        try {
            boolean first = line.isFirst(waiter);
            left = line.leave(waiter);
            if (left && line.isEmpty()) {
                agenda.tellBy(timers.now());
            } else if (left && first && account.limit().tokens() > 0) {
                agenda.askBy(Math.max(timers.now(), outage.grantsFrom()));
            }
        } finally {
            lock.unlock();
        }
        if (left) {
            go();
        }
    }

    /** Begins the next turn if one is due, and tells those who have something to hear. */
    private void go() {
        ScriptCall next;
        Threads.lock(lock);
        try {
            next = nextTurn();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            call(next);
        }
        deliveries.run();
    }

    private void woken() {
        Threads.lock(lock);
        try {
            agenda.woken();
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

    private @Nullable ScriptCall nextTurn() {
        long now = timers.now();
        if (turn != null || closed || !agenda.isDue(!line.isEmpty(), now)) {
            return null;
        }
        ScriptCall next = new ScriptCall(now, known.header(account, now));
        book.write(next, agenda.isRenewalDue(now));
        if (!late && outage.grantsFrom() <= now) {
            line.first(MOST_ASKS).forEach(next::ask);
        }
        agenda.begins(now);
        standby.after(SILENCE, next, () -> silent(next));
        standby.after(GIVEN_UP, next, () -> giveUp(next));
        turn = next;
        return next;
    }

    /** Why there are no permits but what Redis does not know of; null if Redis answers. */
    @Nullable
    String trouble() {
        Threads.lock(lock);
        try {
            long now = timers.now();
            boolean unanswered = turn != null && now - turn.begun > PROMPT;
            if (outage.isOn() || unanswered) {
                return outage.trouble(turn == null ? now : turn.begun, now);
            }
            return known.startsIn(now) > 0 ? known.ofNewState(now) : null;
        } finally {
            lock.unlock();
        }
    }

    /** Another JVM has seen that it is our turn, or when it will be. */
    private void told(long waitMicros) {
        Threads.lock(lock);
        try {
            agenda.askAt(Math.max(timers.now() + waitMicros * MICRO, outage.grantsFrom()));
        } finally {
            lock.unlock();
        }
        go();
    }

    private void ended(ScriptCall ended, @Nullable List<Object> reply, @Nullable Throwable failure) {
        Threads.lock(lock);
        try {
            if (turn != ended) {
                return;
            }
            turn = null;
            ended.stopTimers();
            if (reply == null) {
                lost(ended, failure);
            } else {
                answered(ended, ScriptReply.of(reply));
            }
        } catch (RuntimeException unreadable) {
            lost(ended, unreadable);
        } finally {
            lock.unlock();
        }
        go();
    }

    private void lost(ScriptCall lost, @Nullable Throwable failure) {
        book.lost(lost);
        lost.asks.forEach(waiter -> WaiterQueue.ticket(waiter).doubtful = true);
        agenda.again(timers.now() + (outage.isAway() ? RARE_RETRY : RETRY));
        outage.failed(failure);
        standby.trouble(lost.begun);
    }

    private void answered(ScriptCall answered, ScriptReply answer) {
        long now = timers.now();
        late = now - answered.begun > TRUSTED;
        if (!late && outage.answered(now)) {
            standby.back();
        }
        boolean stateIsNew = known.learn(answer, answered.begun);
        outage.tellOfNewState(now);
        boolean usable = !late && outage.grantsFrom() <= now;
        for (int i = 0; i < answered.asks.size(); i++) {
            Waiter<Permit> waiter = answered.asks.get(i);
            WaiterQueue.ticket(waiter).doubtful = false;
            if (i >= answer.given()) {
                line.failIfTooLate(waiter, answer.leastWaits().get(i - answer.given()) * MICRO, now);
            } else if (!usable || !line.give(waiter)) {
                book.back(WaiterQueue.ticket(waiter));
            }
        }
        plan(answered, answer, stateIsNew, now);
    }

    private void plan(ScriptCall answered, ScriptReply answer, boolean stateIsNew, long now) {
        boolean all = late || answer.given() == answered.asks.size();
        if (!line.isEmpty()) {
            agenda.askBy(all ? now : now + Math.max(0, answer.againMicros()) * MICRO);
            agenda.notAskedBefore(outage.grantsFrom());
        }
        if (book.hasNews()) {
            agenda.tellBy(now);
        }
        if (stateIsNew) {
            agenda.renewBy(now);
        } else if (book.holds() || known.mayBeAsked(now)) {
            agenda.renewBy(Math.max(now, answered.begun + RENEWAL));
        }
    }

    /** No answer yet, which is no outage; but whoever has no time left hears of it. */
    private void silent(ScriptCall silent) {
        if (turn == silent) {
            standby.trouble(silent.begun);
        }
    }

    private void giveUp(ScriptCall mute) {
        if (turn == mute) {
            turn = null;
            lost(mute, null);
            link.reconnect();
        }
    }

    /** Ends what waits; what has become of permits until now is still told to Redis, and what was asked for goes back. */
    void close() {
        List<ScriptCall> last;
        Threads.lock(lock);
        try {
            closed = true;
            last = lastTurns();
        } finally {
            lock.unlock();
        }
        if (last.isEmpty()) {
            link.close();
        } else {
            timers.after(SILENCE, link::close);
            last.forEach(this::call);
        }
        deliveries.run();
    }

    /** Also one under way is said again, behind it on the same connection, because nobody reads its answer. */
    private List<ScriptCall> lastTurns() {
        ScriptCall underWay = turn;
        boolean inLine = !line.isEmpty();
        line.first(ALL).forEach(waiter -> line.fail(waiter, closedAlready()));
        if (underWay != null) {
            turn = null;
            underWay.stopTimers();
            book.lost(underWay);
            underWay.asks.forEach(waiter -> book.back(WaiterQueue.ticket(waiter)));
        }
        List<ScriptCall> last = new ArrayList<>();
        while (last.isEmpty() ? inLine || book.hasNews() : book.hasNews()) {
            ScriptCall next = new ScriptCall(timers.now(), known.header(account, timers.now()));
            book.write(next, false);
            last.add(next);
        }
        return last;
    }

    private static long saturatedSum(long one, long other) {
        return Math.min(SharedPermit.NEVER / 2, one + other);
    }
}
