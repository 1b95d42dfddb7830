package io.github.rerank4j.redis;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The permits that attempts of this JVM have, and what Redis has not heard of them yet. For one thread at a time. */
final class HeldPermits {

    private static final int MOST_PER_TURN = 300;
    private static final long NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    private final Set<SharedPermit> unsent = new LinkedHashSet<>();
    private final Set<SharedPermit> changed = new LinkedHashSet<>();
    private final Set<String> unwanted = new LinkedHashSet<>();
    private final long period;
    private final RecentGrants recent;
    private boolean rejected;

    HeldPermits(Limit limit, RecentGrants recent) {
        this.recent = recent;
        this.period = limit.periodNanos();
    }

    void given(SharedPermit ticket) {
        recent.given(ticket);
        unsent.add(ticket);
    }

    /** One that nobody takes goes back; also one that Redis may have given without our knowing. */
    void back(SharedPermit ticket) {
        unsent.remove(ticket);
        unwanted.add(ticket.id);
    }

    /** What has become of a permit is to be reported; the last counts. */
    void changed(SharedPermit ticket) {
        unsent.remove(ticket);
        changed.add(ticket);
    }

    void rejected() {
        rejected = true;
    }

    boolean hasNews() {
        return rejected || !changed.isEmpty() || !unwanted.isEmpty();
    }

    /** Whether Redis has to hear of permits of which nothing was sent, so that they stay ours. */
    boolean holds() {
        return !unsent.isEmpty();
    }

    /** Forgets what happened on lanes of this JVM's own that are free again. */
    void forgetPast(long now) {
        Iterator<SharedPermit> oldest = changed.iterator();
        while (oldest.hasNext() && isPast(oldest.next(), now)) {
            oldest.remove();
        }
    }

    private boolean isPast(SharedPermit ticket, long now) {
        return ticket.local && (ticket.unused || ticket.coolsFrom + period <= now);
    }

    /** Writes what is new, and with {@code renewed} that the rest is still ours. */
    void write(ScriptCall turn, boolean renewed) {
        Iterator<SharedPermit> news = changed.iterator();
        while (news.hasNext() && turn.reported.size() < MOST_PER_TURN) {
            SharedPermit ticket = news.next();
            news.remove();
            turn.reported.add(ticket);
            write(turn, ticket);
        }
        unwanted.forEach(id -> turn.add("free", id));
        turn.unwanted.addAll(unwanted);
        unwanted.clear();
        if (rejected) {
            turn.rejected = true;
            turn.add("rejected");
            rejected = false;
        }
        if (renewed) {
            unsent.forEach(ticket -> turn.add("hold", ticket.id, String.valueOf(ticket.tokens)));
        }
    }

    private static void write(ScriptCall turn, SharedPermit ticket) {
        if (ticket.unused) {
            turn.add("free", ticket.id);
            return;
        }
        long age = Math.floorDiv(turn.begun - ticket.coolsFrom, NANOS_PER_MICRO);
        turn.add(
                ticket.local ? "adopt" : "cool",
                ticket.id,
                String.valueOf(age),
                ticket.over ? "1" : "0",
                String.valueOf(ticket.tokens));
    }

    /** What a turn has told to nobody is news again. */
    void lost(ScriptCall turn) {
        changed.addAll(turn.reported);
        unwanted.addAll(turn.unwanted);
        rejected |= turn.rejected;
    }
}
