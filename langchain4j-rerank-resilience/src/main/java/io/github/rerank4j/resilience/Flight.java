package io.github.rerank4j.resilience;

import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Timers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request to a cache's model, for which calls wait: the one that has it sent, its leader, and others that need one of
 * its scores. What changes is guarded by {@link Flights}, but for the request on the wire.
 */
final class Flight {

    /** What has become of it. */
    enum State {
        /** Its scores are still to come. */
        UNDER_WAY,
        /** Its scores are there. */
        ANSWERED,
        /** It has failed, or nobody has waited for it any more. */
        OVER
    }

    final long begin;
    private final CacheCall leader;
    private final Keys keys;
    private final String askedOf;
    private final List<Integer> positions = new ArrayList<>();

    State state = State.UNDER_WAY;
    final Set<CacheCall> waiting = new LinkedHashSet<>();
    double[] scores = {};
    String model = "";
    long answeredAt;

    @Nullable
    RerankResponse response;

    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile Timers.@Nullable Entry latestBegin;
    private volatile boolean unwanted;
    private volatile @Nullable CompletableFuture<RerankResponse> asked;

    /** A request for the leader's documents, and when it begins, as timers count. */
    Flight(CacheCall leader, long begin) {
        this.begin = begin;
        this.leader = leader;
        this.keys = leader.keys();
        this.askedOf = leader.model();
    }

    CacheCall leader() {
        return leader;
    }

    /** Has a document of the leader's asked; returns its place in the request. */
    int add(int position) {
        positions.add(position);
        return positions.size() - 1;
    }

    /** The leader's documents that are asked, in document order. */
    List<Integer> positions() {
        return positions;
    }

    /** The keys of the leader's documents. */
    Keys keys() {
        return keys;
    }

    /** The model that the keys are for. */
    String askedOf() {
        return askedOf;
    }

    /** Whether a call would have more time or repeats. */
    boolean isLessPatientThan(CacheCall call) {
        return leader.deadline() < call.deadline() || leader.retries() < call.retries();
    }

    /** What begins it if nobody does before. */
    void beginsBy(Timers.Entry latest) {
        latestBegin = latest;
    }

    /** Whether its model is to be asked now; true once. */
    boolean begin() {
        boolean first = begun.compareAndSet(false, true);
        Timers.Entry latest = latestBegin;
        if (first && latest != null) {
            latest.cancel();
        }
        return first;
    }

    boolean isUnwanted() {
        return unwanted;
    }

    /** The model was asked, and this is to be its response. */
    void asked(CompletableFuture<RerankResponse> response) {
        asked = response;
        if (unwanted) {
            Futures.cancel(response);
        }
    }

    /** Nobody waits for it any more: ends its work, which may be on the wire. */
    void giveUp() {
        unwanted = true;
        CompletableFuture<RerankResponse> response = asked;
        if (response != null) {
            Futures.cancel(response);
        }
    }

    /**
     * Where the score of a document is to come from.
     *
     * @param index its place in the flight's request
     */
    record Seat(Flight flight, int index) {}
}
