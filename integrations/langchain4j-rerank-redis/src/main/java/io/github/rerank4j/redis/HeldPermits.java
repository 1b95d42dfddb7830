package io.github.rerank4j.redis;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The permits that attempts of this JVM hold, and what Redis has not heard of them yet. For one thread at a time. */
final class HeldPermits {

    private static final int MOST_PER_CALL = 300;
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

    void given(SharedPermit permit) {
        recent.given(permit);
        unsent.add(permit);
    }

    /** A permit that nobody takes goes back to Redis; so does one that Redis may have given without an answer. */
    void back(SharedPermit permit) {
        unsent.remove(permit);
        unwanted.add(permit.id);
    }

    /** Redis has to hear what has become of a permit; the last report counts. */
    void changed(SharedPermit permit) {
        unsent.remove(permit);
        changed.add(permit);
    }

    void rejected() {
        rejected = true;
    }

    boolean hasNews() {
        return rejected || !changed.isEmpty() || !unwanted.isEmpty();
    }

    /** Whether Redis has to hear that permits whose request was not sent yet are still held. */
    boolean holds() {
        return !unsent.isEmpty();
    }

    /** Forgets permits of this JVM's own share whose lanes are free again. */
    void forgetPast(long now) {
        Iterator<SharedPermit> oldest = changed.iterator();
        while (oldest.hasNext() && isPast(oldest.next(), now)) {
            oldest.remove();
        }
    }

    private boolean isPast(SharedPermit permit, long now) {
        return permit.local && (permit.unused || permit.coolsFrom + period <= now);
    }

    /** Writes what is new into a call, and with {@code renewed} also which permits are still held. */
    void write(ScriptCall call, boolean renewed) {
        Iterator<SharedPermit> news = changed.iterator();
        while (news.hasNext() && call.reported.size() < MOST_PER_CALL) {
            SharedPermit permit = news.next();
            news.remove();
            call.reported.add(permit);
            write(call, permit);
        }
        unwanted.forEach(id -> call.add("free", id));
        call.unwanted.addAll(unwanted);
        unwanted.clear();
        if (rejected) {
            call.rejected = true;
            call.add("rejected");
            rejected = false;
        }
        if (renewed) {
            unsent.forEach(permit -> call.add("hold", permit.id, String.valueOf(permit.tokens)));
        }
    }

    private static void write(ScriptCall call, SharedPermit permit) {
        if (permit.unused) {
            call.add("free", permit.id);
            return;
        }
        long age = Math.floorDiv(call.begun - permit.coolsFrom, NANOS_PER_MICRO);
        call.add(
                permit.local ? "adopt" : "cool",
                permit.id,
                String.valueOf(age),
                permit.over ? "1" : "0",
                String.valueOf(permit.tokens));
    }

    /** The call did not reach Redis for certain, so everything it said is news again. */
    void lost(ScriptCall call) {
        changed.addAll(call.reported);
        unwanted.addAll(call.unwanted);
        rejected |= call.rejected;
    }
}
