package io.github.rerank4j.generic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a dialect's replies hold what they say beside their results; immutable.
 *
 * @param usage where the tokens may be
 * @param requestId where the request's id may be
 * @param responseModel where the name of the model that answered is; null if nowhere
 */
record ReplySettings(
        List<String> usage,
        List<String> requestId,
        @Nullable String responseModel) {

    ReplySettings usage(List<String> places) {
        return new ReplySettings(places, requestId, responseModel);
    }

    ReplySettings requestId(List<String> places) {
        return new ReplySettings(usage, places, responseModel);
    }

    ReplySettings responseModel(@Nullable String place) {
        return new ReplySettings(usage, requestId, place);
    }
}
