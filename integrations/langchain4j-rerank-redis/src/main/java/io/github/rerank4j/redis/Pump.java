package io.github.rerank4j.redis;

import static io.github.rerank4j.redis.Ticket.NEVER;

import io.github.rerank4j.Demand;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Those of this JVM who wait, in their order, and the one call of the script that is under way. What happens meanwhile
 * goes with the next, so a permit costs a call or two, however many ask. Thread-safe; needs no thread of its own.
 */
final class Pump {

    private static final int MOST_ASKS = 32;
    private static final long RENEWAL = TimeUnit.SECONDS.toNanos(2);
    private static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NEWS_WAIT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long RARE_RETRY = TimeUnit.SECONDS.toNanos(1);
    private static final long GIVEN_UP = TimeUnit.SECONDS.toNanos(5);
    private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Waiter<Permit>> waiting = new LinkedHashSet<>();
    private final Limit limit;
    private final Account account;
    private final Timers timers;
    private final Executor executor;
    private final RedisLink link;
    private final Deliveries deliveries;
    private final Book book;
    private final Known known;
    private final Outage outage;

    private long numbers;
    private @Nullable Turn turn;
    private Timers.@Nullable Entry wake;
    private long wakeAt = NEVER;
    private long askAt = NEVER;
    private long newsAt = NEVER;
    private long renewAt = NEVER;
    private long notBefore;
    private boolean closed;

    /** What is limited, how other JVMs are told, and what this one is called. */
    record Account(Limit limit, String channels, String jvm) {}

    /** Makes the way to Redis for what other JVMs tell this one. */
    interface LinkFactory {
        RedisLink open(LongConsumer told);
    }

    Pump(Account account, Timers timers, Executor executor, Outage.Choice choice, LinkFactory links) {
        this.account = account;
        this.limit = account.limit();
        this.timers = timers;
        this.executor = executor;
        this.deliveries = new Deliveries(executor);
        this.book = new Book(limit);
        this.known = new Known(limit);
        this.link = links.open(this::told);
        this.outage = new Outage(choice, link, known);
    }

    CompletableFuture<Permit> acquire(Demand demand) {
        long patience = Durations.saturatedNanos(demand.patience());
        long tokens = limit.tokensOf(demand);
        Waiter<Permit> waiter = enter(tokens, patience);
        Ticket ticket = (Ticket) waiter.permit();
        waiter.whenComplete((given, failure) -> {
            if (failure != null) {
                leave(waiter, ticket);
            }
        });
        go();
        return waiter;
    }

