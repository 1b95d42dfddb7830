package io.github.rerank4j.resilience;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The failure of a call that no member has answered. */
final class ChainFailure {

    private ChainFailure() {}

    /**
     * One exception for all: a time-out if the last one that was asked came to that; one that may be tried again if that
     * is true of any member; else one that may not. The exceptions of the members are suppressed in it, and the last of
     * them is its cause. Of a chain with one member it is that member's own.
     *
     * @param members how many the chain has
     * @param timeout the time of the call
     */
    static Throwable of(int members, Duration timeout, List<MemberFailure> failures) {
        List<Throwable> thrown = failures.stream()
                .map(MemberFailure::thrown)
                .filter(Objects::nonNull)
                .toList();
        if (members == 1 && !thrown.isEmpty()) {
            return thrown.get(0);
        }
        String message = "no member of the chain has answered within " + Durations.readable(timeout) + ": "
                + failures.stream().map(MemberFailure::words).collect(Collectors.joining("; "));
        LangChain4jException failure = typed(message, thrown, failures.size());
        for (int i = 0; i < thrown.size() - 1; i++) {
            failure.addSuppressed(thrown.get(i));
        }
        return failure;
    }

    private static LangChain4jException typed(String message, List<Throwable> thrown, int failures) {
        if (thrown.isEmpty()) {
            return new RetriableException(message);
        }
        Throwable last = thrown.get(thrown.size() - 1);
        if (RerankFailures.isTimeout(last)) {
            return new TimeoutException(message, last);
        }
        boolean somebodyRests = thrown.size() < failures;
        return somebodyRests || !thrown.stream().allMatch(NonRetriableException.class::isInstance)
                ? new RetriableException(message, last)
                : new NonRetriableException(message, last);
    }
}
