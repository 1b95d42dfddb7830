package io.github.rerank4j.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.github.rerank4j.benchmarks.RerankClient;
import io.github.rerank4j.benchmarks.RerankClient.Ranking;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The ways to measure one client with the same documents at every call. */
final class Measurement {

    private static final int MOST_CALLS = 1 << 17;
    private static final double PER_MICRO = 1e3;
    private static final int SETTLING_MILLIS = 1000;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RerankClient client;
    private final List<String> documents;

    Measurement(RerankClient client, List<String> documents) {
        this.client = client;
        this.documents = documents;
    }

    /** One caller, one call after the other: microseconds of time and processor, and bytes, of a call. */
    Message latency(long millis) throws Exception {
        Ranking ranking = client.prepare(Corpus.QUERY, documents);
        long[] nanos = new long[MOST_CALLS];
        int calls = 0;
        List<Double> scores;
        long allocated = allocatedBytes();
        long processor = SYSTEM.getProcessCpuTime();
        long before = System.nanoTime();
        long end = before + TimeUnit.MILLISECONDS.toNanos(millis);
        do {
            scores = ranking.scores();
            long after = System.nanoTime();
            nanos[calls++] = after - before;
            before = after;
        } while (before < end && calls < MOST_CALLS);
        processor = SYSTEM.getProcessCpuTime() - processor;
        allocated = allocatedBytes() - allocated;
        if (wrong(documents, scores)) {
            return Message.of("wrong");
        }
        Arrays.sort(nanos, 0, calls);
        return Message.of("ok")
                .with("calls", calls)
                .with("median", nanos[calls / 2] / PER_MICRO)
                .with("p99", nanos[Math.min(calls - 1, calls * 99 / 100)] / PER_MICRO)
                .with("cpu", processor / PER_MICRO / calls)
                .with("allocated", (double) allocated / calls);
    }

    /** The first calls of a client, one after the other: microseconds of the first and the last of them. */
    Message begin(int calls) throws Exception {
        Ranking ranking = client.prepare(Corpus.QUERY, documents);
        double first = Double.NaN;
        double last = Double.NaN;
        for (int call = 1; call <= calls; call++) {
            long before = System.nanoTime();
            List<Double> scores = ranking.scores();
            last = (System.nanoTime() - before) / PER_MICRO;
            first = call == 1 ? last : first;
            if (wrong(documents, scores)) {
                return Message.of("wrong");
            }
        }
        return Message.of("ok").with("first", first).with("last", last);
    }

    /** Calls until the JIT compiler has next to nothing left to do, so that its work is not taken for the client's. */
    Message settle(long millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long compiled;
        do {
            compiled = COMPILER.getTotalCompilationTime();
            latency(Math.min(millis, SETTLING_MILLIS));
            compiled = COMPILER.getTotalCompilationTime() - compiled;
        } while (compiled > SETTLING_MILLIS / 100 && System.nanoTime() < end);
        return Message.of("ok");
    }

    /** So many callers at once, each with one call after the other: calls in a second. */
    Message load(int threads, long millis) throws Exception {
        Ranking ranking = client.prepare(Corpus.QUERY, documents);
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            callers.add(() -> {
                start.await();
                return callsUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), ranking);
            });
        }
        int calls = 0;
        for (int done : together(callers, start).results()) {
            if (done < 0) {
                return Message.of("wrong");
            }
            calls += done;
        }
        return Message.of("ok").with("perSecond", calls * 1e3 / millis).with("calls", calls);
    }

    /** The documents shared out among callers that start together: milliseconds until the last is done. */
    Message split(int callers, int perRequest) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (List<String> share : Corpus.shares(documents, callers, perRequest)) {
            Ranking ranking = client.prepare(Corpus.QUERY, share);
            calls.add(() -> {
                start.await();
                return !wrong(share, ranking.scores());
            });
        }
        Together<Boolean> done = together(calls, start);
        return done.results().contains(false)
                ? Message.of("wrong")
                : Message.of("ok").with("millis", done.millis());
    }

    /** So many calls in flight at once: milliseconds until the last is done, and platform threads at the peak. */
    Message async(int calls) {
        Ranking ranking = client.prepare(Corpus.QUERY, documents);
        List<CompletableFuture<List<Double>>> answers = new ArrayList<>(calls);
        THREADS.resetPeakThreadCount();
        long before = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            answers.add(ranking.scoresLater());
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).join();
        double millis = (System.nanoTime() - before) / 1e6;
        if (answers.stream().anyMatch(answer -> wrong(documents, answer.join()))) {
            return Message.of("wrong");
        }
        return Message.of("ok").with("millis", millis).with("threads", THREADS.getPeakThreadCount());
    }

    /** How many calls ended in time; -1 if the last one's scores were wrong. */
    private int callsUntil(long end, Ranking ranking) throws Exception {
        int calls = 0;
        List<Double> scores = ranking.scores();
        while (System.nanoTime() < end) {
            calls++;
            scores = ranking.scores();
        }
        return wrong(documents, scores) ? -1 : calls;
    }

    private boolean wrong(List<String> asked, List<Double> scores) {
        return client.readsScores() && !Corpus.fits(asked, scores);
    }

    private static <T> Together<T> together(List<Callable<T>> tasks, CountDownLatch start) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(threads.submit(task));
            }
            long before = System.nanoTime();
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return new Together<>(results, (System.nanoTime() - before) / 1e6);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long allocatedBytes() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private record Together<T>(List<T> results, double millis) {}
}
