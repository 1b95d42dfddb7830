package io.github.rerank4j.testkit;

import io.github.rerank4j.spi.RerankProvider;
import java.util.Map;

/** The contract holds for the simplest provider there can be. */
class PlainRerankProviderTest extends RerankProviderContract {

    @Override
    protected RerankProvider<?> provider() {
        return new PlainRerankProvider();
    }

    @Override
    protected Map<String, String> least() {
        return Map.of("apiKey", "sk-example");
    }
}
