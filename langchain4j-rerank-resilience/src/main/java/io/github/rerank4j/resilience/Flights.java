package io.github.rerank4j.resilience;

import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.resilience.Flight.Seat;
import io.github.rerank4j.resilience.Flight.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which flight, and which score comes from where: a document is asked once at a time, by whichever call
 * came first. One lock guards it all, and no code of anybody else's runs while it is held. Safe for use by many threads.
 */
final class Flights {

    private static final Comparator<CacheCall> MOST_PATIENT_FIRST = Comparator.comparingLong(CacheCall::deadline)
            .thenComparingInt(CacheCall::retries)
            .reversed();

    /** How long scores are taken from a flight whose seats nobody has freed, for want of memory perhaps. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<ScoreKey, Seat> seats = new HashMap<>();
    private final LongSupplier nanoTime;

    /** No flights, and a clock in nanoseconds. */
    Flights(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What a call has to do after it has been seated.
     *
     * @param own a flight that it has to send, if any
     * @param complete whether all scores are there already
     */
    record Boarding(@Nullable Flight own, boolean complete) {}

    /**
     * What has become of those who waited for a flight that failed.
     *
     * @param failed calls that have failed with it
     * @param complete calls that have their scores from elsewhere
     * @param own flights to be sent, by those who ask themselves
     */
    record Failed(List<CacheCall> failed, List<CacheCall> complete, List<Flight> own) {}

    /** Finds seats for all documents of a call that have none; it waits for their flights from now on. */
    synchronized Boarding board(CacheCall call) {
        return board(call, false);
    }

    private Boarding board(CacheCall call, boolean picky) {
        if (call.hasLeft()) {
            return new Boarding(null, false);
        }
        Flight own = new Flight(call, nanoTime.getAsLong());
        Boarding boarding = null;
        try {
            ScoreKey list = call.keys().list();
            if (list != null) {
                boardAsList(call, list, own, picky);
            } else {
                boardEach(call, own, picky);
            }
            boarding = new Boarding(
                    own.positions().isEmpty() ? null : own, call.flights().isEmpty());
            return boarding;
        } finally {
            if (boarding == null) {
                // whoever takes a seat in it would wait for ever
                own.state = State.OVER;
            }
        }
    }

    private void boardAsList(CacheCall call, ScoreKey list, Flight own, boolean picky) {
        Seat first = seats.get(list);
        Flight flight = first != null && takes(first.flight(), call, picky) ? first.flight() : own;
        if (flight == own) {
            for (int position = 0; position < call.size(); position++) {
                own.add(position);
            }
            seats.put(list, new Seat(own, 0));
        }
        wait(call, flight);
        for (int position = 0; position < call.size(); position++) {
            call.seat(position, new Seat(flight, position));
        }
    }

    private void boardEach(CacheCall call, Flight own, boolean picky) {
        for (int position = 0; position < call.size(); position++) {
            if (call.isSettled(position)) {
                continue;
            }
            ScoreKey key = call.keys().of(position);
            Seat seat = key == null ? null : seats.get(key);
            if (seat == null || (seat.flight() != own && !takes(seat.flight(), call, picky))) {
                seat = new Seat(own, own.add(position));
                if (key != null) {
                    seats.put(key, seat);
                }
            }
            wait(call, seat.flight());
            call.seat(position, seat);
        }
    }

    private boolean takes(Flight flight, CacheCall call, boolean picky) {
        return switch (flight.state) {
            case OVER -> false;
            case ANSWERED ->
                nanoTime.getAsLong() - flight.answeredAt < FRESH_NANOS && flight.model.equals(call.model());
            case UNDER_WAY -> !mayEndTooEarly(flight, call) && (!picky || !flight.isLessPatientThan(call));
        };
    }

    /** How long the model takes at most is not known: a call that leaves its time to it would wait for it twice. */
    private static boolean mayEndTooEarly(Flight flight, CacheCall call) {
        return call.deadline() == Long.MAX_VALUE && flight.leader().deadline() < Long.MAX_VALUE;
    }

    /** In this order: a call that is on its way out leaves what it has noted down. */
    private static void wait(CacheCall call, Flight flight) {
        if (flight.state == State.UNDER_WAY && call.flights().add(flight)) {
            flight.waiting.add(call);
        }
    }

    /** A call is over; what nobody else waits for is given up. */
    void leave(CacheCall call) {
        synchronized (this) {
            call.left();
            for (Flight flight : call.flights()) {
                flight.waiting.remove(call);
                if (flight.waiting.isEmpty() && flight.state == State.UNDER_WAY) {
                    end(flight);
                }
            }
        }
        for (Flight flight : call.flights()) {
            if (isOver(flight)) {
                flight.giveUp();
            }
        }
    }

    private synchronized boolean isOver(Flight flight) {
        return flight.state == State.OVER;
    }

    /** The scores of a flight are there; returns the calls that have all theirs. Its seats stay until it is forgotten. */
    synchronized List<CacheCall> answered(Flight flight, double[] scores, String model, RerankResponse response) {
        List<CacheCall> complete = new ArrayList<>(flight.waiting.size());
        if (flight.state != State.UNDER_WAY) {
            return complete;
        }
        flight.scores = scores;
        flight.model = model;
        flight.response = response;
        flight.answeredAt = nanoTime.getAsLong();
        for (CacheCall call : flight.waiting) {
            call.flights().remove(flight);
            if (call.flights().isEmpty()) {
                complete.add(call);
            }
        }
        flight.state = State.ANSWERED;
        flight.waiting.clear();
        return complete;
    }

    /** A flight has failed: whoever can do better is seated elsewhere, the most patient first. */
    synchronized Failed failed(Flight flight, Throwable failure) {
        Failed result = new Failed(new ArrayList<>(flight.waiting.size()), new ArrayList<>(), new ArrayList<>());
        if (flight.state != State.UNDER_WAY) {
            return result;
        }
        List<CacheCall> waiting = new ArrayList<>(flight.waiting);
        waiting.sort(MOST_PATIENT_FIRST);
        end(flight);
        boolean allSettled = false;
        try {
            for (CacheCall call : waiting) {
                if (call.wouldAskAfter(flight, failure)) {
                    seatElsewhere(call, flight, result);
                } else {
                    result.failed().add(call);
                }
            }
            allSettled = true;
        } finally {
            if (!allSettled) {
                result.own().forEach(own -> own.state = State.OVER);
            }
        }
        flight.waiting.clear();
        return result;
    }

    private void seatElsewhere(CacheCall call, Flight failed, Failed result) {
        call.flights().remove(failed);
        call.unseat(failed);
        Boarding boarding = board(call, true);
        if (boarding.own() != null) {
            result.own().add(boarding.own());
        }
        if (boarding.complete()) {
            result.complete().add(call);
        }
    }

    /** The next one that still waits for a flight that is to be given up; null for none. */
    synchronized @Nullable CacheCall abandon(Flight flight) {
        flight.state = State.OVER;
        var waiting = flight.waiting.iterator();
        if (!waiting.hasNext()) {
            end(flight);
            return null;
        }
        CacheCall call = waiting.next();
        waiting.remove();
        return call;
    }

    /** The scores of a flight are to be had elsewhere now. */
    synchronized void forget(Flight flight) {
        free(flight);
    }

    private void end(Flight flight) {
        flight.state = State.OVER;
        free(flight);
    }

    /** Without an iterator, which needs memory. */
    private void free(Flight flight) {
        free(flight, flight.keys().list());
        for (int i = 0; i < flight.positions().size(); i++) {
            free(flight, flight.keys().of(flight.positions().get(i)));
        }
    }

    private void free(Flight flight, @Nullable ScoreKey key) {
        Seat seat = key == null ? null : seats.get(key);
        if (seat != null && seat.flight() == flight) {
            seats.remove(key);
        }
    }

    /** How many scores are to come from a flight. */
    synchronized int size() {
        return seats.size();
    }
}
