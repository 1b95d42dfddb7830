package io.github.rerank4j.redis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What this JVM may grant by itself before everything that Redis granted is a period old. The service still counts those
 * grants, and this JVM knows only its own: a lane of its own that has cooled is free for it again. A period of a second
 * is over with the caution, so nothing is counted then. For one thread at a time.
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

    void given(SharedPermit permit) {
        if (counts) {
            given.add(permit);
            if (given.size() > many) {
                long now = time.getAsLong();
                given.removeIf(old -> isFree(old, now));
                many = Math.max(FEW, 2 * given.size());
            }
        }
    }

    /**
     * From now on this JVM grants by itself.
     *
     * @param since when there has been no usable answer
     * @param freeLanes lanes that nobody else can have taken
     * @param freeTokens tokens that nobody else can have taken
     */
    void alone(long since, double freeLanes, double freeTokens) {
        opensAt = since + period + CAUTIOUS;
        lanes = freeLanes;
        tokens = freeTokens;
        cooling.clear();
        // a lane that was free before may be taken again
        given.stream().filter(permit -> !isFree(permit, since + Outage.CAUTION)).forEach(cooling::add);
    }

    /** The lanes and the tokens of this JVM that are not free. */
    List<Double> used() {
        long now = time.getAsLong();
        given.removeIf(old -> isFree(old, now));
        long booked = given.stream().mapToLong(permit -> permit.tokens).sum();
        return List.of((double) given.size(), (double) booked);
    }

    /** Whether this JVM may grant an attempt of so many tokens; if so, the attempt counts as granted. */
    boolean takes(long wanted) {
        long now = time.getAsLong();
        if (!counts || now >= opensAt) {
            return true;
        }
        cooling.removeIf(permit -> {
            boolean free = isFree(permit, now);
            lanes += free ? 1 : 0;
            tokens += free ? permit.tokens : 0;
            return free;
        });
        if (lanes < 1 || (countsTokens && tokens < wanted)) {
            return false;
        }
        lanes--;
        tokens -= wanted;
        return true;
    }

    private boolean isFree(SharedPermit permit, long now) {
        return permit.unused || (permit.coolsFrom != SharedPermit.NEVER && permit.coolsFrom + period <= now);
    }
}
