package io.github.rerank4j.internal.packing;

import io.github.rerank4j.spi.RequestLimits;
import org.jspecify.annotations.Nullable;

/**
 * A user's own limits, each of which replaces the model's; null leaves that one.
 *
 * @param documents documents in one request
 * @param characters query and documents of one request
 * @param charactersPerDocument one document
 * @param bytes the body of one request
 */
public record UserLimits(
        @Nullable Integer documents,
        @Nullable Integer characters,
        @Nullable Integer charactersPerDocument,
        @Nullable Integer bytes) {

    /** No limit of the user's. */
    public static final UserLimits NONE = new UserLimits(null, null, null, null);

    /** What counts for a model with these limits. */
    public RequestLimits over(RequestLimits models) {
        return new RequestLimits(
                either(documents, models.documents()),
                either(characters, models.characters()),
                either(charactersPerDocument, models.charactersPerDocument()),
                either(bytes, models.bytes()));
    }

    private static int either(@Nullable Integer users, int models) {
        return users == null ? models : users;
    }
}
