package io.github.rerank4j.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The context of a caller's thread on other threads, as code of the user's puts it around tasks. Each task runs exactly
 * once, whatever that code throws, forgets or repeats, and what a task throws comes out as it is.
 */
public final class CarriedContext {

    /** None: tasks run as they are. */
    public static final CarriedContext NONE = new CarriedContext(null, failure -> {});

    private final @Nullable UnaryOperator<Runnable> wrapper;
    private final Consumer<Throwable> broken;

    private CarriedContext(@Nullable UnaryOperator<Runnable> wrapper, Consumer<Throwable> broken) {
        this.wrapper = wrapper;
        this.broken = broken;
    }

    /**
     * The context of this thread; none if it cannot be had.
     *
     * @param capture gives what puts it around a task
     * @param broken receives what that code throws
     */
    public static CarriedContext of(Supplier<UnaryOperator<Runnable>> capture, Consumer<Throwable> broken) {
        try {
            UnaryOperator<Runnable> wrapper = capture.get();
            if (wrapper == null) {
                throw new NullPointerException("the capture returned null instead of a wrapper for tasks");
            }
            return new CarriedContext(wrapper, broken);
        } catch (Throwable failure) {
            report(broken, failure);
            return NONE;
        }
    }

    /** An executor whose tasks run in this context. */
    public Executor over(Executor executor) {
        return wrapper == null ? executor : task -> executor.execute(around(task));
    }

    /** The task in this context. */
    public Runnable around(Runnable task) {
        return wrapper == null ? task : () -> run(task);
    }

    /** Runs a task in this context, now; outside of it where that fails. */
    public void run(Runnable task) {
        if (wrapper == null) {
            task.run();
            return;
        }
        Once once = null;
        try {
            once = new Once(task);
            wrapper.apply(once).run();
        } catch (Throwable failure) {
            if (once == null || failure != once.thrown) {
                report(broken, failure);
            }
        }
        if (once == null) {
            task.run();
        } else {
            once.finish();
        }
    }

    private static void report(Consumer<Throwable> broken, Throwable failure) {
        try {
            broken.accept(failure);
        } catch (Throwable brokenToo) {
            Threads.report(brokenToo);
        }
    }

    /** A task that does nothing when it is run again. */
    private static final class Once extends AtomicBoolean implements Runnable {

        private static final long serialVersionUID = 1L;

        private final transient Runnable task;
        private transient volatile @Nullable Throwable thrown;

        Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (compareAndSet(false, true)) {
                try {
                    task.run();
                } catch (Throwable failure) {
                    thrown = failure;
                    throw failure;
                }
            }
        }

        /** Runs it if nobody has; throws what it threw, whatever has become of that on the way. */
        void finish() {
            run();
            Throwable failure = thrown;
            if (failure != null) {
                throw Once.<RuntimeException>unchecked(failure);
            }
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> T unchecked(Throwable failure) throws T {
            throw (T) failure;
        }
    }
}
