package io.github.rerank4j.resilience;

import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.resilience.Flight.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of a cache, in order: its request is resolved, its keys are looked up, what is not known is asked together
 * with whoever needs it too, and the scores are handed over as the call wants them. If a response shows that another model
 * answers than the one whose scores were known, it begins again.
 */
final class CacheCall {

    private static final int ROUNDS = 3;

    private final Cache cache;
    private final Asking asking;
    private final OpenCall call;
    private final boolean blocking;
    private final long start;
    private final long deadline;
    private final int retries;
    private final Question question;
    private final List<Flight> paid = new ArrayList<>(1);

    private int round;
    private boolean anyFlight;
    private String model = "";
    private Keys keys;
    private double[] raw = {};
    private int hits;

    /** Guarded by the flights, as the next two. */
    private @Nullable Seat[] seats = {};

    private final Set<Flight> flights = new HashSet<>();
    private boolean left;

    /**
     * A call that has not begun.
     *
     * @param blocking whether its caller waits for it, so that its end runs no code of the caller's
     * @throws RuntimeException if its request cannot be resolved, or its scores not be handed over as it wants
     */
    CacheCall(Cache cache, Asking asking, OpenCall call, boolean blocking) {
        this.cache = cache;
        this.asking = asking;
        this.call = call;
        this.blocking = blocking;
        this.start = cache.timers().now();
        RerankRequest request = cache.reranker().resolve(call.request());
        this.deadline = request.timeout()
                .map(timeout -> saturatedSum(start, Durations.saturatedNanos(timeout)))
                .orElse(Long.MAX_VALUE);
        this.retries = request.maxRetries().orElse(Integer.MAX_VALUE);
        this.question =
                Question.of(request, cache.traits().of(request.modelName().orElse(null)));
        this.keys = Keys.none(question.size());
    }

    private static long saturatedSum(long a, long b) {
        return b > Long.MAX_VALUE - a ? Long.MAX_VALUE : a + b;
    }

    /** Looks, and asks for what is not known. */
    void begin() {
        if (!cache.store().keepsAtOnce()) {
            startDeadline();
        }
        look();
    }

    Question question() {
        return question;
    }

    OpenCall open() {
        return call;
    }

    int size() {
        return question.size();
    }

    /** The keys of its documents, for {@link #model}. */
    Keys keys() {
        return keys;
    }

    /** Which model answers, as far as is known. */
    String model() {
        return model;
    }

    /** When its time is up, as timers count; the greatest number for never. */
    long deadline() {
        return deadline;
    }

    /** How often a failed attempt may be repeated for it; the greatest number for as often as the model does. */
    int retries() {
        return retries;
    }

    boolean isBlocking() {
        return blocking;
    }

    /** The flights it waits for; guarded by {@link Flights}, as all down to {@link #hasLeft}. */
    Set<Flight> flights() {
        return flights;
    }

    boolean isSettled(int position) {
        return seats[position] != null || !Double.isNaN(raw[position]);
    }

    void seat(int position, Seat seat) {
        seats[position] = seat;
    }

    void unseat(Flight failed) {
        for (int i = 0; i < seats.length; i++) {
            Seat seat = seats[i];
            if (seat != null && seat.flight() == failed) {
                seats[i] = null;
            }
        }
    }

    void left() {
        left = true;
    }

    boolean hasLeft() {
        return left;
    }

    /**
     * Whether there is time to ask again after a flight has failed, and sense in it: it asked for documents of others
     * too, or had less time or fewer retries. Where the model's own time has been up, a call does not take it twice; nor
     * does one without a time of its own begin it anew after a late failure.
     */
    boolean wouldAskAfter(Flight failed, Throwable failure) {
        long now = cache.timers().now();
        boolean late = deadline == Long.MAX_VALUE && now - start >= cache.lateNanos();
        if (late || deadline - now < Patience.SHORTEST.toNanos()) {
            return false;
        }
        boolean timeout = RerankFailures.isTimeout(failure);
        if (timeout
                && now - failed.begin >= cache.lateNanos()
                && failed.leader().deadline > now + Patience.GRACE_OF_CALLS.toNanos()) {
            return false;
        }
        return needsLessThan(failed)
                || (failed.isLessPatientThan(this) && (timeout || failure instanceof RetriableException));
    }

    private boolean needsLessThan(Flight flight) {
        BitSet needed = new BitSet(flight.positions().size());
        for (Seat seat : seats) {
            if (seat != null && seat.flight() == flight) {
                needed.set(seat.index());
            }
        }
        return needed.cardinality() < flight.positions().size();
    }

    private void leave() {
        cache.flights().leave(this);
    }

