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
import org.jspecify.annotations.Nullable;

/** Makes the failures of calls that no member has answered. */
final class ChainFailures {

    private ChainFailures() {}

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
        String message = message(timeout, failures);
        boolean membersFault = failures.stream().anyMatch(MemberFailure::itsOwn);
        LangChain4jException failure = typed(message, thrown, membersFault, failures.size());
        for (int i = 0; i < thrown.size() - 1; i++) {
            failure.addSuppressed(thrown.get(i));
        }
        return failure;
    }

    /** That the time of a call was up, and what each has done until then. */
    static TimeoutException late(Duration timeout, List<MemberFailure> failures) {
        return new ChainTimeoutException(
                message(timeout, failures), null, failures.stream().anyMatch(MemberFailure::itsOwn));
    }

    private static String message(Duration timeout, List<MemberFailure> failures) {
        return "no member of the chain has answered within " + Durations.readable(timeout) + ": "
                + failures.stream().map(MemberFailure::words).collect(Collectors.joining("; "));
    }

    private static LangChain4jException typed(
            String message, List<Throwable> thrown, boolean membersFault, int failures) {
        Throwable last = thrown.isEmpty() ? null : thrown.get(thrown.size() - 1);
        if (last != null && RerankFailures.isTimeout(last)) {
            return new ChainTimeoutException(message, last, membersFault);
        }
        boolean noneCanEverHelp = thrown.size() == failures && thrown.stream().allMatch(ChainFailures::isFinal);
        return noneCanEverHelp
                ? new ChainNonRetriableException(message, last, membersFault)
                : new ChainRetriableException(message, last, membersFault);
    }

    private static boolean isFinal(Throwable thrown) {
        return thrown instanceof NonRetriableException || !RerankFailures.anotherCouldHelp(thrown);
    }

    /** The time was up. */
    private static final class ChainTimeoutException extends TimeoutException implements ChainFailure {

        private static final long serialVersionUID = 1L;

        private final boolean membersFault;

        private ChainTimeoutException(String message, @Nullable Throwable cause, boolean membersFault) {
            super(message, cause);
            this.membersFault = membersFault;
        }

        @Override
        public boolean isMembersFault() {
            return membersFault;
        }
    }

    /** Another time it may go well. */
    private static final class ChainRetriableException extends RetriableException implements ChainFailure {

        private static final long serialVersionUID = 1L;

        private final boolean membersFault;

        private ChainRetriableException(String message, @Nullable Throwable cause, boolean membersFault) {
            super(message, cause);
            this.membersFault = membersFault;
        }

        @Override
        public boolean isMembersFault() {
            return membersFault;
        }
    }

    /** Nobody can ever answer it. */
    private static final class ChainNonRetriableException extends NonRetriableException implements ChainFailure {

        private static final long serialVersionUID = 1L;

        private final boolean membersFault;

        private ChainNonRetriableException(String message, @Nullable Throwable cause, boolean membersFault) {
            super(message, cause);
            this.membersFault = membersFault;
        }

        @Override
        public boolean isMembersFault() {
            return membersFault;
        }
    }
}
