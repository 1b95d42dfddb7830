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
        boolean given = isSet(environment.apply(SECRET_ID)) || isSet(environment.apply(SECRET_KEY));
        try {
            return CompletableFuture.completedFuture(
                    Lease.permanent(required(environment, SECRET_ID), required(environment, SECRET_KEY)));
        } catch (NoCredentials none) {
            throw given ? NoCredentials.unusable(String.valueOf(none.getMessage())) : none;
        }
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    /** The value of a variable, without space around it. */
    static String required(Function<String, @Nullable String> environment, String name) {
        String value = environment.apply(name);
        if (value == null || !isSet(value)) {
            throw new NoCredentials(name + " is not set");
        }
        return value.strip();
    }
}
