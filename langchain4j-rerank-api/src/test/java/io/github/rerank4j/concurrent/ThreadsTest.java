package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadsTest {

    @Test
    void no_task_waits_for_another() throws InterruptedException {
        ExecutorService executor = Threads.executor();
        CountDownLatch all = new CountDownLatch(300);
        for (int i = 0; i < 300; i++) {
            executor.execute(() -> {
                all.countDown();
                awaitQuietly(all);
            });
        }

        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        executor.shutdown();
    }

    @Test
    void its_threads_keep_no_jvm_alive_and_end_with_it() throws InterruptedException {
        ExecutorService executor = Threads.executor();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            executor.execute(() -> {
                threads.add(Thread.currentThread());
                all.countDown();
                awaitQuietly(all);
            });
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();

        executor.shutdown();

        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasSize(10).allMatch(Thread::isDaemon);
        await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
    }

    @Test
    void threads_are_virtual_where_the_jvm_has_them() throws Exception {
        String thread = Threads.executor()
                .submit(() -> Thread.currentThread().toString())
                .get(20, TimeUnit.SECONDS);

        assertThat(thread.startsWith("VirtualThread"))
                .isEqualTo(Runtime.version().feature() >= 21);
    }

    @Test
    void a_task_that_an_executor_takes_is_run_and_not_refused() {
        List<String> heard = new ArrayList<>();

        Threads.handOver(Runnable::run, () -> heard.add("run"), refused -> heard.add("refused"));

        assertThat(heard).containsExactly("run");
    }

    @Test
    void a_task_that_an_executor_does_not_take_is_refused_and_never_run() {
        List<String> heard = new ArrayList<>();
        AtomicReference<Runnable> late = new AtomicReference<>(() -> {});

        Threads.handOver(
                task -> {
                    late.set(task);
                    throw new RejectedExecutionException("in a test");
                },
                () -> heard.add("run"),
                refused -> heard.add(String.valueOf(refused.getMessage())));
        late.get().run();

        assertThat(heard).containsExactly("in a test");
    }

    @Test
    void a_failure_after_a_task_was_taken_is_reported_and_refuses_nothing() throws InterruptedException {
        List<String> heard = new ArrayList<>();
        Thread thread = new Thread(() -> Threads.handOver(
                task -> {
                    task.run();
                    throw new IllegalStateException("in a test");
                },
                () -> heard.add("run"),
                refused -> heard.add("refused")));
        thread.setUncaughtExceptionHandler((where, failure) -> heard.add("reported " + failure.getMessage()));

        thread.start();
        thread.join();

        assertThat(heard).containsExactly("run", "reported in a test");
    }

    @Test
    void nothing_comes_out_of_reporting_whatever_the_handler_throws() throws InterruptedException {
        AtomicReference<String> end = new AtomicReference<>("");
        Thread thread = new Thread(() -> {
            Threads.runReporting(() -> {
                throw new IllegalStateException("in a test");
            });
            end.set("went on");
        });
        thread.setUncaughtExceptionHandler((where, failure) -> {
            throw new IllegalStateException("by the handler");
        });

        thread.start();
        thread.join();

        assertThat(end).hasValue("went on");
    }

    @Test
    void a_caller_at_the_end_of_the_stack_fails_and_one_above_goes_on() {
        AtomicInteger depth = new AtomicInteger();

        assertThatThrownBy(() -> deeper(depth)).isInstanceOf(StackOverflowError.class);
        assertThat(depth.get()).isGreaterThan(10);
    }

    @SuppressWarnings("InfiniteRecursion") // to the end of the stack
    private static void deeper(AtomicInteger depth) {
        Threads.requireStack();
        depth.incrementAndGet();
        deeper(depth);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
