package io.github.rerank4j.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads for requests in flight: virtual ones where the JVM has them (21 and newer), else daemon threads. */
final class Threads {

    private static final int IDLE_SECONDS = 5;
    private static final @Nullable MethodHandle VIRTUAL = virtualThreadExecutor();

    private Threads() {}

    /** An executor that never makes a task wait for another. */
    static ExecutorService executor() {
        if (VIRTUAL != null) {
            try {
                return (ExecutorService) VIRTUAL.invokeExact();
            } catch (Throwable unavailable) {
                return daemons();
            }
        }
        return daemons();
    }

    /** Runs an action whose failure must stop nothing else; it goes where uncaught exceptions of the thread go. */
    static void runReporting(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error failure) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    private static ExecutorService daemons() {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory daemon = task -> {
            Thread thread = new Thread(task, "rerank4j-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemon);
    }

    private static @Nullable MethodHandle virtualThreadExecutor() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (ReflectiveOperationException before21) {
            return null;
        }
    }
}
