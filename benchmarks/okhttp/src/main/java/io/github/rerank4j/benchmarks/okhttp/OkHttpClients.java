package io.github.rerank4j.benchmarks.okhttp;

import io.github.rerank4j.benchmarks.ClientFactory;
import io.github.rerank4j.benchmarks.ClientSettings;
import io.github.rerank4j.benchmarks.RerankClient;

/** Opens what a user would write, or the bound. */
public final class OkHttpClients implements ClientFactory {

    @Override
    public RerankClient open(ClientSettings settings) {
        return settings.client().equals("bound") ? new BoundClient(settings.url()) : new PlainClient(settings.url());
    }
}
