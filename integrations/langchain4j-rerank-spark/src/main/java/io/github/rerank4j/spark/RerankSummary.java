package io.github.rerank4j.spark;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job has done so far, or in all. Counts what executors did: a task that Spark had to repeat counts each time.
 * Immutable.
 */
public final class RerankSummary {

    private final long pairs;
    private final long scored;
    private final Map<String, Long> failures;
    private final long requests;
    private final long tokens;
    private final Duration duration;

    RerankSummary(long pairs, long scored, Map<String, Long> failures, long requests, long tokens, Duration duration) {
        this.pairs = pairs;
        this.scored = scored;
        this.failures = Collections.unmodifiableMap(new TreeMap<>(failures));
        this.requests = requests;
        this.tokens = tokens;
        this.duration = duration;
    }

    /** How many pairs there were to score when the job began: those without a score in its output. */
    public long pairs() {
        return pairs;
    }

    /** How many of them have got a score. */
    public long scored() {
        return scored;
    }

    /** How many of them have got an error instead. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many pairs failed with which kind of error, which is what the error column begins with; sorted by kind. */
    public Map<String, Long> failuresByKind() {
        return failures;
    }

    /**
     * How many requests were sent, repeated ones too. One that goes out again at once because its connection had ended
     * before a byte of the response counts once, as it does for a limit.
     */
    public long requests() {
        return requests;
    }

    /** How many tokens the service billed; those of requests that report none are not in it. */
    public long tokens() {
        return tokens;
    }

    /** Since the first request could be sent. */
    public Duration duration() {
        return duration;
    }

    /** Pairs that got a score or an error, per second; 0 before any time has passed. */
    public double pairsPerSecond() {
        double seconds = duration.toNanos() / 1e9;
        return seconds > 0 ? (scored + failed()) / seconds : 0;
    }

    /** All of it in one line for people; no text of the data. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d of %,d pairs, %,d failed%s, %,d requests, %,d tokens, %,.0f pairs per second",
                scored + failed(),
                pairs,
                failed(),
                failures.isEmpty() ? "" : " " + failures,
                requests,
                tokens,
                pairsPerSecond());
    }
}
