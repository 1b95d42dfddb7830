package io.github.rerank4j.resilience;

import io.github.rerank4j.Document;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends the flights of a cache to its model, on threads of ours, because nobody's thread may be busy for others; keeps
 * what comes back, and lets those go on who have waited for it. Nothing here throws. Safe for use by many threads.
 */
final class Asking {

    private static final long BREATH_NANOS = 10_000_000;

    /** How long the context of the leader may hold a request back that others wait for. */
    private static final Duration CONTEXT_PATIENCE = Duration.ofSeconds(1);

    private final Cache cache;
    private final AtomicLong questions = new AtomicLong();

    Asking(Cache cache) {
        this.cache = cache;
    }

    /** Has the model asked, in the context of the flight's leader; without it if that takes too long. */
    void send(Flight flight) {
        try {
            CacheCall leader = flight.leader();
            leader.pays(flight);
            Runnable asking = leader.open().inContext(() -> ask(flight));
            if (cache.carries()) {
                flight.beginsBy(cache.timers().after(CONTEXT_PATIENCE, () -> ask(flight)));
            }
            Threads.handOver(cache.threads(), asking, refused -> failed(flight, refused));
        } catch (Throwable lacking) {
            failed(flight, lacking);
        }
    }

    private void ask(Flight flight) {
        try {
            if (!flight.begin() || flight.isUnwanted()) {
                return;
            }
            long number = questions.incrementAndGet();
            CompletableFuture<RerankResponse> asked = OpenCalls.ask(cache.reranker(), request(flight));
            flight.asked(asked);
            asked.whenComplete((response, failure) -> ended(flight, number, response, failure));
        } catch (Throwable lacking) {
            failed(flight, lacking);
        }
    }

    /** What the leader's request asks, but for the documents that are known or asked by others. */
    private RerankRequest request(Flight flight) {
        CacheCall leader = flight.leader();
        RerankRequest whole = leader.question().request();
        RerankRequest.Builder request = whole.toBuilder()
                .scores(ScoreOutput.RAW)
                .executor(null)
                .calledBy(leader.open().context());
        if (flight.positions().size() < leader.size()) {
            List<Document> missing = new ArrayList<>(flight.positions().size());
            for (int position : flight.positions()) {
                missing.add(leader.question().documents().get(position));
            }
            request.candidates(missing);
        }
        if (leader.deadline() < Long.MAX_VALUE) {
            Duration left = Duration.ofNanos(leader.deadline() - cache.timers().now());
            request.timeout(left.compareTo(Patience.SHORTEST) < 0 ? Patience.SHORTEST : left);
        }
        return request.build();
    }

