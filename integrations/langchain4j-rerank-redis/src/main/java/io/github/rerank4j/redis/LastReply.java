package io.github.rerank4j.redis;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What Redis told this JVM last, which is all it knows of the others. For one thread at a time. */
final class LastReply {

    private static final double FOREVER = 0x1p62;
    private static final String NOTHING = "";
    private static final long JUST = TimeUnit.MILLISECONDS.toNanos(20);
    /** A JVM that waits for permits or holds some hears from Redis more often; what an idle one knows is out of date. */
    private static final long RECENT = SECONDS.toNanos(5);

    private final double lanes;
    private final double budget;
    private final long period;
    private final long memory;
    private String epoch = NOTHING;
    private String taken = "0";
    private String tokens = "0";
    private long at;
    private int instances;
    private long startsAt;
    private long grantedAt;
    private boolean granted;
    private long refusedAt;
    private long refusedUntil;
    private long refusedTokens = Long.MAX_VALUE;

    LastReply(Limit limit) {
        this.lanes = limit.lanes();
        this.budget = limit.tokens();
        this.period = limit.periodNanos();
        this.memory = period + TimeUnit.MILLISECONDS.toNanos(1400);
    }

    /** Learns from an answer; whether the state that was known before is lost. */
    boolean learn(ScriptReply answer, long begun) {
        boolean lost = !epoch.equals(NOTHING) && !epoch.equals(answer.epoch());
        epoch = answer.epoch();
        taken = answer.taken();
        tokens = answer.tokens();
        instances = answer.instances();
        at = begun;
        startsAt = begun + answer.startsIn();
        if (answer.given() > 0) {
            granted = true;
            grantedAt = begun;
        }
        return lost;
    }

    /** What every call of the script begins with. */
    List<String> header(CallLoop.Account account, long now) {
        Limit limit = account.limit();
        return List.of(
                account.jvm(),
                String.format(Locale.ROOT, "%.0f", limit.lanes()),
                String.valueOf(limit.periodMicros()),
                String.valueOf(limit.tokens()),
                account.channels(),
                epoch,
                taken,
                tokens,
                String.valueOf(TimeUnit.NANOSECONDS.toMicros(now - at)));
    }

    /** Whether Redis would need to hear of this JVM if it lost its state: a period longer than a second is not over soon. */
    boolean mayBeAsked(long now) {
        return period > SECONDS.toNanos(1) && granted && now - grantedAt < memory;
    }

    /** How long Redis grants nothing, because it knows nothing of what was granted before; 0 or less if it does. */
    long startsIn(long now) {
        return startsAt - now;
    }

    /** The sentence that says so. */
    String ofNewState(long now) {
        String span = period == TimeUnit.MINUTES.toNanos(1) ? "minute" : Durations.readable(Duration.ofNanos(period));
        return "Redis knows nothing of the last " + span + " under this key; the first permits come in "
                + Durations.readable(Duration.ofNanos(startsIn(now)));
    }

    /** JVMs that Redis had seen in the minute before its last answer; 0 if that was too long before this time, or none. */
    int instances(long before) {
        return before - at > RECENT ? 0 : instances;
    }

    /** Lanes that were free at the last answer if this JVM uses so many; 0 where {@link #instances} is. */
    double freeLanes(double used, long before) {
        return instances(before) == 0 ? 0 : lanes - Math.max(used, Double.parseDouble(taken));
    }

    /** Tokens that were free, likewise. */
    double freeTokens(double used, long before) {
        return instances(before) == 0 ? 0 : budget - Math.max(used, Double.parseDouble(tokens));
    }

    /** Redis had nothing for the first who asked in a call that began then. */
    void refused(long begun, long leastWait, long tokens) {
        refusedAt = begun;
        refusedUntil = begun + leastWait;
        refusedTokens = tokens;
    }

    /**
     * How long who needs so many tokens waits at least, as Redis has just said to another; 0 where that is too long ago. So
     * callers with little time, however many come and go, cost Redis no call each.
     */
    long refusedFor(long tokens, long now) {
        return tokens >= refusedTokens && now - refusedAt < JUST ? Math.max(0, refusedUntil - now) : 0;
    }

    /** How long a waiter waits at least behind so many of this JVM, whatever other JVMs do. */
    long leastWait(int ahead) {
        double rounds = Math.floor(ahead / lanes);
        return (long) Math.min(rounds * period, FOREVER);
    }

    /** What Redis adds to {@link #leastWait} never exceeds this. */
    long mostOfRound() {
        return period + SECONDS.toNanos(4);
    }
}
