package io.github.rerank4j.testkit;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** When a reply is given: how long it waits, what it waits for, and how slowly its body goes out (0 bytes: at once). */
record Pace(Duration delay, CompletableFuture<?> release, int bytesPerTick, Duration tick) {
    static final Pace AT_ONCE = new Pace(Duration.ZERO, CompletableFuture.completedFuture(null), 0, Duration.ZERO);

    Pace delayed(Duration delay) {
        return new Pace(positive(delay), release, bytesPerTick, tick);
    }

    Pace heldUntil(CompletableFuture<?> release) {
        return new Pace(delay, release, bytesPerTick, tick);
    }

    Pace dripping(int bytesPerTick, Duration tick) {
        if (bytesPerTick < 1) {
            throw new IllegalArgumentException("bytesPerTick must be at least 1, not " + bytesPerTick);
        }
        return new Pace(delay, release, bytesPerTick, positive(tick));
    }

    boolean drips() {
        return bytesPerTick > 0;
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "a reply cannot be given " + Durations.readable(duration.negated()) + " early");
        }
        return duration;
    }
}
