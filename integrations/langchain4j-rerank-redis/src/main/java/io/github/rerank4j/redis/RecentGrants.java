package io.github.rerank4j.redis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What this JVM may grant by itself before all that Redis granted is a period old. A service counts that too, and who had
 * it is not known, but for what was given here: a lane of this JVM's own that has cooled is free for it again. Periods of
 * a second are over with the caution. For one thread at a time.
 */
final class RecentGrants {

    private static final long CAUTIOUS = TimeUnit.MILLISECONDS.toNanos(1400);
    private static final int FEW = 100;

    private final Set<SharedPermit> given = new LinkedHashSet<>();
    private final Set<SharedPermit> cooling = new LinkedHashSet<>();
    private final LongSupplier time;
    private final long period;
    private final boolean counts;
    private final boolean countsTokens;

    private int many = FEW;
    private long opensAt;
    private double lanes;
    private double tokens;

    RecentGrants(Limit limit, LongSupplier time) {
        this.time = time;
        this.period = limit.periodNanos();
        this.counts = period + CAUTIOUS > Outage.CAUTION;
        this.countsTokens = limit.tokens() > 0;
    }

    void given(SharedPermit ticket) {
        if (counts) {
            given.add(ticket);
            if (given.size() > many) {
                long now = time.getAsLong();
                given.removeIf(old -> isFree(old, now));
                many = Math.max(FEW, 2 * given.size());
            }
        }
    }

    /**
     * From now on this JVM is on its own.
     *
     * @param since there was no usable answer
     * @param freeLanes that nobody else can have taken
     * @param freeTokens likewise
     */
    void alone(long since, double freeLanes, double freeTokens) {
        opensAt = since + period + CAUTIOUS;
        lanes = freeLanes;
        tokens = freeTokens;
        cooling.clear();
        // what was free before may be somebody's again
        given.stream().filter(ticket -> !isFree(ticket, since + Outage.CAUTION)).forEach(cooling::add);
    }

    /** Lanes and tokens of this JVM that are not free. */
    List<Double> used() {
        long now = time.getAsLong();
        given.removeIf(old -> isFree(old, now));
        long booked = given.stream().mapToLong(ticket -> ticket.tokens).sum();
        return List.of((double) given.size(), (double) booked);
    }

    /** Whether an attempt of so many tokens may be granted by this JVM; it counts as if it was. */
    boolean takes(long wanted) {
        long now = time.getAsLong();
        if (!counts || now >= opensAt) {
            return true;
        }
        cooling.removeIf(ticket -> {
            boolean free = isFree(ticket, now);
            lanes += free ? 1 : 0;
            tokens += free ? ticket.tokens : 0;
            return free;
        });
        if (lanes < 1 || (countsTokens && tokens < wanted)) {
            return false;
        }
        lanes--;
        tokens -= wanted;
        return true;
    }

    private boolean isFree(SharedPermit ticket, long now) {
        return ticket.unused || (ticket.coolsFrom != SharedPermit.NEVER && ticket.coolsFrom + period <= now);
    }
}
