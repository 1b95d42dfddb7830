package io.github.rerank4j.spi;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.text.OneLine;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service as a provider module hands it to the core: its wire and what its builder settled.
 *
 * @param name the provider's name in logs, errors and listeners
 * @param wire the protocol
 * @param authorizer the credentials
 * @param baseUrl where the service is, unless the user's {@code baseUrl} says otherwise
 * @param defaults what a call uses that does not say otherwise
 * @param reservedHeaders headers a user must not replace, beside {@code Host}, {@code Content-Type},
 *     {@code Content-Length}, {@code Transfer-Encoding} and {@code Accept-Encoding}; asked with names in lower case
 * @param rateLimiter makes the limiter for a model whose user gave none; null for no limit
 * @param maxConcurrentRequests requests in flight for a model whose user gave no number
 */
public record RerankService(
        String name,
        RerankWire wire,
        Authorizer authorizer,
        String baseUrl,
        Defaults defaults,
        Predicate<String> reservedHeaders,
        @Nullable Supplier<RateLimiter> rateLimiter,
        int maxConcurrentRequests) {

    /** How many requests of a model are in flight at most where neither the service nor the user says. */
    public static final int MAX_CONCURRENT_REQUESTS = 1024;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is missing, blank, or holds a line break or another control character
     */
    public RerankService {
        if (OneLine.checkedName("the provider's name", name) == null) {
            throw new IllegalArgumentException("the provider's name is null; give one for logs, errors and listeners");
        }
    }

    /** A service without a rate limit that takes 1,024 requests at once and reserves no header. */
    public static RerankService of(
            String name, RerankWire wire, Authorizer authorizer, String baseUrl, Defaults defaults) {
        return new RerankService(
                name, wire, authorizer, baseUrl, defaults, header -> false, null, MAX_CONCURRENT_REQUESTS);
    }

    /** This service with headers that users must not replace. */
    public RerankService reservedHeaders(Predicate<String> reserved) {
        return new RerankService(
                name, wire, authorizer, baseUrl, defaults, reserved, rateLimiter, maxConcurrentRequests);
    }

    /** This service with a rate limit of its own. */
    public RerankService rateLimiter(Supplier<RateLimiter> limiter) {
        return new RerankService(
                name, wire, authorizer, baseUrl, defaults, reservedHeaders, limiter, maxConcurrentRequests);
    }

    /** This service with at most so many requests in flight. */
    public RerankService maxConcurrentRequests(int limit) {
        return new RerankService(name, wire, authorizer, baseUrl, defaults, reservedHeaders, rateLimiter, limit);
    }

    /**
     * What a call uses that does not say otherwise.
     *
     * @param modelName the model; null where the server has just one
     * @param instruction how to judge relevance; null for the model's own
     * @param input entries of the body's {@code input} object
     * @param parameters entries of the body's {@code parameters} object
     */
    public record Defaults(
            @Nullable String modelName,
            @Nullable String instruction,
            Map<String, Object> input,
            Map<String, Object> parameters) {

        /** A model without instruction and free entries. */
        public static Defaults model(@Nullable String modelName) {
            return new Defaults(modelName, null, Map.of(), Map.of());
        }

        /** Names no instruction: texts stay out of logs. */
        @Override
        public String toString() {
            return "Defaults[modelName=" + modelName + "]";
        }
    }
}
