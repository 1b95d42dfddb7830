package io.github.rerank4j.tencent;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The environment variables that all of Tencent's tools read. */
final class EnvironmentSource implements CredentialsSource {

    private static final String SECRET_ID = "TENCENTCLOUD_SECRET_ID";
    private static final String SECRET_KEY = "TENCENTCLOUD_SECRET_KEY";

    private final Function<String, @Nullable String> environment;

    EnvironmentSource(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public CompletableFuture<Lease> find() {
        String secretId = required(environment, SECRET_ID);
        String secretKey = required(environment, SECRET_KEY);
        return CompletableFuture.completedFuture(Lease.permanent(secretId, secretKey));
    }

    /** The value of a variable, without space around it. */
    static String required(Function<String, @Nullable String> environment, String name) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw new NoCredentials(name + " is not set");
        }
        return value.strip();
    }
}
