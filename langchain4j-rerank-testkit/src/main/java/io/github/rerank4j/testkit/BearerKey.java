package io.github.rerank4j.testkit;

import org.jspecify.annotations.Nullable;

/** The API key of the services that take one in the Authorization header; nobody gets in without one. */
record BearerKey(@Nullable String key) {
    boolean opens(ReceivedRequest request) {
        return key != null && ("Bearer " + key).equals(request.header("Authorization"));
    }

    @Override
    public String toString() {
        return "BearerKey[***]";
    }
}
