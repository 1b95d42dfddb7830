package io.github.rerank4j.tencent;

import java.util.concurrent.CompletionStage;

/**
 * Gives a {@link TencentScoringModel} its credentials, anew for each attempt, so that they can change while the model
 * lives. One provider may serve many models. Called by many threads.
 */
@FunctionalInterface
public interface TencentCredentialsProvider {

    /**
     * The credentials to sign the next attempt with: id, key and token of one and the same snapshot. Must not block;
     * what has to be fetched first completes the stage later.
     */
    CompletionStage<TencentCredentials> credentials();

    /**
     * Notified that the service no longer accepts the token of these credentials. The next {@link #credentials} should be
     * others; the refused request is sent once more with them. Must not block. Does nothing by default.
     */
    default void invalidate(TencentCredentials rejected) {}

    /**
     * Always the same credentials.
     *
     * @throws IllegalArgumentException if they are null
     */
    static TencentCredentialsProvider of(TencentCredentials credentials) {
        return new FixedCredentials(credentials);
    }

    /**
     * Looks where Tencent's own SDKs look, and takes the first credentials it finds:
     *
     * <ol>
     *   <li>the environment variables {@code TENCENTCLOUD_SECRET_ID} and {@code TENCENTCLOUD_SECRET_KEY};
     *   <li>the section {@code [default]} of {@code /etc/tencentcloud/credentials}, or if there is no such file of
     *       {@code ~/.tencentcloud/credentials} (on Windows of the latter only), with {@code secret_id} and
     *       {@code secret_key};
     *   <li>the role bound to the virtual machine (CVM) this runs on;
     *   <li>the role of the Kubernetes service account (TKE) this runs as.
     * </ol>
     *
     * <p>A source that is there and cannot be used, such as a file without a key pair or one variable of two, is passed
     * over as Tencent's SDKs do, and a warning says so when another source serves. The CVM role is never asked for
     * through a proxy.
     *
     * <p>Looking happens at the first use, on a thread of its own that ends by itself. Temporary credentials are fetched
     * anew before they expire, once for all calls that wait; while that fails, those at hand serve as long as they are
     * valid. Each call of this method makes a provider with nothing fetched yet: share one among your models.
     */
    static TencentCredentialsProvider defaultChain() {
        return DefaultChain.of(Surroundings.real());
    }
}
