package io.github.rerank4j.local;

import org.jspecify.annotations.Nullable;

/**
 * The key of the services that take one in a header.
 *
 * @param key null where any will do, and none
 */
record ApiKey(@Nullable String key) {
    /** Whether a request has it where most services look for it. */
    boolean opens(ReceivedRequest request) {
        return opens(request, "Authorization", "Bearer $key");
    }

    /** Whether a request has it, in the place of {@code $key}, in a header of that name. */
    boolean opens(ReceivedRequest request, String header, String form) {
        return key == null || form.replace("$key", key).equals(request.header(header));
    }

    @Override
    public String toString() {
        return "ApiKey[***]";
    }
}