    private void ended(Flight flight, long number, @Nullable RerankResponse response, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                failed(flight, Futures.unwrapped(failure));
            } else {
                answered(flight, number, response);
            }
        } catch (Throwable broken) {
            failed(flight, broken);
        }
    }

    private void answered(Flight flight, long number, @Nullable RerankResponse answer) {
        RerankResponse response =
                RerankResponse.requireComplete(answer, flight.positions().size());
        Question question = flight.leader().question();
        double[] scores = new double[response.scores().size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = response.scores().get(i);
        }
        String asked = question.request().modelName().orElse(null);
        String model =
                cache.models().answered(asked, number, response.modelName().orElse(null));
        if (question.hasOutputOfItsOwn()) {
            answeredAndJudged(flight, scores, model, response);
            return;
        }
        Kept kept = kept(flight, question, scores, model, response);
        if (kept != null && cache.store().keepsAtOnce()) {
            keep(flight, kept);
        }
        List<CacheCall> complete = cache.flights().answered(flight, scores, model, response);
        try {
            if (kept != null && !cache.store().keepsAtOnce()) {
                keep(flight, kept);
            } else {
                cache.flights().forget(flight);
            }
        } catch (Throwable lacking) {
            Threads.report(lacking);
        } finally {
            letGoOn(complete, complete.size() == 1);
        }
    }

    /** The output is code of the leader's alone, which may take as long as it wants to: the others go on before. */
    private void answeredAndJudged(Flight flight, double[] scores, String model, RerankResponse response) {
        CacheCall leader = flight.leader();
        List<CacheCall> complete = cache.flights().answered(flight, scores, model, response);
        boolean leaderGoesOn = complete.remove(leader);
        boolean alone = leaderGoesOn && complete.isEmpty();
        try {
            cache.flights().forget(flight);
        } finally {
            letGoOn(complete, false);
            judge(flight, scores, model, response, leaderGoesOn, alone);
        }
    }

    private void judge(
            Flight flight,
            double[] scores,
            String model,
            RerankResponse response,
            boolean leaderGoesOn,
            boolean alone) {
        CacheCall leader = flight.leader();
        try {
            Runnable goingOn = leader.open().inContext(leader::finish);
            Runnable judging = () -> {
                Kept kept = kept(flight, leader.question(), scores, model, response);
                if (kept != null) {
                    keep(flight, kept);
                }
                if (leaderGoesOn) {
                    goingOn.run();
                }
            };
            end(leader, judging, alone);
        } catch (Throwable lacking) {
            if (leaderGoesOn) {
                leader.failAnyhow(lacking);
            }
        }
    }

    /**
     * What is to be kept.
     *
     * @param keys as many as scores
     */
    private record Kept(List<ScoreKey> keys, double[] scores) {}

    /** Null where nothing is to be kept, or nothing can be for want of memory; a fault of the output ends the call. */
    private @Nullable Kept kept(
            Flight flight, Question question, double[] scores, String model, RerankResponse response) {
        try {
            String asked = question.request().modelName().orElse(null);
            if (cache.models().isDoubtful(asked, response.modelName().orElse(null))
                    || cache.models().now(asked) == null
                    || !question.acceptsAll(scores)) {
                return null;
            }
            Keys keys = model.equals(flight.askedOf())
                    ? flight.keys()
                    : cache.keyMaker().keys(question, model);
            List<ScoreKey> names = new ArrayList<>(scores.length + 1);
            double[] values = new double[scores.length + 1];
            for (int i = 0; i < scores.length; i++) {
                ScoreKey key = keys.of(flight.positions().get(i));
                if (key != null) {
                    values[names.size()] = scores[i];
                    names.add(key);
                }
            }
            if (keys.list() != null) {
                values[names.size()] = Keys.seal(scores);
                names.add(keys.list());
            }
            return names.isEmpty() ? null : new Kept(names, Arrays.copyOf(values, names.size()));
        } catch (Throwable broken) {
            return null;
        }
    }

    private void keep(Flight flight, Kept kept) {
        try {
            cache.store().keep(kept.keys(), kept.scores(), () -> cache.flights().forget(flight));
        } catch (Throwable broken) {
            cache.flights().forget(flight);
            cache.tally().error(broken);
        }
    }

    private void failed(Flight flight, Throwable failure) {
        flight.begin();
        Flights.Failed result;
        try {
            result = cache.flights().failed(flight, failure);
        } catch (Throwable lacking) {
            abandon(flight, failure);
            return;
        }
        for (int i = 0; i < result.own().size(); i++) {
            send(result.own().get(i));
        }
        boolean alone = result.complete().size() + result.failed().size() == 1;
        letGoOn(result.complete(), alone);
        for (int i = 0; i < result.failed().size(); i++) {
            CacheCall call = result.failed().get(i);
            try {
                end(call, () -> call.fail(failure), alone);
            } catch (Throwable lacking) {
                call.failAnyhow(failure);
            }
        }
    }

    private void abandon(Flight flight, Throwable failure) {
        while (true) {
            try {
                CacheCall call = cache.flights().abandon(flight);
                if (call == null) {
                    return;
                }
                call.failAnyhow(failure);
            } catch (Throwable lacking) {
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    /** Without an iterator: whoever is left out here is never found again. */
    private void letGoOn(List<CacheCall> complete, boolean alone) {
        for (int i = 0; i < complete.size(); i++) {
            CacheCall call = complete.get(i);
            try {
                end(call, call.open().inContext(call::finish), alone);
            } catch (Throwable lacking) {
                call.failAnyhow(lacking);
            }
        }
    }

    /** What a user does at the end of one call must not make others wait for theirs. */
    private void end(CacheCall call, Runnable ending, boolean alone) {
        boolean onlyOurs =
                call.isBlocking() && !cache.listened() && !call.question().hasOutputOfItsOwn();
        if (alone || onlyOurs) {
            ending.run();
            return;
        }
        Threads.handOver(
                cache.threads(),
                () -> {
                    try {
                        ending.run();
                    } catch (Throwable lacking) {
                        call.failAnyhow(lacking);
                    }
                },
                refused -> ending.run());
    }
}
