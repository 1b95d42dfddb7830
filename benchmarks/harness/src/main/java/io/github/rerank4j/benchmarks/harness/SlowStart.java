package io.github.rerank4j.benchmarks.harness;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When what is handed to a TCP sender leaves it on a path without loss: ten segments at first (RFC 6928), and with
 * every acknowledgement as many bytes more as it acknowledges, if at least half of what may be on its way was. For use
 * by one thread.
 */
final class SlowStart {

    private static final int SEGMENT = 1460;

    private final long roundTripNanos;
    private final Deque<Flight> flights = new ArrayDeque<>();
    private long window = 10L * SEGMENT;
    private long inFlight;
    private long clock;

    SlowStart(long roundTripNanos, long connectedNanos) {
        this.roundTripNanos = roundTripNanos;
        this.clock = connectedNanos;
    }

    /** How many of these bytes, which were handed over at that time, leave together next; at least one. */
    int next(int bytes, long handedNanos) {
        clock = Math.max(clock, handedNanos);
        acknowledge();
        while (inFlight >= window) {
            clock = flights.getFirst().acknowledged();
            acknowledge();
        }
        int some = (int) Math.min(bytes, window - inFlight);
        inFlight += some;
        flights.add(new Flight(clock + roundTripNanos, some, inFlight));
        return some;
    }

    /** When the last ones left. */
    long departure() {
        return clock;
    }

    private void acknowledge() {
        while (!flights.isEmpty() && flights.getFirst().acknowledged() <= clock) {
            Flight flight = flights.removeFirst();
            inFlight -= flight.bytes();
            if (window < 2 * flight.inFlight()) {
                window += flight.bytes();
            }
        }
    }

    /** Bytes that left together, and how many were on their way then. */
    private record Flight(long acknowledged, int bytes, long inFlight) {}
}
