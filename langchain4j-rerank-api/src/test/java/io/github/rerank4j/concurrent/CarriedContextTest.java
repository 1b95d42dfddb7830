package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.fixtures.Uncaught;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CarriedContextTest {

    private final List<String> order = new ArrayList<>();
    private final List<Throwable> broken = new ArrayList<>();

    @Test
    void a_task_runs_between_setting_up_and_restoring() {
        carried(this::around).run(() -> order.add("task"));

        assertThat(order).containsExactly("set up", "task", "restored");
        assertThat(broken).isEmpty();
    }

    @Test
    void what_a_task_throws_comes_out_once_its_context_is_restored() {
        for (Throwable thrown :
                List.<Throwable>of(new IllegalStateException(), new OutOfMemoryError(), new StackOverflowError())) {
            order.clear();

            Throwable out = catchThrowable(() -> carried(this::around).run(() -> {
                order.add("task");
                throw CarriedContextTest.<RuntimeException>unchecked(thrown);
            }));

            assertThat(out).isSameAs(thrown);
            assertThat(order).containsExactly("set up", "task", "restored");
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void what_a_task_throws_comes_out_even_if_it_was_swallowed() {
        IllegalStateException thrown = new IllegalStateException();
        UnaryOperator<Runnable> swallowing = task -> () -> {
            try {
                task.run();
            } catch (RuntimeException swallowed) {
                order.add("swallowed");
            }
        };

        assertThatThrownBy(() -> carried(swallowing).run(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(order).containsExactly("swallowed");
    }

    @Test
    void a_task_whose_context_cannot_be_set_up_runs_outside_of_it_once() {
        AtomicInteger runs = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException();

        carried(task -> () -> {
                    throw failure;
                })
                .run(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
        assertThat(broken).containsExactly(failure);
    }

    @Test
    void a_task_is_not_repeated_because_its_context_could_not_be_restored() {
        AtomicInteger runs = new AtomicInteger();

        carried(task -> () -> {
                    task.run();
                    throw new AssertionError();
                })
                .run(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
        assertThat(broken).hasSize(1);
    }

    @Test
    void whoever_is_told_of_a_failure_may_fail_too() {
        AtomicInteger runs = new AtomicInteger();
        CarriedContext carried = CarriedContext.of(
                () -> task -> {
                    throw new IllegalStateException();
                },
                failure -> {
                    throw new IllegalStateException("a broken logger");
                });

        Uncaught.in(() -> carried.run(runs::incrementAndGet));

        assertThat(runs).hasValue(1);
    }

    @Test
    void a_context_that_cannot_be_had_is_none() {
        RuntimeException failure = new IllegalStateException();

        CarriedContext carried = CarriedContext.of(
                () -> {
                    throw failure;
                },
                broken::add);

        assertThat(carried).isSameAs(CarriedContext.NONE);
        assertThat(broken).containsExactly(failure);
    }

    @Test
    void none_leaves_tasks_and_executors_as_they_are() {
        Runnable task = () -> {};
        java.util.concurrent.Executor executor = Runnable::run;

        assertThat(CarriedContext.NONE.around(task)).isSameAs(task);
        assertThat(CarriedContext.NONE.over(executor)).isSameAs(executor);
    }

    @Test
    void an_executor_runs_tasks_in_the_context_and_refuses_as_it_did() {
        carried(this::around).over(Runnable::run).execute(() -> order.add("task"));

        assertThat(order).containsExactly("set up", "task", "restored");
        assertThatThrownBy(() -> carried(this::around)
                        .over(task -> {
                            throw new RejectedExecutionException();
                        })
                        .execute(() -> order.add("task")))
                .isInstanceOf(RejectedExecutionException.class);
    }

    private CarriedContext carried(UnaryOperator<Runnable> wrapper) {
        return CarriedContext.of(() -> wrapper, broken::add);
    }

    private Runnable around(Runnable task) {
        return () -> {
            order.add("set up");
            try {
                task.run();
            } finally {
                order.add("restored");
            }
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