    private Waiter<Permit> enter(long tokens, long patience) {
        Threads.lock(lock);
        try {
            long now = timers.now();
            Ticket ticket = new Ticket(this, account.jvm() + ":" + ++numbers, tokens, saturatedSum(now, patience));
            Waiter<Permit> waiter = new Waiter<>(ticket, gone -> leave(gone, ticket));
            if (closed) {
                waiter.completeExceptionally(new IllegalStateException("the rate limiter is closed"));
                return waiter;
            }
            long leastWait = known.leastWait(waiting.size());
            if (leastWait > patience) {
                waiter.completeExceptionally(tooLong(leastWait, patience));
                return waiter;
            }
            if (waiting.isEmpty() || patience < saturatedSum(leastWait, known.mostOfRound())) {
                askAt = Math.min(askAt, Math.max(now, outage.grantsFrom()));
            }
            waiting.add(waiter);
            watchPatience(waiter, ticket);
            substitute(waiter);
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    private static NoPermitInTimeException tooLong(long leastWait, long patience) {
        return new NoPermitInTimeException(Duration.ofNanos(leastWait), Duration.ofNanos(patience));
    }

    /** Whoever is next may need fewer tokens than the one who goes; where nobody is, others need not wait for us. */
    private void leave(Waiter<Permit> waiter, Ticket ticket) {
        boolean left;
        Threads.lock(lock);
        try {
            boolean first = !waiting.isEmpty() && waiting.iterator().next() == waiter;
            left = waiting.remove(waiter);
            if (left) {
                forget(ticket);
                if (waiting.isEmpty()) {
                    newsAt = timers.now();
                } else if (first && limit.tokens() > 0) {
                    askAt = Math.min(askAt, Math.max(timers.now(), outage.grantsFrom()));
                }
            }
        } finally {
            lock.unlock();
        }
        if (left) {
            go();
        }
    }

    /** Lets go of what was begun for somebody who waits no more. */
    private void forget(Ticket ticket) {
        if (ticket.outOfPatience != null) {
            ticket.outOfPatience.cancel();
            ticket.outOfPatience = null;
        }
        if (ticket.doubtful) {
            book.back(ticket);
        }
        CompletableFuture<Permit> other = ticket.substitute;
        if (other != null) {
            ticket.substitute = null;
            deliveries.add(() -> other.cancel(false));
        }
    }

    /** Begins the next turn if one is due, else plans when to look again. */
    private void go() {
        Turn next;
        Threads.lock(lock);
        try {
            next = nextTurn();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            call(next);
        }
    }

    private void call(Turn next) {
        try {
            link.call(next.arguments)
                    .whenComplete((reply, failure) -> Threads.handOver(
                            executor, () -> ended(next, reply, failure), refused -> ended(next, reply, failure)));
        } catch (Throwable failure) {
            ended(next, null, failure);
        }
    }

    private @Nullable Turn nextTurn() {
        long now = timers.now();
        if (turn != null || closed) {
            return null;
        }
        long due = Math.max(notBefore, Math.min(Math.min(waiting.isEmpty() ? NEVER : askAt, newsAt), renewAt));
        if (due > now) {
            planWake(due, now);
            return null;
        }
        Turn next = new Turn(now, known.header(account, now));
        book.write(next, now >= renewAt);
        if (outage.grantsFrom() <= now) {
            waiting.stream().limit(MOST_ASKS).forEach(next::ask);
        }
        askAt = NEVER;
        newsAt = NEVER;
        if (now >= renewAt) {
            renewAt = NEVER;
        }
        next.silent = timers.after(SILENCE, () -> silent(next));
        next.given = timers.after(GIVEN_UP, () -> giveUp(next));
        turn = next;
        return next;
    }

    private void planWake(long due, long now) {
        if (due == wakeAt) {
            return;
        }
        Timers.Entry planned = wake;
        wake = due == NEVER ? null : timers.after(due - now, this::woken);
        wakeAt = due;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void woken() {
        Threads.lock(lock);
        try {
            wake = null;
            wakeAt = NEVER;
        } finally {
            lock.unlock();
        }
        go();
    }

    /** Another JVM has seen that it is our turn, or will be. */
    private void told(long waitMicros) {
        Threads.lock(lock);
        try {
            askAt = Math.max(timers.now() + waitMicros * MICRO, outage.grantsFrom());
        } finally {
            lock.unlock();
        }
        go();
    }

    private void ended(Turn ended, @Nullable List<Object> reply, @Nullable Throwable failure) {
        List<Runnable> after = new ArrayList<>();
        Threads.lock(lock);
        try {
            if (turn != ended) {
                return;
            }
            turn = null;
            ended.stopTimers();
            if (reply == null || closed) {
                failed(ended, failure);
            } else {
                answered(ended, Answer.of(reply), after);
            }
        } catch (RuntimeException unreadable) {
            failed(ended, unreadable);
        } finally {
            lock.unlock();
        }
        after.forEach(deliveries::add);
        go();
    }

    private void failed(Turn lost, @Nullable Throwable failure) {
        book.lost(lost);
        lost.asks.forEach(waiter -> ((Ticket) waiter.permit()).doubtful = true);
        long now = timers.now();
        notBefore = now + (outage.isAway() ? RARE_RETRY : RETRY);
        newsAt = now;
        askAt = notBefore;
        renewAt = now;
        outage.failed(failure);
        trouble(lost.begun);
    }

    private void answered(Turn answered, Answer answer, List<Runnable> after) {
        long now = timers.now();
        boolean back = outage.answered(now);
        boolean news = known.learn(answer, answered.begun);
        if (back) {
            waiting.forEach(waiter -> takeBack((Ticket) waiter.permit()));
        }
        boolean usable = outage.grantsFrom() <= now;
        for (int i = 0; i < answered.asks.size(); i++) {
            Waiter<Permit> waiter = answered.asks.get(i);
            Ticket ticket = (Ticket) waiter.permit();
            ticket.doubtful = false;
            if (i >= answer.given()) {
                long least = answer.leastWaits().get(i - answer.given()) * MICRO;
                refuseIfTooLate(waiter, ticket, least, now, after);
            } else if (usable && waiting.remove(waiter)) {
                forget(ticket);
                book.given(ticket);
                after.add(() -> give(waiter, ticket));
            } else {
                book.back(ticket);
            }
        }
        planNext(answered, answer, news, now);
    }

    private void planNext(Turn answered, Answer answer, boolean stateIsNew, long now) {
        boolean all = answer.given() == answered.asks.size();
        long ask = all ? now : now + Math.max(0, answer.againMicros()) * MICRO;
        askAt = waiting.isEmpty() ? NEVER : Math.max(Math.min(ask, askAt), outage.grantsFrom());
        newsAt = book.hasNews() ? now : newsAt;
        if (stateIsNew) {
            renewAt = now;
        } else if (renewAt == NEVER && (book.holds() || known.mayBeAsked(now))) {
            renewAt = now + RENEWAL;
        }
    }

    private void refuseIfTooLate(Waiter<Permit> waiter, Ticket ticket, long leastWait, long now, List<Runnable> after) {
        if (leastWait > ticket.deadline - now && waiting.remove(waiter)) {
            forget(ticket);
            long patience = Math.max(0, ticket.deadline - now);
            after.add(() -> waiter.completeExceptionally(tooLong(leastWait, patience)));
        }
    }

    private void give(Waiter<Permit> waiter, Ticket ticket) {
        if (!waiter.grant()) {
            ticket.unused();
        }
    }

    /** No answer yet, which is no outage; but whoever has no time left hears of it. */
    private void silent(Turn silent) {
        Threads.lock(lock);
        try {
            if (turn == silent) {
                trouble(silent.begun);
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(Turn mute) {
        Threads.lock(lock);
        try {
            if (turn == mute) {
                turn = null;
                failed(mute, null);
                link.reconnect();
            }
        } finally {
            lock.unlock();
        }
        go();
    }

    private void trouble(long since) {
        long now = timers.now();
        if (outage.begins(since)) {
            timers.after(Math.max(0, since + Outage.CAUTION - now), this::away);
            waiting.forEach(waiter -> watchPatience(waiter, (Ticket) waiter.permit()));
        }
    }

    private void watchPatience(Waiter<Permit> waiter, Ticket ticket) {
        if (outage.isOn() && ticket.deadline < NEVER / 4 && ticket.outOfPatience == null) {
            long early = Math.max(0, ticket.deadline - timers.now() - TimeUnit.MILLISECONDS.toNanos(20));
            ticket.outOfPatience = timers.after(early, () -> outOfPatience(waiter, ticket));
        }
    }

    private void outOfPatience(Waiter<Permit> waiter, Ticket ticket) {
        Throwable reason;
        Threads.lock(lock);
        try {
            ticket.outOfPatience = null;
            if (!outage.isOn() || ticket.substitute != null || !waiting.remove(waiter)) {
                return;
            }
            forget(ticket);
            reason = outage.reason(timers.now());
        } finally {
            lock.unlock();
        }
        deliveries.add(() -> waiter.completeExceptionally(reason));
    }

    /** Long enough for what Redis had given before to be used: now it counts what was chosen for this case. */
    private void away() {
        Threads.lock(lock);
        try {
            if (!closed && outage.becomesAway(timers.now())) {
                List.copyOf(waiting).forEach(this::substitute);
            }
        } finally {
            lock.unlock();
        }
    }

    private void substitute(Waiter<Permit> waiter) {
        Ticket ticket = (Ticket) waiter.permit();
        long left = Math.max(0, ticket.deadline - timers.now());
        CompletableFuture<Permit> other = outage.acquire(ticket.tokens, Duration.ofNanos(left));
        if (other != null) {
            ticket.substitute = other;
            other.whenComplete((permit, failure) -> substituted(waiter, ticket, permit, failure));
        }
    }

    private void substituted(
            Waiter<Permit> waiter, Ticket ticket, @Nullable Permit permit, @Nullable Throwable failure) {
        boolean mine;
        Threads.lock(lock);
        try {
            mine = outage.isAway() && waiting.contains(waiter) && ticket.substitute != null;
            if (mine) {
                waiting.remove(waiter);
                ticket.substitute = null;
                forget(ticket);
                if (permit != null) {
                    ticket.delegate = permit;
                    ticket.local = true;
                    book.given(ticket);
                    book.forgetPast(timers.now());
                }
            }
        } finally {
            lock.unlock();
        }
        if (!mine && permit != null) {
            permit.unused();
        } else if (mine && permit != null) {
            deliveries.add(() -> give(waiter, ticket));
        } else if (mine && failure != null) {
            deliveries.add(() -> waiter.completeExceptionally(failure));
        }
    }

    private void takeBack(Ticket ticket) {
        CompletableFuture<Permit> other = ticket.substitute;
        if (other != null) {
            ticket.substitute = null;
            deliveries.add(() -> other.cancel(false));
        }
    }

    /** What becomes of an attempt, unless it is over. */
    void happened(Ticket ticket, LongConsumer event) {
        Threads.lock(lock);
        try {
            if (ticket.over) {
                return;
            }
            long now = timers.now();
            event.accept(now);
            book.changed(ticket);
            book.forgetPast(now);
            // what is free at once may be somebody's who waits; of the rest Redis need not hear before it counts
            boolean freesNow = ticket.unused || (ticket.over && limit.tokens() > 0 && !waiting.isEmpty());
            newsAt = Math.min(newsAt, freesNow ? now : now + Math.min(NEWS_WAIT, limit.periodNanos() / 10));
        } finally {
            lock.unlock();
        }
        go();
    }

    void used(Ticket ticket, long counted) {
        Threads.lock(lock);
        try {
            ticket.tokens = limit.used(counted);
        } finally {
            lock.unlock();
        }
    }

    void rejected() {
        Threads.lock(lock);
        try {
            book.rejected();
            newsAt = timers.now();
        } finally {
            lock.unlock();
        }
        go();
    }

    /** Ends what waits; what has become of permits until now is still told to Redis. */
    void close() {
        Turn last;
        List<Waiter<Permit>> left;
        Threads.lock(lock);
        try {
            left = List.copyOf(waiting);
            waiting.clear();
            renewAt = timers.now();
            notBefore = 0;
            last = book.hasNews() ? nextTurn() : null;
            closed = true;
        } finally {
            lock.unlock();
        }
        if (last == null) {
            link.close();
        } else {
            timers.after(SILENCE, link::close);
            call(last);
        }
        left.forEach(waiter -> deliveries.add(
                () -> waiter.completeExceptionally(new IllegalStateException("the rate limiter is closed"))));
    }

    private static long saturatedSum(long one, long other) {
        return Math.min(NEVER / 2, one + other);
    }
}
