package io.github.rerank4j.soak;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.Demand;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.helpers.NOPLogger;

/**
 * The calls of a JVM that comes to lack something: before, meanwhile and afterwards. For a JVM of its own, whose main
 * method gets the address of a {@link SoakServer} and a number of rounds. It ends with a value other than 0 if a call
 * has no end in its time, or one that nothing explains, or if afterwards not all is as it was before.
 */
abstract class Deprivation {

    private static final int SLOTS = 4;
    private static final int LANES = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    /** A call that is lost has no end after an hour either. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration IN_TIME = TIMEOUT.plus(GRACE);
    private static final long BACK_AFTER_SECONDS = 20;
    private static final int TRIES = 5;

    private final StandbyCalls calls = new StandbyCalls();
    private final Map<String, Integer> tally = new TreeMap<>();
    private final CyclicBarrier meeting = new CyclicBarrier(SLOTS);
    private volatile boolean theyMeet;
    private boolean felt;

    /** Takes away what calls need, until {@link #restore}. */
    abstract void take() throws InterruptedException;

    /** Lets go of all that was taken. */
    abstract void restore() throws InterruptedException;

    /** What a call for scores sends. */
    abstract List<String> documents();

    /** Whether calls cannot but fail without; there are JVMs that get by. */
    abstract boolean mustBeFelt();

    final void undergo(String... arguments) throws Exception {
        String url = arguments[0];
        warmUp(url);
        for (int round = Integer.parseInt(arguments[1]); round > 0; round--) {
            round(url);
        }
        System.out.println("soak: " + getClass().getSimpleName() + ": " + tally);
        require(felt || !mustBeFelt(), "no call has failed for want of anything");
    }

    /** Because a class whose first use fails for want of memory is of no use any more. */
    private void warmUp(String url) throws InterruptedException {
        try (GenericScoringModel model = model(url, RateLimiters.perSecond(LANES), SHORT)) {
            end(model, request("BROKEN", documents()));
            end(model, request("SILENT", documents()));
        }
    }

    private void round(String url) throws Exception {
        RateLimiter limiter = RateLimiters.perSecond(LANES);
        RerankRequest fine = request("FINE", documents());
        try (GenericScoringModel model = model(url, limiter, TIMEOUT)) {
            succeed(model, fine);
            take();
            calls.put(model, fine);
            note(endsOnceRestored());
            succeed(model, fine);

            calls.put(model, request("SILENT", List.of("a")));
            LockSupport.parkNanos(TIMEOUT.toNanos() / 4);
            take();
            note(endsOnceRestored());
            succeed(model, fine);

            requireSlots(model);
            requireLanes(limiter);
        }
    }

    private List<Object> endsOnceRestored() throws InterruptedException {
        boolean ended = calls.endWithin(IN_TIME);
        restore();
        require(ended, calls.endWithin(GRACE) ? "a call has ended too late" : "a call is without an end for ever");
        return calls.ends();
    }

    private List<Object> end(GenericScoringModel model, RerankRequest request) throws InterruptedException {
        calls.put(model, request);
        require(calls.endWithin(IN_TIME), "a call is without an end although nothing is lacking");
        return calls.ends();
    }

    private void note(List<Object> ends) {
        for (Object end : ends) {
            boolean lacking = end instanceof OutOfMemoryError;
            felt |= lacking;
            tally.merge(words(end), 1, Integer::sum);
            require(lacking || end instanceof RerankResponse || end instanceof LangChain4jException, end);
        }
    }

    /** A machine that is very busy may let a call run out of time; nothing else is an excuse. */
    private void succeed(GenericScoringModel model, RerankRequest fine) throws InterruptedException {
        for (int tries = 1; tries <= TRIES; tries++) {
            List<Object> ends = end(model, fine);
            if (ends.stream().allMatch(RerankResponse.class::isInstance)) {
                return;
            }
            for (Object end : ends) {
                require(end instanceof RerankResponse || outOfTime(end), end);
            }
        }
        require(false, "calls go on running out of time");
    }

    /** Some hear beforehand that their time will not do. */
    private static boolean outOfTime(Object end) {
        return end instanceof TimeoutException || end instanceof NoPermitInTimeException;
    }

    /** As many calls as there are slots can be under way at the same time; a busy machine has as many tries as above. */
    private void requireSlots(GenericScoringModel model) throws Exception {
        boolean met = false;
        for (int tries = 1; tries <= TRIES && !met; tries++) {
            met = meet(model);
        }
        require(met, "a slot has not been given back");
    }

    private boolean meet(GenericScoringModel model) throws Exception {
        theyMeet = true;
        List<Future<RerankResponse>> calls = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            calls.add(model.rerankAsync(request("FINE", List.of("a"))));
        }
        try {
            requireAll(calls);
            return true;
        } catch (ExecutionException notAll) {
            Throwable end = Objects.requireNonNull(notAll.getCause());
            require(outOfTime(end), end);
            return false;
        } finally {
            theyMeet = false;
            meeting.reset();
        }
    }

    private static void requireLanes(RateLimiter limiter) throws Exception {
        List<CompletableFuture<Permit>> permits = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            permits.add(limiter.acquire(Demand.builder().build()));
        }
        requireAll(permits);
        permits.forEach(permit -> permit.join().unused());
    }

    private static void requireAll(List<? extends Future<?>> futures) throws Exception {
        for (Future<?> future : futures) {
            future.get(BACK_AFTER_SECONDS, TimeUnit.SECONDS);
        }
    }

    private GenericScoringModel model(String url, RateLimiter limiter, Duration timeout) {
        return GenericScoringModel.builder()
                .baseUrl(url)
                .dialect(RerankDialect.COHERE_V2)
                .modelName("example-reranker")
                .maxConcurrentRequests(SLOTS)
                .rateLimiter(limiter)
                .timeout(timeout)
                .logger(NOPLogger.NOP_LOGGER)
                .customHeaders(this::headers)
                .build();
    }

    private Map<String, String> headers() {
        if (theyMeet) {
            try {
                meeting.await(BACK_AFTER_SECONDS, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IllegalStateException("not every slot is free", alone);
            }
        }
        return Map.of();
    }

    private static RerankRequest request(String fate, List<String> documents) {
        return RerankRequest.builder().query(fate + " 1").documents(documents).build();
    }

    private static String words(Object end) {
        String name = end.getClass().getSimpleName();
        return end instanceof OutOfMemoryError lacking ? name + " (" + lacking.getMessage() + ")" : name;
    }

    /** Or ends this JVM, saying what its threads do. */
    private static void require(boolean right, Object wrong) {
        if (!right) {
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                System.out.println(thread);
                for (StackTraceElement frame : stack) {
                    System.out.println("    at " + frame);
                }
            });
            throw wrong instanceof Throwable failure
                    ? new AssertionError("a surprising end", failure)
                    : new AssertionError(wrong);
        }
    }
}
