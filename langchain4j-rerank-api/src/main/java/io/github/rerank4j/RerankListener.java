package io.github.rerank4j;

import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Watches the calls of a model: {@link #onRequest} once, then exactly one of {@link #onResponse} and {@link #onError};
 * neither for a call that was cancelled or that had no documents. Contexts never hold a text. Called by the threads
 * that do the work, so it must not block; whatever it throws is logged and ignored.
 */
public interface RerankListener {

    /** A call starts. Runs on the caller's thread. */
    default void onRequest(RequestContext context) {}

    /** A call has all its scores. */
    default void onResponse(ResponseContext context) {}

    /** A call failed. */
    default void onError(ErrorContext context) {}

    /**
     * What is known when a call starts.
     *
     * @param provider {@code tencent}, {@code siliconflow}, or a dialect's name
     * @param modelName the model that is asked; empty where the server has just one. Calls may
     *     name any model, so do not keep anything for each name.
     * @param defaultModelName the model that a call asks which names none; empty where the server has just one
     * @param documents how many documents the caller gave
     * @param attributes a map the listeners of one call share; concurrent
     */
    record RequestContext(
            String provider,
            Optional<String> modelName,
            Optional<String> defaultModelName,
            int documents,
            Map<Object, Object> attributes) {}

    /**
     * What is known when a call has its scores.
     *
     * @param request what was known at its start
     * @param requests into how many requests it was packed
     * @param attempts how many attempts were sent
     * @param duration from start to end
     * @param tokenUsage tokens of all requests; empty where not all reported theirs
     * @param modelName the model that answered, where the service says so
     */
    record ResponseContext(
            RequestContext request,
            int requests,
            int attempts,
            Duration duration,
            Optional<TokenUsage> tokenUsage,
            Optional<String> modelName) {

        /** The map shared with {@link RerankListener#onRequest}. */
        public Map<Object, Object> attributes() {
            return request.attributes();
        }
    }

    /**
     * What is known when a call failed.
     *
     * @param request what was known at its start
     * @param requests into how many requests it was packed; 0 if it failed before
     * @param attempts how many attempts were sent
     * @param duration from start to end
     * @param error what the caller gets
     */
    record ErrorContext(RequestContext request, int requests, int attempts, Duration duration, Throwable error) {

        /** The map shared with {@link RerankListener#onRequest}. */
        public Map<Object, Object> attributes() {
            return request.attributes();
        }
    }
}
