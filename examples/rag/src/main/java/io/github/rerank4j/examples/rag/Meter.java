package io.github.rerank4j.examples.rag;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankResponseContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts what a model's calls took. Safe for use by many threads. */
final class Meter implements RerankListener {

    private final List<RerankResponseContext> calls = new ArrayList<>();

    @Override
    public synchronized void onResponse(RerankResponseContext context) {
        calls.add(context);
    }

    /** What the calls took since this was asked last. */
    synchronized Reading read() {
        Reading reading = Reading.of(calls);
        calls.clear();
        return reading;
    }

    /**
     * What some calls took.
     *
     * @param requests HTTP requests, repeated ones included
     * @param repeated how many of them were sent because one before had failed
     * @param tokens empty if a call did not report its own
     * @param median the median time of a call, zero if there was none
     */
    record Reading(int calls, int requests, int repeated, OptionalLong tokens, Duration median) {

        static Reading of(List<RerankResponseContext> calls) {
            List<Duration> durations =
                    calls.stream().map(RerankResponseContext::duration).sorted().toList();
            int requests =
                    calls.stream().mapToInt(RerankResponseContext::attempts).sum();
            return new Reading(
                    calls.size(),
                    requests,
                    requests
                            - calls.stream()
                                    .mapToInt(RerankResponseContext::requests)
                                    .sum(),
                    tokens(calls),
                    durations.isEmpty() ? Duration.ZERO : durations.get(durations.size() / 2));
        }

        private static OptionalLong tokens(List<RerankResponseContext> calls) {
            long[] reported = calls.stream()
                    .map(RerankResponseContext::tokenUsage)
                    .flatMap(Optional::stream)
                    .map(usage -> usage.totalTokenCount())
                    .filter(Objects::nonNull)
                    .mapToLong(Integer::longValue)
                    .toArray();
            boolean all = reported.length == calls.size() && !calls.isEmpty();
            return all ? OptionalLong.of(Arrays.stream(reported).sum()) : OptionalLong.empty();
        }
    }
}
