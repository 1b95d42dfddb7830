package io.github.rerank4j.tencent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Credentials that never change, so that fetching them anew cannot help. */
final class FixedCredentials implements TencentCredentialsProvider {

    private final TencentCredentials credentials;

    FixedCredentials(TencentCredentials credentials) {
        if (credentials == null) {
            throw new IllegalArgumentException(
                    "credentials is null; give a key pair, or defaultChain() to look for one");
        }
        this.credentials = credentials;
    }

    @Override
    public CompletionStage<TencentCredentials> credentials() {
        return CompletableFuture.completedFuture(credentials);
    }
}
