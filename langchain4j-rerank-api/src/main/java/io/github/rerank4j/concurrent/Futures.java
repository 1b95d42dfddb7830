package io.github.rerank4j.concurrent;

import dev.langchain4j.exception.LangChain4jException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waiting for a result: nothing else blocks. */
public final class Futures {

    private static final int TRIES = 100;
    private static final long BREATH_NANOS = 10_000_000;

    private Futures() {}

    /**
     * Completes a future with a failure, for which the heap has to be waited for, however long: nobody comes again for
     * a future that is left without an end. Failures that cannot even be put into words break a dependent; completing
     * again reaches the others.
     */
    public static void fail(CompletableFuture<?> future, Throwable failure) {
        int broken = 0;
        while (broken < TRIES) {
            try {
                future.completeExceptionally(failure);
                return;
            } catch (OutOfMemoryError noHeap) {
                broken += future.isDone() ? 1 : 0;
                LockSupport.parkNanos(BREATH_NANOS);
            } catch (RuntimeException | Error brokenDependent) {
                broken++;
                Threads.report(brokenDependent);
            }
        }
    }

    /** Cancels a future that may be a user's: the heap is waited for, but not for ever. */
    public static void cancel(CompletableFuture<?> future) {
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                future.cancel(false);
                return;
            } catch (OutOfMemoryError noHeap) {
                LockSupport.parkNanos(BREATH_NANOS);
            } catch (RuntimeException | Error broken) {
                Threads.report(broken);
                return;
            }
        }
    }

    /**
     * The result, once it is there; until then this thread is lent to the work.
     *
     * @throws LangChain4jException if this thread is interrupted; the flag is set again and the work cancelled
     */
    public static <T> T join(CompletableFuture<T> result, LentThread lent) {
        try {
            result.whenComplete((value, failure) -> lent.leave());
            lent.serve();
            return result.get();
        } catch (InterruptedException interrupted) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw interrupted(interrupted);
        } catch (CancellationException cancelled) {
            throw Thread.currentThread().isInterrupted() ? interrupted(cancelled) : cancelled;
        } catch (ExecutionException failed) {
            throw withCallersStack(failed.getCause());
        } catch (RuntimeException | Error thrownByTask) {
            result.cancel(true);
            throw thrownByTask;
        } finally {
            // it may not have come to serve, and what was handed to it holds a permit
            lent.leave();
        }
    }

    /** A future that ends as another does, and may be given up without it. */
    public static <T> CompletableFuture<T> copied(CompletableFuture<T> original) {
        CompletableFuture<T> copy = new CompletableFuture<>();
        original.whenComplete((value, failure) -> {
            if (failure != null) {
                fail(copy, failure);
            } else {
                copy.complete(value);
            }
        });
        return copy;
    }

    /** A future with the result of a function; cancelling it, or ending it in another way, cancels the first. */
    public static <T, R> CompletableFuture<R> mapped(CompletableFuture<T> first, Function<T, R> function) {
        CompletableFuture<R> mapped = new CompletableFuture<>();
        mapped.whenComplete((value, failure) -> {
            if (failure != null) {
                first.cancel(true);
            }
        });
        first.thenApply(function).whenComplete((value, failure) -> {
            if (failure != null) {
                fail(mapped, unwrapped(failure));
            } else {
                mapped.complete(value);
            }
        });
        return mapped;
    }

    /** The failure itself, without the wrapper a dependent future puts around it. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** A failure as one that may be thrown everywhere: itself, if it is one, or around it. */
    public static RuntimeException asUnchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new LangChain4jException(failure);
    }

    private static LangChain4jException interrupted(Exception how) {
        InterruptedException cause =
                how instanceof InterruptedException interrupted ? interrupted : new InterruptedException();
        return new LangChain4jException("interrupted while reranking; the requests under way were aborted", cause);
    }

    private static RuntimeException withCallersStack(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            if (exception.getSuppressed().length == 0) {
                exception.addSuppressed(new CalledFrom());
            }
            return exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return new LangChain4jException(failure);
    }

    /** Where the blocking call was made: the failure itself may come from another thread. */
    private static final class CalledFrom extends Exception {

        private static final long serialVersionUID = 1L;

        CalledFrom() {
            super("called from here");
        }
    }
}
