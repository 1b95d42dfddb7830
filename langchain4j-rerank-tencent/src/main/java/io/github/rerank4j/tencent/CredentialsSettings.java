package io.github.rerank4j.tencent;

import io.github.rerank4j.settings.SettingException;
import org.jspecify.annotations.Nullable;

/** What the credentials setters of a builder collect, the last of each, and their checks. */
final class CredentialsSettings {

    private @Nullable String secretId;
    private @Nullable String secretKey;
    private @Nullable String token;
    private @Nullable TencentCredentialsProvider provider;

    void secretId(String value) {
        secretId = value;
    }

    void secretKey(String value) {
        secretKey = value;
    }

    void token(String value) {
        token = value;
    }

    void provider(TencentCredentialsProvider value) {
        provider = value;
    }

    TencentCredentialsProvider checked() {
        boolean keys = secretId != null || secretKey != null || token != null;
        if (provider != null && keys) {
            throw SettingException.of(
                    "{credentials|a TencentCredentialsProvider bean} {is set|is there} together with {secretId},"
                            + " {secretKey} or {token}",
                    "keep {credentials(...)|the bean} for credentials that change, or the others for fixed ones");
        }
        return provider == null ? fixed(keys) : provider;
    }

    private TencentCredentialsProvider fixed(boolean keys) {
        if (!keys) {
            throw SettingException.of(
                    "there are no credentials",
                    "set {secretId} and {secretKey}, or {credentials(TencentCredentialsProvider.defaultChain())|make"
                            + " TencentCredentialsProvider.defaultChain() a bean} to look for them in environment variables, the profile file and the roles of this machine");
        }
        if (secretId == null || secretKey == null) {
            throw SettingException.of(
                    "{%s} is missing",
                    "set {secretId} and {secretKey}, which belong together"
                            + (token == null ? "" : " and to the token"),
                    secretId == null ? "secretId" : "secretKey");
        }
        return TencentCredentialsProvider.of(TencentCredentials.of(secretId, secretKey, token));
    }
}
