package io.github.rerank4j;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports one call to listeners, for authors of rerankers: its start, and its end once, in this order, whichever thread
 * comes first with which of them. Made by {@link RerankListeners#call}. Nothing here throws. Safe for use by many
 * threads.
 */
public interface CallReport {

    /** A call that nobody hears of. */
    CallReport SILENT = new CallReport() {};

    /** What listeners know of the call; null if there are none, or none that hear of it. */
    default @Nullable RerankRequestContext request() {
        return null;
    }

    /** Reports to each of them something that is neither start nor end of the call. */
    default void report(Consumer<RerankListener> event) {}

    /** The call starts. */
    default void started() {}

    /**
     * The call has its scores.
     *
     * @param requests into how many it was packed
     */
    default void succeeded(RerankResponse response, int requests) {}

    /** The call failed after that many requests and attempts. */
    default void failed(Throwable error, int requests, int attempts) {}

    /** Its caller did not want the call any more. */
    default void cancelled(int requests, int attempts) {}
}
