package io.github.rerank4j.resilience;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.RerankHttpException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the failures of rerankers mean for those who could answer instead. */
public final class RerankFailures {

    /** Causes of causes that are looked at: some make circles. */
    private static final int DEPTH = 20;

    private RerankFailures() {}

    /**
     * Whether another reranker could answer what this failure has left unanswered.
     *
     * <p>It could after a rate limit, a server error, a lost or missing connection, a time-out, an incomplete reply, a
     * redirect, a missing model, and credentials or a balance that are not accepted. Whatever else a stranger's model
     * throws may be its own fault, so another one could too.
     *
     * <p>It could not after a mistake of the caller's, which every reranker would refuse: an
     * {@link IllegalArgumentException}, an {@link InvalidRequestException}, an {@link UnsupportedFeatureException}, and
     * the HTTP status 400, 405, 406, 411, 413, 414, 415, 422 and 431 of models that hand it on. An
     * {@link InvalidRequestException} for another status 3xx or 4xx, or for 501, 505, 510 or 511, is no such mistake: that
     * is how one service, or a gateway before it, refuses every request.
     *
     * <p>Nor could it after cancelling, an interrupt, or closing ({@link IllegalStateException}, which
     * {@link java.util.concurrent.CancellationException} is too, and {@link RejectedExecutionException}), nor after an
     * {@link Error}.
     */
    public static boolean anotherCouldHelp(Throwable failure) {
        if (!(failure instanceof Exception)
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || (failure instanceof InvalidRequestException && !isRefusalOfOneService(failure))
                || failure instanceof UnsupportedFeatureException
                || failure instanceof RejectedExecutionException
                || anyCause(failure, InterruptedException.class::isInstance)) {
            return false;
        }
        return !(failure instanceof HttpException http && isRefusalOfTheRequest(http.statusCode()));
    }

    /** Whether there was an answer, but not in time. */
    static boolean isTimeout(Throwable failure) {
        return anyCause(
                failure,
                cause -> cause instanceof dev.langchain4j.exception.TimeoutException
                        || cause instanceof TimeoutException
                        || cause instanceof InterruptedIOException);
    }

    /** How long the service asked to wait before it is asked again. */
    static Optional<Duration> retryAfter(Throwable failure) {
        return causes(failure)
                .filter(RerankHttpException.class::isInstance)
                .findFirst()
                .flatMap(http -> ((RerankHttpException) http).retryAfter());
    }

    /**
     * Whether the status alone made it an {@link InvalidRequestException}, in the way of one service. Under 200 or 500 a code
     * in the body did, and that speaks of the request.
     */
    private static boolean isRefusalOfOneService(Throwable failure) {
        return failure.getCause() instanceof RerankHttpException http && speaksOfTheService(http.statusCode());
    }

    private static boolean speaksOfTheService(int status) {
        return switch (status) {
            case 501, 505, 510, 511 -> true;
            default -> status >= 300 && status < 500 && !isRefusalOfTheRequest(status);
        };
    }

    private static boolean isRefusalOfTheRequest(int status) {
        return switch (status) {
            case 400, 405, 406, 411, 413, 414, 415, 422, 431 -> true;
            default -> false;
        };
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> wanted) {
        return causes(failure).anyMatch(wanted);
    }

    /** The failure and its causes. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEPTH);
    }
}
