package io.github.rerank4j.concurrent;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What has to be stopped when something ends, such as a call: each action is run, whatever another throws and whatever
 * the machine lacks; one that is added afterwards at once. An action may run twice. Safe for use by many threads.
 */
public final class Stops {

    /** A minute of breaths. */
    private static final int TRIES = 6_000;

    private static final long BREATH_NANOS = 10_000_000;

    /** A call seldom has more of them at one time. */
    private static final int USUAL_STOPS = 4;

    private final ArrayDeque<Runnable> stops = new ArrayDeque<>(USUAL_STOPS);
    private Timers.@Nullable Entry expiry;
    private boolean stopped;

    /** Nothing to be stopped yet. */
    public Stops() {}

    /** Keeps an action; runs it now if all has been stopped. */
    public void add(Runnable stop) {
        if (!keep(stop)) {
            stop.run();
        }
    }

    /** Forgets an action because there is nothing left to be stopped by it. */
    public void forget(Runnable stop) {
        synchronized (stops) {
            stops.removeFirstOccurrence(stop);
        }
    }

    /** The entry that calls {@link #stopAll} again; cancelled when nothing is left. */
    public void expireWith(Timers.Entry entry) {
        boolean late;
        synchronized (stops) {
            expiry = entry;
            late = stopped;
        }
        if (late) {
            stopAll();
        }
    }

    /** The entry is over, and nobody comes again. */
    public void forgetExpiry() {
        synchronized (stops) {
            expiry = null;
        }
    }

    private boolean keep(Runnable stop) {
        synchronized (stops) {
            if (!stopped) {
                stops.add(stop);
            }
            return !stopped;
        }
    }

    /**
     * Runs all actions, and from now on each that is added. Needs no memory of its own. What fails for want of it stays
     * where there is an expiry, which tries again; else it is tried again for a minute.
     */
    public void stopAll() {
        for (int left = beginsToStop(); left > 0; left--) {
            Runnable stop = nextStop();
            if (stop != null && !runs(stop) && !keptForExpiry(stop)) {
                runOnceThereIsHeap(stop);
            }
        }
        Timers.Entry last = lastEntry();
        if (last != null) {
            last.cancel();
        }
    }

    private int beginsToStop() {
        synchronized (stops) {
            stopped = true;
            return stops.size();
        }
    }

    private @Nullable Runnable nextStop() {
        synchronized (stops) {
            return stops.pollFirst();
        }
    }

    /** Whether it ran, if not to its end: false if the machine is to blame. */
    private static boolean runs(Runnable stop) {
        try {
            stop.run();
            return true;
        } catch (VirtualMachineError lacking) {
            return false;
        } catch (Throwable broken) {
            Threads.report(broken);
            return true;
        }
    }

    /** False after the deadline, and without one: nobody comes again. */
    private boolean keptForExpiry(Runnable stop) {
        synchronized (stops) {
            if (expiry != null) {
                stops.addLast(stop);
            }
            return expiry != null;
        }
    }

    /** Or it would go on for ever: a request that nobody ends may wait for its answer as long as the service likes. */
    private static void runOnceThereIsHeap(Runnable stop) {
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                stop.run();
                return;
            } catch (OutOfMemoryError noHeap) {
                LockSupport.parkNanos(BREATH_NANOS);
            } catch (Throwable broken) {
                Threads.report(broken);
                return;
            }
        }
    }

    private Timers.@Nullable Entry lastEntry() {
        synchronized (stops) {
            Timers.Entry last = stops.isEmpty() ? expiry : null;
            expiry = stops.isEmpty() ? null : expiry;
            return last;
        }
    }
}
