package io.github.rerank4j.internal;

import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Scores;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.RateLimiter;
import io.github.rerank4j.spi.RerankService;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a builder settled, checked.
 *
 * @param service the provider
 * @param baseUrl where it is
 * @param timeout a whole call
 * @param attemptTimeout one attempt; at most {@code timeout}
 * @param connectTimeout for a client of our own
 * @param keepAlive how long a connection of a client of our own may be idle
 * @param maxRetries further attempts of one request
 * @param maxConcurrentRequests requests in flight
 * @param rateLimiter when an attempt may start; null for no limit
 * @param limits the user's limits of a request; 0 stands for the provider's
 * @param longDocuments what happens to longer ones
 * @param scores how scores are handed over
 * @param customHeaders the user's own headers
 * @param httpClient the user's client; null for one of our own
 * @param proxy for a client of our own; null for the JVM's
 * @param logRequests whether each attempt is logged
 * @param logResponses whether each reply is logged
 * @param logger where to
 * @param listeners who is told about calls
 */
public record PipelineSettings(
        RerankService service,
        String baseUrl,
        Duration timeout,
        Duration attemptTimeout,
        Duration connectTimeout,
        Duration keepAlive,
        int maxRetries,
        int maxConcurrentRequests,
        @Nullable RateLimiter rateLimiter,
        Limits limits,
        LongDocuments longDocuments,
        Scores scores,
        Supplier<Map<String, String>> customHeaders,
        @Nullable OkHttpClient httpClient,
        @Nullable Proxy proxy,
        boolean logRequests,
        boolean logResponses,
        Logger logger,
        List<RerankListener> listeners) {

    /**
     * Refuses fixed custom headers that must not be replaced or cannot be sent, and warns of a key that would travel
     * unencrypted. Any header of the user's may be a key.
     */
    public void check(Map<String, String> fixedHeaders, boolean ownHeaders) {
        CustomHeaders.check(fixedHeaders, service.reservedHeaders());
        Endpoint endpoint = Endpoint.of(baseUrl);
        boolean key = service.authorizer() != Authorizer.NONE || ownHeaders;
        if (key && !endpoint.isHttps() && !endpoint.isLoopback()) {
            logger.warn(
                    "{}: baseUrl is http://, so credentials and documents travel unencrypted to {}; use https://",
                    service.name(),
                    endpoint.host());
        }
    }

    /** The base URL without what may be a key in its path. */
    public String shownBaseUrl() {
        return Address.shown(baseUrl);
    }

    /** Names the provider and its address; no secret. */
    @Override
    public String toString() {
        return "PipelineSettings[provider=" + service.name() + ", baseUrl=" + shownBaseUrl() + "]";
    }
}
