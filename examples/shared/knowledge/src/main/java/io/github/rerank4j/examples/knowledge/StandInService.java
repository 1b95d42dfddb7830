package io.github.rerank4j.examples.knowledge;

import io.github.rerank4j.local.LocalRerankServer;
import java.util.Map;

/**
 * A local server in the place of a provider's service: real HTTP on 127.0.0.1, the provider's protocol and limits.
 *
 * @param settings those of the model that asks it
 */
public record StandInService(LocalRerankServer server, Map<String, String> settings) implements AutoCloseable {

    /** Where it is. */
    public String url() {
        return server.url();
    }

    /** Ends the server. */
    @Override
    public void close() {
        server.close();
    }
}
