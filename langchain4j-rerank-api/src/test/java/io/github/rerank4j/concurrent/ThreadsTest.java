package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
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

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
