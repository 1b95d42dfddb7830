package io.github.rerank4j.spi;

import io.github.rerank4j.spi.RerankReply.Refused;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Gives each attempt its credentials. Called once per attempt, by many threads, and never blocks: what has to be
 * fetched first completes the future later.
 */
@FunctionalInterface
public interface Authorizer {

    /** The headers that authorize this attempt. */
    CompletableFuture<Map<String, String>> authorize(Attempt attempt);

    /**
     * Whether it has put right what was refused (fetched new credentials, corrected the clock), so that the request is
     * worth one more attempt. Asked once per request, whatever {@code maxRetries} is. {@code sent} is what
     * {@link #authorize} gave for the refused attempt; others may have been authorized since.
     */
    default CompletableFuture<Boolean> refreshCredentials(Refused refused, WireReply reply, Map<String, String> sent) {
        return CompletableFuture.completedFuture(false);
    }

    /** For a service without credentials: no headers. */
    Authorizer NONE = attempt -> CompletableFuture.completedFuture(Map.of());

    /** One header with a key in it, asked for at each attempt: {@code Authorization: Bearer sk-…}. */
    static Authorizer header(String name, String prefix, Supplier<String> key) {
        return attempt -> CompletableFuture.completedFuture(Map.of(name, prefix + key.get()));
    }
}
