package io.github.rerank4j.acme;

import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.testkit.RerankProviderContract;
import java.util.Map;

class AcmeRerankProviderTest extends RerankProviderContract {

    @Override
    protected RerankProvider<?> provider() {
        return new AcmeRerankProvider();
    }

    @Override
    protected Map<String, String> least() {
        return Map.of("apiKey", "sk-example");
    }
}
