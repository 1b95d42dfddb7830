package io.github.rerank4j.resilience;

import dev.langchain4j.exception.NonRetriableException;
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
     * One exception for all: a time-out if the last member that failed came to that, or there was no time to ask any; one
     * that may be tried again if that is true of any member; else one that may not. The last one's exception is its
     * cause, and those before are suppressed in it. Of a chain with one member it is that member's own.
     *
     * @param members how many the chain has
     * @param timeout the time of the call
     */
    static Throwable of(int members, Duration timeout, List<MemberOutcome> failures) {
        List<Throwable> thrown = thrown(failures);
        if (members == 1 && !thrown.isEmpty()) {
            return thrown.get(0);
        }
        Throwable last = last(thrown);
        String message = message(timeout, failures);
        boolean membersFault = membersFault(failures);
        if (last == null ? !membersFault : RerankFailures.isTimeout(last)) {
            return withOthers(thrown, new ChainTimeoutException(message, last, membersFault));
        }
        boolean noneCanEverHelp =
                thrown.size() == failures.size() && thrown.stream().allMatch(ChainFailures::isFinal);
        return withOthers(
                thrown,
                noneCanEverHelp
                        ? new ChainNonRetriableException(message, last, membersFault)
                        : new ChainRetriableException(message, last, membersFault));
    }

    /** That the time of a call was up, and what each has done until then. */
    static Throwable late(Duration timeout, List<MemberOutcome> failures) {
        List<Throwable> thrown = thrown(failures);
        return withOthers(
                thrown, new ChainTimeoutException(message(timeout, failures), last(thrown), membersFault(failures)));
    }

    private static List<Throwable> thrown(List<MemberOutcome> failures) {
        return failures.stream()
                .map(MemberOutcome::thrown)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Throwable last(List<Throwable> thrown) {
        return thrown.isEmpty() ? null : thrown.get(thrown.size() - 1);
    }

    private static boolean membersFault(List<MemberOutcome> failures) {
        return failures.stream().anyMatch(MemberOutcome::membersFault);
    }

    private static Throwable withOthers(List<Throwable> thrown, Throwable failure) {
        for (int i = 0; i < thrown.size() - 1; i++) {
            failure.addSuppressed(thrown.get(i));
        }
        return failure;
    }

    private static String message(Duration timeout, List<MemberOutcome> failures) {
        boolean nobodyAsked = failures.stream().noneMatch(MemberOutcome::wasAsked);
        return (nobodyAsked
                        ? "no member of the chain can be asked: "
                        : "no member of the chain has answered (timeout " + Durations.readable(timeout) + "): ")
                + failures.stream().map(MemberOutcome::words).collect(Collectors.joining("; "));
    }

    private static boolean isFinal(Throwable thrown) {
        return thrown instanceof NonRetriableException || !RerankFailures.anotherCouldHelp(thrown);
    }
}
