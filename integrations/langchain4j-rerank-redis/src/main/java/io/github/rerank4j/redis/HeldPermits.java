package io.github.rerank4j.redis;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The permits that attempts of this JVM hold, and what Redis has not heard of them yet. For one thread at a time. */
final class HeldPermits {

    private static final int MOST_PER_CALL = 300;
    /** What the script's leases last beside the period. */
    private static final long LEASE = TimeUnit.SECONDS.toNanos(5);

    private static final long NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    private final Set<SharedPermit> unsent = new LinkedHashSet<>();
    private final Set<SharedPermit> changed = new LinkedHashSet<>();
    /** Ids, and since when. */
    private final Map<String, Long> unwanted = new LinkedHashMap<>();

    private final LongSupplier time;
    private final long period;
    private final RecentGrants recent;
    private boolean rejected;

    HeldPermits(Limit limit, RecentGrants recent, LongSupplier time) {
        this.recent = recent;
        this.time = time;
        this.period = limit.periodNanos();
    }

    void given(SharedPermit permit) {
        recent.given(permit);
        unsent.add(permit);
    }

    /**
     * A permit that nobody takes goes back to Redis; so does one that Redis may have given without an answer. One that this
     * JVM has given by itself meanwhile has the same id, and stays.
     */
    void back(SharedPermit permit) {
        if (!permit.local) {
            unsent.remove(permit);
            unwanted.put(permit.id, time.getAsLong());
        }
    }

    /** Redis takes a permit back by itself when its lease is over, however long it is away. */
    private void forgetExpired() {
        long now = time.getAsLong();
        unwanted.values().removeIf(since -> now - since > LEASE + period);
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
        forgetExpired();
        unwanted.keySet().forEach(id -> call.add("free", id));
        call.unwanted.putAll(unwanted);
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
        unwanted.putAll(call.unwanted);
        rejected |= call.rejected;
    }
}
