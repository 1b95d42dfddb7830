package io.github.rerank4j;

/**
 * Watches the calls of a reranker. Each start ({@link #onRequest}) has exactly one end: {@link #onResponse},
 * {@link #onError} or {@link #onCancelled}. Calls without documents, which ask nobody, are not reported, not even where
 * they fail; nor are calls that are refused before they start, because the request is null or a mapper throws. Each
 * attempt has a start and an end too; one that is aborted with its call may end after it.
 *
 * <p>Contexts never hold a text. Listeners are called by the threads that do the work, and before the caller has the
 * result, so they must not block; whatever they throw is logged and ignored.
 */
public interface RerankListener {

    /** A call starts. Runs on the caller's thread. */
    default void onRequest(RerankRequestContext context) {}

    /** A call has all its scores. */
    default void onResponse(RerankResponseContext context) {}

    /** A call failed. */
    default void onError(RerankErrorContext context) {}

    /**
     * A call ended because its caller did not want it any more: its future was cancelled or completed from outside, or
     * the thread of a blocking caller was interrupted. Runs on a thread of the model, so that cancelling waits for
     * nobody: perhaps after the caller has gone on.
     */
    default void onCancelled(RerankCancelledContext context) {}

    /** An attempt is about to be sent: it has its turn, its credentials and its headers, and can be given more headers. */
    default void onAttempt(RerankAttemptContext context) {}

    /** An attempt is over, and its turn given back. */
    default void onAttemptEnd(RerankAttemptEndContext context) {}

    /**
     * Documents were selected by what they scored. Reported by what selects, such as a {@link RerankContentAggregator},
     * where it has been given this listener; never by a reranker.
     */
    default void onSelection(RerankSelectionContext context) {}
}
