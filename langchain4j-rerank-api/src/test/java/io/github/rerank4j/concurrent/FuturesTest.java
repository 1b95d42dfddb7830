package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RateLimitException;
import io.github.rerank4j.fixtures.Uncaught;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FuturesTest {

    private final CompletableFuture<String> result = new CompletableFuture<>();

    @Test
    void a_result_is_handed_over() {
        result.complete("done");

        assertThat(Futures.join(result, lent())).isEqualTo("done");
    }

    @Test
    void a_result_from_another_thread_is_waited_for() {
        LentThread lent = lent();
        Thread other = new Thread(() -> result.complete("done"));
        other.start();

        assertThat(Futures.join(result, lent)).isEqualTo("done");
    }

    @Test
    void a_failure_is_thrown_as_it_is_and_not_wrapped() {
        RateLimitException failure = new RateLimitException("slow down");
        result.completeExceptionally(failure);

        assertThatThrownBy(() -> Futures.join(result, lent())).isSameAs(failure);
    }

    @Test
    void the_stack_of_the_caller_is_kept_beside_that_of_the_failure() {
        Thread other = new Thread(() -> result.completeExceptionally(new RateLimitException("slow down")));
        other.start();

        assertThatThrownBy(() -> callOfTheUser(lent())).satisfies(failure -> {
            Throwable[] beside = failure.getSuppressed();
            assertThat(beside).hasSize(1);
            assertThat(Arrays.stream(beside[0].getStackTrace()).map(StackTraceElement::getMethodName))
                    .contains("callOfTheUser");
        });
    }

    @Test
    void a_checked_failure_becomes_one_that_users_catch() {
        IOException failure = new IOException("broken");
        result.completeExceptionally(failure);

        assertThatThrownBy(() -> Futures.join(result, lent()))
                .isInstanceOf(LangChain4jException.class)
                .hasCause(failure);
    }

    @Test
    void an_error_stays_an_error() {
        result.completeExceptionally(new NoClassDefFoundError("some/Missing"));

        assertThatThrownBy(() -> Futures.join(result, lent())).isExactlyInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void a_cancelled_result_is_told_as_such() {
        result.cancel(true);

        assertThatThrownBy(() -> Futures.join(result, lent())).isInstanceOf(CancellationException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_task_that_throws_on_the_waiting_thread_leaves_no_work_behind() {
        LentThread lent = lent();
        lent.execute(() -> {
            throw new IllegalStateException("broken on purpose");
        });

        assertThatThrownBy(() -> Futures.join(result, lent)).hasMessage("broken on purpose");

        assertThat(result).isDone();
    }

    @Test
    void a_mapped_result_is_the_functions() {
        CompletableFuture<Integer> mapped = Futures.mapped(result, String::length);

        result.complete("done");

        assertThat(mapped).isCompletedWithValue(4);
    }

    @Test
    void a_mapped_failure_is_the_failure_itself() {
        CompletableFuture<Integer> mapped = Futures.mapped(result.thenApply(same -> same), String::length);
        RateLimitException failure = new RateLimitException("slow down");

        result.completeExceptionally(failure);

        assertThatThrownBy(mapped::get).hasCause(failure);
    }

    @Test
    void cancelling_the_mapped_cancels_the_first() {
        CompletableFuture<Integer> mapped = Futures.mapped(result, String::length);

        mapped.cancel(true);

        assertThat(result).isCancelled();
    }

    @Test
    void failing_the_mapped_from_outside_cancels_the_first() {
        CompletableFuture<Integer> mapped = Futures.mapped(result, String::length);

        mapped.completeExceptionally(new IllegalStateException("the user's own timeout"));

        assertThat(result).isCancelled();
    }

    @Test
    void a_function_that_throws_fails_the_mapped_and_does_not_leave_it_waiting() {
        CompletableFuture<Integer> mapped = Futures.mapped(result, text -> {
            throw new IllegalStateException("broken on purpose");
        });

        result.complete("done");

        assertThat(mapped).isCompletedExceptionally();
        assertThatThrownBy(mapped::join).hasRootCauseMessage("broken on purpose");
    }

    @Test
    void only_the_wrapper_of_a_dependent_future_is_taken_off() {
        IOException failure = new IOException("broken");
        IllegalStateException withCause = new IllegalStateException(failure);
        CompletionException bare = new BareCompletionException();

        assertThat(Futures.unwrapped(new CompletionException(failure))).isSameAs(failure);
        assertThat(Futures.unwrapped(withCause)).isSameAs(withCause);
        assertThat(Futures.unwrapped(bare)).isSameAs(bare);
    }

    private String callOfTheUser(LentThread lent) {
        return Futures.join(result, lent);
    }

    private LentThread lent() {
        return new LentThread(Runnable::run, () -> result.cancel(true));
    }

    private static final class BareCompletionException extends CompletionException {

        private static final long serialVersionUID = 1L;
    }

    @Test
    void a_failure_reaches_every_dependent_although_one_breaks_for_want_of_memory() {
        Breaking future = new Breaking(3, new OutOfMemoryError("in a test"));

        Futures.fail(future, new IllegalStateException("the reason"));

        assertThat(future).isCompletedExceptionally();
        assertThat(future.tries).isEqualTo(4);
    }

    @Test
    void a_dependent_that_is_broken_for_good_is_not_waited_for() {
        Breaking future = new Breaking(Integer.MAX_VALUE, new IllegalStateException("broken"));

        Uncaught.in(() -> Futures.fail(future, new IllegalStateException("the reason")));

        assertThat(future.tries).isBetween(2, 1000);
    }

    @Test
    void cancelling_waits_for_memory() {
        Breaking future = new Breaking(3, new OutOfMemoryError("in a test"));

        Futures.cancel(future);

        assertThat(future).isCancelled();
        assertThat(future.tries).isEqualTo(4);
    }

    @Test
    void a_future_that_does_not_let_itself_be_cancelled_is_left_alone() {
        Breaking future = new Breaking(Integer.MAX_VALUE, new IllegalStateException("broken"));

        Uncaught.in(() -> Futures.cancel(future));

        assertThat(future).isNotDone();
        assertThat(future.tries).isOne();
    }

    @Test
    void a_copy_ends_as_the_original_and_not_the_other_way_round() {
        CompletableFuture<String> original = new CompletableFuture<>();
        CompletableFuture<String> first = Futures.copied(original);
        CompletableFuture<String> second = Futures.copied(original);

        first.cancel(true);
        original.complete("value");

        assertThat(first).isCancelled();
        assertThat(second).isCompletedWithValue("value");
        assertThat(Futures.copied(CompletableFuture.failedFuture(new IllegalStateException("reason"))))
                .isCompletedExceptionally();
    }

    /** Throws so often before it does what it is asked to. */
    private static final class Breaking extends CompletableFuture<String> {

        private final int failures;
        private final Throwable failure;
        private int tries;

        Breaking(int failures, Throwable failure) {
            this.failures = failures;
            this.failure = failure;
        }

        @Override
        public boolean completeExceptionally(Throwable reason) {
            breakOff();
            return super.completeExceptionally(reason);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            breakOff();
            return super.cancel(mayInterruptIfRunning);
        }

        private void breakOff() {
            tries++;
            if (tries <= failures) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
        }
    }
}
