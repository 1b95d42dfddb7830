package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.fixtures.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LentThreadTest {

    private final BlockingQueue<Runnable> elsewhere = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final AtomicInteger interrupts = new AtomicInteger();

    @Test
    void the_first_task_runs_on_the_waiting_thread() {
        AtomicReference<@Nullable Thread> ranOn = new AtomicReference<>();
        LentThread lent = lent();

        lent.execute(() -> {
            ranOn.set(Thread.currentThread());
            result.complete("done");
        });

        assertThat(Futures.join(result, lent)).isEqualTo("done");
        assertThat(ranOn).hasValue(Thread.currentThread());
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void what_comes_while_it_is_busy_runs_elsewhere() {
        LentThread lent = lent();
        List<String> ran = new ArrayList<>();

        lent.execute(() -> {
            lent.execute(() -> ran.add("second"));
            ran.add("first");
            result.complete("done");
        });
        lent.execute(() -> ran.add("third"));
        Futures.join(result, lent);
        elsewhere.forEach(Runnable::run);

        assertThat(ran).containsExactly("first", "third", "second");
        assertThat(elsewhere).hasSize(2);
    }

    @Test
    void it_takes_a_task_again_once_it_is_free() throws InterruptedException {
        List<Thread> ranOn = Collections.synchronizedList(new ArrayList<>());
        BlockingQueue<LentThread> made = new LinkedBlockingQueue<>();
        Caller<String> caller = Caller.calling(() -> {
            LentThread lent = lent();
            made.add(lent);
            return Futures.join(result, lent);
        });
        LentThread lent = made.take();

        for (int i = 0; i < 20; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> caller.thread().getState() == Thread.State.WAITING);
            lent.execute(() -> {
                ranOn.add(Thread.currentThread());
                ran.countDown();
            });
            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        }
        result.complete("done");

        assertThat(caller.outcome().value()).isEqualTo("done");
        assertThat(ranOn).hasSize(20).containsOnly(caller.thread());
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void what_comes_after_it_has_left_runs_elsewhere() {
        LentThread lent = lent();
        result.complete("done");
        Futures.join(result, lent);
        AtomicInteger ran = new AtomicInteger();

        lent.execute(ran::incrementAndGet);

        assertThat(ran).hasValue(0);
        assertThat(elsewhere).hasSize(1);
    }

    @Test
    void what_it_has_not_begun_when_it_leaves_runs_elsewhere() {
        LentThread lent = lent();
        AtomicInteger ran = new AtomicInteger();
        lent.execute(ran::incrementAndGet);

        lent.leave();

        assertThat(ran).hasValue(0);
        assertThat(elsewhere).hasSize(1);
    }

    @Test
    void what_it_was_handed_runs_elsewhere_where_it_cannot_even_begin_to_wait() {
        CompletableFuture<String> unheard = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> listener) {
                throw new OutOfMemoryError("in a test");
            }
        };
        LentThread lent = lent();
        lent.execute(() -> {});

        assertThatThrownBy(() -> Futures.join(unheard, lent)).isInstanceOf(OutOfMemoryError.class);

        assertThat(unheard).isCancelled();
        assertThat(elsewhere).hasSize(1);
    }

    @Test
    void its_owner_is_left_no_permit_to_park() {
        LockSupport.parkNanos(1); // takes one that was left before
        LentThread lent = lent();
        lent.execute(() -> result.complete("done"));
        Futures.join(result, lent);
        long start = System.nanoTime();

        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void no_task_is_lost_or_doubled_when_leaving_meets_a_hand_over() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            AtomicInteger ran = new AtomicInteger();
            CompletableFuture<String> done = new CompletableFuture<>();
            BlockingQueue<LentThread> made = new LinkedBlockingQueue<>();
            Caller<String> caller = Caller.calling(() -> {
                LentThread lent = new LentThread(Runnable::run, interrupts::incrementAndGet);
                made.add(lent);
                return Futures.join(done, lent);
            });
            LentThread lent = made.take();
            Caller<String> other = Caller.calling(() -> {
                lent.execute(ran::incrementAndGet);
                return "handed over";
            });

            done.complete("done");
            caller.outcome();
            other.outcome();

            assertThat(ran).hasValue(1);
        }
    }

    @Test
    void an_interrupt_while_waiting_ends_the_call_and_sets_the_flag_again() {
        Caller<String> caller = Caller.calling(() -> Futures.join(result, lent()));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> caller.thread().getState() == Thread.State.WAITING);

        caller.interrupt();

        assertInterrupted(caller);
        assertThat(result).isCancelled();
    }

    @Test
    void a_thread_interrupted_before_it_calls_does_no_work() {
        AtomicInteger ran = new AtomicInteger();
        Caller<String> caller = Caller.calling(() -> {
            LentThread lent = lent();
            lent.execute(ran::incrementAndGet);
            Thread.currentThread().interrupt();
            return Futures.join(result, lent);
        });

        assertInterrupted(caller);
        assertThat(result).isCancelled();
        assertThat(ran).hasValue(0);
    }

    @Test
    void an_interrupt_reaches_a_task_that_is_blocked_in_a_socket() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            CountDownLatch reading = new CountDownLatch(1);
            CompletableFuture<String> ended = new CompletableFuture<>();
            Caller<String> caller = callerThatReads(socket, lent -> {}, reading, ended);
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();

            caller.interrupt();

            assertInterrupted(caller);
            assertThat(ended).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("aborted");
            assertThat(interrupts).hasValue(1);
        }
    }

    @Test
    void setting_the_hook_again_closes_the_hole_another_channel_leaves(@TempDir Path folder) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            CountDownLatch reading = new CountDownLatch(1);
            CompletableFuture<String> ended = new CompletableFuture<>();
            Caller<String> caller = callerThatReads(
                    socket,
                    lent -> {
                        writeThroughChannel(folder.resolve("log"));
                        lent.rearm();
                    },
                    reading,
                    ended);
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();

            caller.interrupt();

            assertInterrupted(caller);
            assertThat(ended).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("aborted");
        }
    }

    @Test
    void another_thread_cannot_set_the_hook() {
        LentThread lent = lent();

        Caller<String> other = Caller.calling(() -> {
            lent.rearm();
            Thread.currentThread().interrupt();
            return "not reached by it";
        });

        assertThat(other.outcome().interrupted()).isTrue();
        assertThat(interrupts).hasValue(0);
    }

    @Test
    void an_interrupt_after_the_call_reaches_nothing_of_it() {
        LentThread lent = lent();
        lent.execute(() -> result.complete("done"));
        Futures.join(result, lent);

        Thread.currentThread().interrupt();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupts).hasValue(0);
    }

    private LentThread lent() {
        return new LentThread(elsewhere::add, () -> {
            interrupts.incrementAndGet();
            result.cancel(true);
        });
    }

    private Caller<String> callerThatReads(
            Socket socket,
            java.util.function.Consumer<LentThread> before,
            CountDownLatch reading,
            CompletableFuture<String> ended) {
        Executor others = elsewhere::add;
        return Caller.calling(() -> {
            LentThread lent = new LentThread(others, () -> {
                interrupts.incrementAndGet();
                result.cancel(true);
                close(socket);
            });
            lent.execute(() -> {
                before.accept(lent);
                reading.countDown();
                try {
                    ended.complete("read " + socket.getInputStream().read());
                } catch (IOException aborted) {
                    ended.complete("aborted");
                }
            });
            return Futures.join(result, lent);
        });
    }

    private static void assertInterrupted(Caller<String> caller) {
        assertThat(caller.outcome().thrown())
                .isExactlyInstanceOf(LangChain4jException.class)
                .hasMessageContaining("interrupted");
        assertThat(caller.outcome().interrupted()).isTrue();
    }

    private static void writeThroughChannel(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {1}));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}
