package io.github.rerank4j.spark;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.text.OneLine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model of this JVM, and how each job fares with it. */
final class OpenModel {

    /** Under this key a call's parent holds the counter of its attempts. */
    static final String ATTEMPTS = "attempts";

    /** Waiting for a permit is how a job keeps a limit, and no failure; only an attempt is bounded by what is usual. */
    private static final String WHOLE_CALL = "1h";

    private static final String ONE_ATTEMPT = "60s";
    private static final String CONCURRENCY = "maxConcurrentRequests";

    /** More than run at a time on one executor. */
    private static final int MOST_JOBS = 256;

    private final Reranker reranker;
    private final RerankerTraits traits;
    private final int inFlight;
    /** The latest that were asked for; a job or stage that has ended asks no more. */
    private final Map<String, JobHealth> jobs = new LinkedHashMap<>(16, 0.75f, true);

    private OpenModel(Reranker reranker, int inFlight) {
        this.reranker = reranker;
        this.inFlight = inFlight;
        this.traits = reranker.traits(null);
    }

    static OpenModel of(ModelPlan plan, int inFlight, @Nullable RateLimiter limiter) {
        Map<String, String> texts = texts(plan, inFlight, System::getenv);
        Map<String, Object> objects = new HashMap<>(Map.of("listeners", List.of(new Attempts())));
        if (limiter != null) {
            objects.put("rateLimiter", limiter);
        }
        return new OpenModel(plan.open(Loaders.ofThisThread(), texts, objects), inFlight);
    }

    /** The settings of the plan, and what a job wants differently from somebody who waits for an answer. */
    static Map<String, String> texts(
            ModelPlan plan, int inFlight, Function<String, ? extends @Nullable String> environment) {
        Map<String, String> texts = new HashMap<>(SecretReferences.resolved(plan.settings(), environment));
        texts.putIfAbsent(CONCURRENCY, Integer.toString(inFlight));
        if (texts.putIfAbsent("timeout", WHOLE_CALL) == null) {
            texts.putIfAbsent("attemptTimeout", ONE_ATTEMPT);
        }
        return texts;
    }

    Reranker reranker() {
        return reranker;
    }

    RerankerTraits traits() {
        return traits;
    }

    /** A failure as a row tells it: its kind, a colon, and words without a text of the data; null if nobody has asked. */
    String described(@Nullable Throwable failure) {
        String line = OneLine.of(failure == null ? "Unknown" : traits.described(failure));
        return line.contains(":") ? line : line + ":";
    }

    /** How a job fares here, which all its tasks tell each other. */
    JobHealth healthOf(String job) {
        synchronized (jobs) {
            JobHealth health = jobs.computeIfAbsent(job, first -> new JobHealth(inFlight));
            if (jobs.size() > MOST_JOBS) {
                jobs.remove(jobs.keySet().iterator().next());
            }
            return health;
        }
    }

    void close() {
        reranker.close();
    }

    /** Counts each attempt for the task whose call it belongs to. */
    private static final class Attempts implements RerankListener {

        @Override
        public void onAttempt(RerankAttemptContext attempt) {
            attempt.request()
                    .call()
                    .parent()
                    .map(task -> task.attributes().get(ATTEMPTS))
                    .filter(AtomicLong.class::isInstance)
                    .map(AtomicLong.class::cast)
                    .ifPresent(AtomicLong::incrementAndGet);
        }
    }
}
