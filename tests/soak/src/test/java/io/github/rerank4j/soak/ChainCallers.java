package io.github.rerank4j.soak;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Callers of a chain, some blocked, some with futures, some in a hurry, some who give up; each end is checked. */
final class ChainCallers implements AutoCloseable {

    private static final int QUESTIONS = 300;
    private static final int MOST_DOCUMENTS = 12;
    private static final int GIVEN_UP_IN_PERCENT = 5;
    private static final int HASTY_IN_PERCENT = 5;
    private static final int LONGEST_PATIENCE_MILLIS = 30;
    private static final long LOST_AFTER_SECONDS = 60;
    private static final int NOTED_SURPRISES = 20;
    /** A caller whose call fails at once, because all members rest, does not come again at once. */
    private static final long PAUSE_NANOS = 20_000_000;

    private final Reranker chain;
    private final Map<String, MoodyMember> members;
    private final Duration budget;
    private final ScheduledExecutorService impatience =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "soak-impatience"));
    private final Map<String, LongAdder> ends = new ConcurrentSkipListMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final LongAccumulator latest = new LongAccumulator(Long::max, Long.MIN_VALUE);
    private final LongAdder late = new LongAdder();
    private final AtomicInteger next = new AtomicInteger();

    ChainCallers(Reranker chain, Map<String, MoodyMember> members, Duration budget) {
        this.chain = chain;
        this.members = members;
        this.budget = budget;
    }

    /** Puts the next questions, and returns when all have ended. */
    void ask(int questions, int callers) throws InterruptedException {
        int end = next.get() + questions;
        CountDownLatch done = new CountDownLatch(callers);
        for (int i = 0; i < callers; i++) {
            daemon(
                            () -> {
                                try {
                                    for (int number = next.getAndIncrement();
                                            number < end;
                                            number = next.getAndIncrement()) {
                                        ask(number);
                                    }
                                } finally {
                                    done.countDown();
                                }
                            },
                            "soak-caller")
                    .start();
        }
        done.await();
        next.set(end);
    }

    /** What became of the calls, and how many became it. */
    Map<String, Long> ends() {
        Map<String, Long> sums = new TreeMap<>();
        ends.forEach((end, count) -> sums.put(end, count.sum()));
        return sums;
    }

    /** The ends that were not the right ones. */
    Queue<String> surprises() {
        return surprises;
    }

    /** How long the latest call was over its budget. */
    Duration latest() {
        return Duration.ofNanos(latest.get());
    }

    /** How many were over it by more than 50 ms. */
    long late() {
        return late.sum();
    }

    @Override
    public void close() {
        impatience.shutdownNow();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void ask(int number) {
        SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L);
        String query = "FINE " + Math.min(random.nextInt(QUESTIONS), random.nextInt(QUESTIONS));
        List<String> documents = IntStream.range(0, 1 + random.nextInt(MOST_DOCUMENTS))
                .mapToObj(i -> "passage " + i)
                .toList();
        boolean hasty = random.nextInt(100) < HASTY_IN_PERCENT;
        Duration time = hasty ? Duration.ofMillis(40) : budget;
        RerankRequest request = RerankRequest.builder()
                .query(query)
                .documents(documents)
                .timeout(time)
                .build();
        boolean givenUp = random.nextInt(100) < GIVEN_UP_IN_PERCENT;
        int patience = random.nextInt(LONGEST_PATIENCE_MILLIS);
        long start = System.nanoTime();
        String end = random.nextBoolean()
                ? blocking(request, givenUp ? patience : -1)
                : later(request, givenUp ? patience : -1);
        long over = System.nanoTime() - start - time.toNanos();
        latest.accumulate(over);
        if (over > TimeUnit.MILLISECONDS.toNanos(50)) {
            late.increment();
        }
        ends.computeIfAbsent(end, unseen -> new LongAdder()).increment();
        if (end.endsWith(RetriableException.class.getSimpleName())) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        boolean ofOwnWill = end.equals("interrupted") || end.equals("cancelled");
        if (ofOwnWill && !givenUp) {
            surprise(number, end);
        }
    }

    private String blocking(RerankRequest request, int patience) {
        Thread thread = Thread.currentThread();
        Interruption interruption = new Interruption(thread);
        if (patience >= 0) {
            impatience.schedule(interruption, patience, TimeUnit.MILLISECONDS);
        }
        try {
            return judged(request, chain.rerank(request));
        } catch (RuntimeException failure) {
            return failure.getClass() == LangChain4jException.class && thread.isInterrupted()
                    ? "interrupted"
                    : judged(failure);
        } finally {
            interruption.end();
            Thread.interrupted();
        }
    }

    private String later(RerankRequest request, int patience) {
        CompletableFuture<RerankResponse> call = chain.rerankAsync(request);
        if (patience >= 0) {
            impatience.schedule(() -> call.cancel(true), patience, TimeUnit.MILLISECONDS);
        }
        try {
            return judged(request, call.get(LOST_AFTER_SECONDS, TimeUnit.SECONDS));
        } catch (CancellationException cancelled) {
            return "cancelled";
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            return judged(cause == null ? failed : cause);
        } catch (java.util.concurrent.TimeoutException | InterruptedException lost) {
            surprise(-1, "no end after " + LOST_AFTER_SECONDS + " s");
            return "lost";
        }
    }

    private String judged(RerankRequest request, RerankResponse response) {
        String name = response.answeredBy().orElse("nobody");
        MoodyMember member = members.get(name);
        String query = text(request.query());
        for (int i = 0; i < request.size(); i++) {
            String document = text(request.documents().get(i));
            if (member == null || !member.hasGiven(response.scores().get(i), query, document)) {
                surprise(-1, "a score of another than " + name);
            }
        }
        if (response.fallbacks().size() != List.copyOf(members.keySet()).indexOf(name)) {
            surprise(-1, name + " has answered instead of " + response.fallbacks());
        }
        return "by " + name;
    }

    private static String text(Content content) {
        return ((TextContent) content).text();
    }

    private String judged(Throwable failure) {
        if (!(failure instanceof LangChain4jException)
                || !String.valueOf(failure.getMessage()).startsWith("no member of the chain ")) {
            surprise(-1, failure.toString());
        }
        return failure.getClass().getSimpleName();
    }

    private void surprise(int number, String end) {
        if (surprises.size() < NOTED_SURPRISES) {
            surprises.add("call " + number + ": " + end);
        }
    }
}
