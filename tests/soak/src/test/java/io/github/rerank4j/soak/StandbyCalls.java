package io.github.rerank4j.soak;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.service.RerankScoringModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Some blocking calls and as many asynchronous ones, put at once. The blocking ones have threads that stand by, and
 * waiting for the end of them all needs no memory, so that only the model feels what is lacking.
 */
final class StandbyCalls {

    private static final int HALF = 6;
    private static final long GLANCE_NANOS = 5_000_000;

    private final List<StandbyCaller> blocking = new ArrayList<>();
    /** Futures, and what was thrown instead of one. */
    private final Object[] later = new Object[HALF];

    StandbyCalls() {
        for (int i = 0; i < HALF; i++) {
            blocking.add(new StandbyCaller());
        }
    }

    void put(RerankScoringModel model, RerankRequest request) {
        for (int i = 0; i < HALF; i++) {
            blocking.get(i).ask(model, request);
            later[i] = futureOf(model, request);
        }
    }

    /** Whether all have ended within that time. */
    boolean endWithin(Duration time) {
        long start = System.nanoTime();
        long patience = time.toNanos();
        while (System.nanoTime() - start < patience) {
            if (haveEnded()) {
                return true;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return haveEnded();
    }

    /** Responses, and failures. */
    List<Object> ends() throws InterruptedException {
        List<Object> ends = new ArrayList<>();
        for (int i = 0; i < HALF; i++) {
            ends.add(Objects.requireNonNull(blocking.get(i).end()));
            ends.add(later[i] instanceof CompletableFuture<?> call ? endOf(call) : later[i]);
        }
        return ends;
    }

    private boolean haveEnded() {
        for (int i = 0; i < HALF; i++) {
            if (blocking.get(i).end() == null || (later[i] instanceof CompletableFuture<?> call && !call.isDone())) {
                return false;
            }
        }
        return true;
    }

    private static Object futureOf(RerankScoringModel model, RerankRequest request) {
        try {
            return model.rerankAsync(request);
        } catch (OutOfMemoryError noRoomForAFuture) {
            return noRoomForAFuture;
        }
    }

    private static Object endOf(CompletableFuture<?> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }
}
