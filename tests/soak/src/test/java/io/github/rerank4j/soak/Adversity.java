package io.github.rerank4j.soak;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankAttemptEndContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponseContext;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Code of a user's that throws now and then, at every place where a model calls it, while it is switched on. */
final class Adversity {

    private static final int ONE_IN = 8;

    private final AtomicBoolean on = new AtomicBoolean();
    private final SplittableRandom random = new SplittableRandom(1);

    void on(boolean throwing) {
        on.set(throwing);
    }

    Map<String, String> headers() {
        strike();
        return Map.of("X-Soak", "1");
    }

    RateLimiter limiter() {
        return demand -> {
            strike();
            return CompletableFuture.completedFuture(new Permit() {
                @Override
                public void sent() {
                    strike();
                }

                @Override
                public void answered() {
                    strike();
                }
            });
        };
    }

    RerankListener listener() {
        return new RerankListener() {
            @Override
            public void onRequest(RerankRequestContext context) {
                strike();
            }

            @Override
            public void onResponse(RerankResponseContext context) {
                strike();
            }

            @Override
            public void onError(RerankErrorContext context) {
                strike();
            }

            @Override
            public void onCancelled(RerankCancelledContext context) {
                strike();
            }

            @Override
            public void onAttempt(RerankAttemptContext context) {
                strike();
            }

            @Override
            public void onAttemptEnd(RerankAttemptEndContext context) {
                strike();
            }
        };
    }

    private void strike() {
        if (!on.get()) {
            return;
        }
        switch (draw()) {
            case 0 -> throw new IllegalStateException("broken on purpose");
            case 1 -> throw new OutOfMemoryError("unable to create native thread: broken on purpose");
            case 2 -> throw new OutOfMemoryError("Java heap space: broken on purpose");
            case 3 -> throw new StackOverflowError("broken on purpose");
            default -> {}
        }
    }

    private synchronized int draw() {
        return random.nextInt(4 * ONE_IN);
    }
}
