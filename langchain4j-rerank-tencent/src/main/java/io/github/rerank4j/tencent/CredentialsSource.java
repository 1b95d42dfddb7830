package io.github.rerank4j.tencent;

import java.util.concurrent.CompletableFuture;

/** One source in which credentials may be found. */
interface CredentialsSource {

    /** What it is called in a message. */
    String name();

    /**
     * The credentials, or a failure: a {@link NoCredentials} where there are none. Called on a thread that may read
     * files; the network is not waited for.
     */
    CompletableFuture<Lease> find();
}
