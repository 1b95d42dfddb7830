package io.github.rerank4j.service;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankAttemptEndContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.fixtures.OpenLogger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.event.Level;

/** Which code of a user's throws it. */
enum Callback {
    HEADERS {
        @Override
        void in(PlainService.Builder model, Runnable fire) {
            model.customHeaders(() -> {
                fire.run();
                return Map.of();
            });
        }
    },
    AUTHORIZER {
        @Override
        void in(PlainService.Builder model, Runnable fire) {
            model.authorizer(attempt -> {
                fire.run();
                return CompletableFuture.completedFuture(Map.of());
            });
        }
    },
    LATE_AUTHORIZER {
        @Override
        void in(PlainService.Builder model, Runnable fire) {
            model.authorizer(attempt -> {
                CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
                daemon(() -> {
                    try {
                        fire.run();
                        later.complete(Map.of());
                    } catch (Throwable thrown) {
                        later.completeExceptionally(thrown);
                    }
                });
                return later;
            });
        }
    },
    LIMITER {
        @Override
        void in(PlainService.Builder model, Runnable fire) {
            model.rateLimiter(demand -> {
                fire.run();
                return CompletableFuture.completedFuture(new Permit() {});
            });
        }
    },
    PERMIT {
        @Override
        void in(PlainService.Builder model, Runnable fire) {
            model.rateLimiter(demand -> CompletableFuture.completedFuture(new Permit() {
                @Override
                public void sent() {
                    fire.run();
                }

                @Override
                public void used(TokenUsage usage) {
                    fire.run();
                }

                @Override
                public void answered() {
                    fire.run();
                }
            }));
        }
    },
    LISTENER {
        @Override
        void in(PlainService.Builder model, Runnable fire) {
            model.listeners(List.of(new FiringListener(fire)));
        }
    },
    LISTENER_AND_LOGGER {
        @Override
        void in(PlainService.Builder model, Runnable fire) {
            model.listeners(List.of(new FiringListener(fire)));
            model.logger(new FiringLogger(fire));
        }
    },
    LOGGER {
        @Override
        void in(PlainService.Builder model, Runnable fire) {
            model.logger(new FiringLogger(fire)).logRequests(true).logResponses(true);
        }
    };

    abstract void in(PlainService.Builder model, Runnable fire);

    boolean isOnlyTold() {
        return this == PERMIT || this == LISTENER || this == LISTENER_AND_LOGGER || this == LOGGER;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "late-authorizer");
        thread.setDaemon(true);
        thread.start();
    }

    private static final class FiringListener implements RerankListener {

        private final Runnable fire;

        FiringListener(Runnable fire) {
            this.fire = fire;
        }

        @Override
        public void onRequest(RerankRequestContext context) {
            fire.run();
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            fire.run();
        }

        @Override
        public void onError(RerankErrorContext context) {
            fire.run();
        }

        @Override
        public void onCancelled(RerankCancelledContext context) {
            fire.run();
        }

        @Override
        public void onAttempt(RerankAttemptContext context) {
            fire.run();
        }

        @Override
        public void onAttemptEnd(RerankAttemptEndContext context) {
            fire.run();
        }
    }

    @SuppressWarnings("serial")
    private static final class FiringLogger extends OpenLogger {

        private final Runnable fire;

        FiringLogger(Runnable fire) {
            this.fire = fire;
        }

        @Override
        protected void logged(Level level, String line) {
            fire.run();
        }
    }
}
