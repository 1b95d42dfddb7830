package io.github.rerank4j.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A thread that makes one blocking call, and what came of it. */
final class Caller<T> {

    private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
    private final Thread thread;

    private Caller(Callable<T> call) {
        this.thread = new Thread(() -> outcome.complete(outcomeOf(call)), "test-caller");
        thread.setDaemon(true);
    }

    /** What a call returned or threw, and whether its thread was left interrupted. */
    record Outcome<T>(@Nullable T value, @Nullable Throwable thrown, boolean interrupted) {}

    static <T> Caller<T> calling(Callable<T> call) {
        Caller<T> caller = new Caller<>(call);
        caller.thread.start();
        return caller;
    }

    Thread thread() {
        return thread;
    }

    void interrupt() {
        thread.interrupt();
    }

    Outcome<T> outcome() {
        return outcome.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    private static <T> Outcome<T> outcomeOf(Callable<T> call) {
        try {
            T value = call.call();
            return new Outcome<>(value, null, Thread.currentThread().isInterrupted());
        } catch (Throwable thrown) {
            return new Outcome<>(null, thrown, Thread.currentThread().isInterrupted());
        }
    }
}
