package io.github.rerank4j.tencent;

import org.jspecify.annotations.Nullable;

/** What the credentials setters of a builder collect, and their checks. */
final class CredentialsSettings {

    private @Nullable String secretId;
    private @Nullable String secretKey;
    private @Nullable String token;
    private @Nullable TencentCredentialsProvider provider;
    private @Nullable String repeated;

    void secretId(String value) {
        noteRepetition("secretId", secretId);
        secretId = value;
    }

    void secretKey(String value) {
        noteRepetition("secretKey", secretKey);
        secretKey = value;
    }

    void token(String value) {
        noteRepetition("token", token);
        token = value;
    }

    void provider(TencentCredentialsProvider value) {
        noteRepetition("credentials", provider);
        provider = value;
    }

    TencentCredentialsProvider checked() {
        if (repeated != null) {
            throw new IllegalArgumentException(repeated + " is set twice; keep the one that is meant");
        }
        boolean keys = secretId != null || secretKey != null || token != null;
        if (provider != null && keys) {
            throw new IllegalArgumentException("credentials is set together with secretId, secretKey or token; keep"
                    + " credentials(...) for credentials that change, or the others for fixed ones");
        }
        return provider == null ? fixed(keys) : provider;
    }

    private TencentCredentialsProvider fixed(boolean keys) {
        if (!keys) {
            throw new IllegalArgumentException("there are no credentials; set secretId and secretKey, or"
                    + " credentials(TencentCredentialsProvider.defaultChain()) to look for them in environment"
                    + " variables, the profile file and the roles of this machine");
        }
        if (secretId == null || secretKey == null) {
            throw new IllegalArgumentException(
                    (secretId == null ? "secretId" : "secretKey") + " is missing; set secretId and secretKey, which"
                            + " belong together" + (token == null ? "" : " and to the token"));
        }
        return TencentCredentialsProvider.of(TencentCredentials.of(secretId, secretKey, token));
    }

    private void noteRepetition(String name, @Nullable Object before) {
        if (before != null) {
            repeated = name;
        }
    }
}
