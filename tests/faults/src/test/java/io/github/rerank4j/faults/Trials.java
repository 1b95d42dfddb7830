package io.github.rerank4j.faults;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Trials, which are named by their {@code toString}, that run many at a time, because most of them wait, each reported as a test of its own. */
final class Trials {
    private static final long PATIENCE_SECONDS = 60;

    private Trials() {}

    /** One trial of each so many. */
    static Stream<DynamicTest> sample(Stream<? extends Runnable> trials, int oneOf, int atATime) {
        return of(trials, number -> isSampled(number, oneOf), atATime);
    }

    /** All trials that the sample leaves out. */
    static Stream<DynamicTest> rest(Stream<? extends Runnable> trials, int oneOf, int atATime) {
        return of(trials, number -> !isSampled(number, oneOf), atATime);
    }

    /** Another one with each so many in a row, so that blocking and asynchronous calls are both met. */
    private static boolean isSampled(int number, int oneOf) {
        return number % oneOf == number / oneOf % oneOf;
    }

    private static Stream<DynamicTest> of(Stream<? extends Runnable> trials, IntPredicate chosen, int atATime) {
        ExecutorService threads = Executors.newFixedThreadPool(atATime, Trials::thread);
        List<? extends Runnable> all = trials.toList();
        List<DynamicTest> tests = IntStream.range(0, all.size())
                .filter(chosen)
                .mapToObj(all::get)
                .map(trial -> {
                    CompletableFuture<Void> ended = CompletableFuture.runAsync(trial, threads);
                    return DynamicTest.dynamicTest(trial.toString(), () -> report(trial, ended));
                })
                .toList();
        threads.shutdown();
        return tests.stream();
    }

    private static void report(Runnable trial, CompletableFuture<Void> ended) throws Exception {
        try {
            ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            retryAlone(trial, failed);
        }
    }

    /** Beside dozens of others a trial can be late on a busy machine. What fails twice has failed. */
    private static void retryAlone(Runnable trial, ExecutionException first) {
        System.out.println("tried again: " + trial + ": " + first.getCause());
        try {
            trial.run();
        } catch (Exception | AssertionError second) {
            second.addSuppressed(first);
            throw new AssertionError(trial + ": " + second, second);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "trial");
        thread.setDaemon(true);
        return thread;
    }
}
