package io.github.rerank4j.concurrent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads for requests in flight: virtual ones where the JVM has them (21 and newer), else daemon threads. They inherit
 * nothing from who happens to make the first call: no thread-local value, and no class loader but that of these classes.
 */
public final class Threads {

    private static final int IDLE_SECONDS = 5;
    private static final long BREATH_NANOS = 1_000_000;
    private static final int PROBED_FRAMES = 400;
    private static final @Nullable ExecutorMaker VIRTUAL = virtualThreads();

    private Threads() {}

    @FunctionalInterface
    private interface ExecutorMaker {
        ExecutorService make() throws Throwable;
    }

    /** An executor that never makes a task wait for another. */
    public static ExecutorService executor() {
        if (VIRTUAL != null) {
            try {
                return VIRTUAL.make();
            } catch (Throwable unavailable) {
                return daemons();
            }
        }
        return daemons();
    }

    /**
     * Who runs what falls due: the same, or platform threads where those of the executor are virtual. A virtual thread
     * waits for a carrier, and others may hold all of them.
     */
    public static Executor forWhatFallsDue(Executor executor) {
        return VIRTUAL == null ? executor : daemons();
    }

    /** A daemon thread that inherits nothing. */
    public static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        return ofOurs(thread);
    }

    /**
     * Runs an action whose failure must stop nothing else; it goes where uncaught exceptions of the thread go. Nothing
     * comes out of here, whatever is thrown there.
     */
    public static void runReporting(Runnable action) {
        try {
            action.run();
        } catch (Throwable failure) {
            report(failure);
        }
    }

    /** Reports to the thread's handler of uncaught exceptions, and goes on whatever becomes of that. */
    public static void report(Throwable failure) {
        try {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable handlerFailed) {
            // there is nobody left to report to
        }
    }

    /** Takes a lock. To wait for one, JDKs before 21 need memory, and what they throw would lose what is locked for. */
    public static void lock(ReentrantLock lock) {
        boolean taken = false;
        while (!taken) {
            try {
                lock.lock();
                taken = true;
            } catch (OutOfMemoryError noHeap) {
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    /**
     * Has a task run by an executor, or the failure dealt with if the executor cannot: one of the two, and never both,
     * although an executor may throw after it has taken the task.
     */
    public static void handOver(Executor executor, Runnable task, Consumer<Throwable> refused) {
        AtomicBoolean settled = new AtomicBoolean();
        try {
            executor.execute(() -> {
                if (settled.compareAndSet(false, true)) {
                    task.run();
                }
            });
        } catch (Throwable failure) {
            if (settled.compareAndSet(false, true)) {
                refused.accept(failure);
            } else {
                report(failure);
            }
        }
    }

    /**
     * Lets a caller fail who has come to the end of the stack, before anything has begun that would have to be undone
     * there.
     *
     * @throws StackOverflowError if two dozen kilobytes of the stack are not left
     */
    public static void requireStack() {
        long used = frames(PROBED_FRAMES, 1, 2, 3, 4);
        if (used == 0) {
            throw new AssertionError("the sum of positive numbers is positive");
        }
    }

    /** The numbers are needed after the call, so that each level keeps them on the stack. */
    private static long frames(int left, long a, long b, long c, long d) {
        return left == 0 ? a + b + c + d : frames(left - 1, b, c, d, a + 1) + a + b + c + d;
    }

    private static Thread ofOurs(Thread thread) {
        thread.setContextClassLoader(Threads.class.getClassLoader());
        return thread;
    }

    private static ExecutorService daemons() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(task, "rerank4j-" + number.incrementAndGet()));
    }

    private static @Nullable ExecutorMaker virtualThreads() {
        try {
            Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> virtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtual));
            MethodHandle inherit = lookup.findVirtual(
                    builder, "inheritInheritableThreadLocals", MethodType.methodType(builder, boolean.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            MethodHandle executor = lookup.findStatic(
                    Executors.class,
                    "newThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            return () -> {
                ThreadFactory threads = (ThreadFactory) factory.invoke(inherit.invoke(ofVirtual.invoke(), false));
                ThreadFactory ours = task -> ofOurs(threads.newThread(task));
                return (ExecutorService) executor.invoke(ours);
            };
        } catch (ReflectiveOperationException before21) {
            return null;
        }
    }
}