    private void startDeadline() {
        if (deadline == Long.MAX_VALUE) {
            return;
        }
        Duration timeout = Duration.ofNanos(deadline - start);
        long left = deadline - cache.timers().now() + Patience.GRACE_OF_CALLS.toNanos();
        Timers.Entry entry = cache.timers().after(left, () -> expire(timeout));
        call.onEnd(entry::cancel);
    }

    /** In the context of the caller; nobody comes again for a call that is left without an end here. */
    private void expire(Duration timeout) {
        try {
            call.inContext(() -> fail(tooLate(timeout))).run();
        } catch (Throwable lacking) {
            failAnyhow(lacking);
        }
    }

    private static TimeoutException tooLate(Duration timeout) {
        return new TimeoutException("the model of the cache did not answer within " + Durations.readable(timeout)
                + " (timeout of the request); give it longer, or find out why it is slow");
    }

    private void look() {
        round++;
        String now = cache.models().now(question.request().modelName().orElse(null));
        boolean alone = now == null || round == ROUNDS;
        model = now == null ? "" : now;
        keys = alone ? Keys.none(size()) : cache.keyMaker().keys(question, model);
        seats = new Seat[size()];
        raw = new double[size()];
        if (alone) {
            found(null);
        } else {
            long patience = (deadline - cache.timers().now()) / 2;
            cache.store().find(keys, patience, this::goOn);
        }
    }

    private void goOn(double @Nullable [] known) {
        try {
            call.inContext(() -> found(known)).run();
        } catch (Throwable lacking) {
            failAnyhow(lacking);
        }
    }

    private void found(double @Nullable [] known) {
        hits = known == null ? 0 : take(known);
        if (hits < size()) {
            for (int i = 0; i < raw.length; i++) {
                raw[i] = known == null || !isUsable(known, i) ? Double.NaN : known[i];
            }
        }
        if (round == 1) {
            cache.tally().looked(hits, size() - hits);
        }
        if (hits == size()) {
            succeed();
        } else {
            ask();
        }
    }

    private boolean isUsable(double[] known, int position) {
        return (keys.list() == null || hits > 0) && question.accepts(known[position]);
    }

    /** How many of the scores can be used; of a list all or none. */
    private int take(double[] known) {
        int usable = 0;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = known[i];
            usable += question.accepts(known[i]) ? 1 : 0;
        }
        boolean whole = keys.list() == null || (usable == raw.length && Keys.seal(raw) == known[raw.length]);
        return whole ? usable : 0;
    }

    private void ask() {
        if (!anyFlight) {
            anyFlight = true;
            call.onEnd(this::leave);
            if (cache.store().keepsAtOnce()) {
                startDeadline();
            }
        }
        goOn(cache.flights().board(this));
    }

    private void goOn(Flights.Boarding boarding) {
        Flight own = boarding.own();
        if (own != null) {
            asking.send(own);
        } else if (boarding.complete()) {
            finish();
        }
    }

    /** A flight is sent for this call, which has to say what it cost. */
    void pays(Flight flight) {
        paid.add(flight);
    }

    /** All flights it has waited for have answered. */
    void finish() {
        if (call.isOver()) {
            return;
        }
        if (isMixed() && round < ROUNDS) {
            look();
            return;
        }
        for (int i = 0; i < raw.length; i++) {
            Seat seat = seats[i];
            if (seat != null) {
                raw[i] = seat.flight().scores[seat.index()];
            }
        }
        succeed();
    }

    /** Whether its scores are those of two models: known ones and new ones, or of two flights. */
    private boolean isMixed() {
        String first = hits > 0 ? model : null;
        for (Seat seat : seats) {
            if (seat != null) {
                String other = seat.flight().model;
                if (first != null && !first.equals(other)) {
                    return true;
                }
                first = other;
            }
        }
        return false;
    }

    private void succeed() {
        double[] scores = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            scores[i] = question.handedOver(raw[i], i);
        }
        RerankResponse response = RerankResponse.of(question.request(), scores, facts());
        try {
            call.succeed(response);
        } catch (Throwable lacking) {
            failAnyhow(lacking);
        }
    }

    private Facts facts() {
        if (!anyFlight) {
            return Facts.builder().cached(true).modelName(answering()).build();
        }
        return Bill.of(paid, answering());
    }

    private @Nullable String answering() {
        String name = model;
        for (Seat seat : seats) {
            if (seat != null) {
                name = seat.flight().model;
            }
        }
        return name.isEmpty() ? null : name;
    }

    void fail(Throwable failure) {
        try {
            call.fail(failure);
        } catch (Throwable lacking) {
            Futures.fail(call.result(), failure);
        }
    }

    /** For who was to end the call, and has come upon this: it may have ended without its caller's being told. */
    void failAnyhow(Throwable failure) {
        fail(failure);
        Futures.fail(call.result(), failure);
    }
}
