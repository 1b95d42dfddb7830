package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.concurrent.Timers.Entry;
import io.github.rerank4j.fixtures.Uncaught;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimersTest {

    private final HandDrivenTime time = new HandDrivenTime();
    private final Timers timers = time.timers();
    private final List<String> ran = new ArrayList<>();

    @Test
    void what_is_due_first_runs_first() {
        timers.after(Duration.ofMillis(30), () -> ran.add("third"));
        timers.after(Duration.ofMillis(10), () -> ran.add("first"));
        timers.after(Duration.ofMillis(20), () -> ran.add("second"));

        time.advanceMillis(30);

        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    void what_is_due_at_the_same_time_runs_in_the_order_it_came() {
        for (int i = 0; i < 100; i++) {
            String name = "entry " + i;
            timers.after(Duration.ofMillis(10), () -> ran.add(name));
        }

        time.advanceMillis(10);

        assertThat(ran).hasSize(100).first().isEqualTo("entry 0");
        assertThat(ran.get(99)).isEqualTo("entry 99");
        assertThat(ran.subList(0, 3)).containsExactly("entry 0", "entry 1", "entry 2");
    }

    @Test
    void nothing_runs_before_its_time_and_nothing_twice() {
        timers.after(Duration.ofMillis(10), () -> ran.add("it"));

        time.advance(Duration.ofMillis(10).minusNanos(1));
        assertThat(ran).isEmpty();
        time.advance(Duration.ofNanos(1));
        time.advanceMillis(1000);

        assertThat(ran).containsExactly("it");
        assertThat(timers.size()).isZero();
    }

    @Test
    void a_cancelled_entry_never_runs_and_cancelling_it_again_does_nothing() {
        Entry entry = timers.after(Duration.ofMillis(10), () -> ran.add("it"));

        entry.cancel();
        entry.cancel();
        time.advanceMillis(20);

        assertThat(ran).isEmpty();
        assertThat(timers.size()).isZero();
    }

    @Test
    void cancelling_what_has_run_does_nothing() {
        Entry entry = timers.after(Duration.ofMillis(10), () -> ran.add("it"));
        time.advanceMillis(10);

        entry.cancel();

        assertThat(ran).containsExactly("it");
    }

    @Test
    void no_delay_and_less_than_none_are_due_at_once() {
        timers.after(Duration.ZERO, () -> ran.add("zero"));
        timers.after(Duration.ofSeconds(-5), () -> ran.add("negative"));

        timers.runDue();

        assertThat(ran).containsExactly("zero", "negative");
    }

    @Test
    void a_delay_longer_than_time_itself_is_never_due() {
        time.advance(Duration.ofDays(1));
        timers.after(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));
        timers.after(Long.MAX_VALUE, () -> ran.add("never"));

        time.advance(Duration.ofDays(365));

        assertThat(ran).isEmpty();
        assertThat(timers.size()).isEqualTo(2);
    }

    @Test
    void a_closed_list_runs_nothing_and_keeps_nothing() {
        timers.after(Duration.ofMillis(10), () -> ran.add("before"));

        timers.close();
        timers.after(Duration.ofMillis(10), () -> ran.add("after"));
        time.advanceMillis(100);

        assertThat(ran).isEmpty();
        assertThat(timers.size()).isZero();
    }

    @Test
    void an_action_may_add_another_one() {
        timers.after(Duration.ofMillis(10), () -> timers.after(Duration.ofMillis(10), () -> ran.add("second")));

        time.advanceMillis(10);
        time.advanceMillis(10);

        assertThat(ran).containsExactly("second");
    }

    @Test
    void an_action_that_throws_keeps_no_other_from_running() {
        timers.after(Duration.ofMillis(10), () -> {
            throw new IllegalStateException("broken on purpose");
        });
        timers.after(Duration.ofMillis(10), () -> ran.add("the next"));

        Uncaught.in(() -> time.advanceMillis(10));

        assertThat(ran).containsExactly("the next");
    }

    @Test
    void a_hundred_thousand_added_and_cancelled_leave_nothing() {
        try (Timers threaded = Timers.on(Runnable::run)) {
            for (int i = 0; i < 100_000; i++) {
                threaded.after(Duration.ofSeconds(60), () -> ran.add("never")).cancel();
            }

            assertThat(threaded.size()).isZero();
            assertThat(ran).isEmpty();
        }
    }

    @Test
    void what_is_due_runs_on_the_executor_in_order() throws InterruptedException {
        BlockingQueue<Runnable> handedOver = new LinkedBlockingQueue<>();
        try (Timers threaded = Timers.on(handedOver::add)) {
            threaded.after(Duration.ofHours(1), () -> ran.add("far"));
            threaded.after(Duration.ofMillis(20), () -> ran.add("second"));
            threaded.after(Duration.ofMillis(1), () -> ran.add("first"));

            Objects.requireNonNull(handedOver.poll(20, TimeUnit.SECONDS)).run();
            Objects.requireNonNull(handedOver.poll(20, TimeUnit.SECONDS)).run();

            assertThat(ran).containsExactly("first", "second");
            assertThat(threaded.size()).isEqualTo(1);
        }
    }

    @Test
    void a_thousand_entries_need_one_daemon_thread() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(1000);
        try (Timers threaded = Timers.on(Runnable::run)) {
            for (int i = 0; i < 1000; i++) {
                threaded.after(Duration.ofMillis(i % 20), () -> {
                    threads.add(Thread.currentThread());
                    all.countDown();
                });
            }

            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(threads).hasSize(1).allMatch(Thread::isDaemon);
        }
    }

    @Test
    void a_thread_that_nobody_needs_any_more_ends() throws InterruptedException {
        Timers threaded = lingering(Duration.ofMillis(50));

        Thread thread = threadOf(threaded);
        thread.join(20_000);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void a_thread_ends_although_it_had_planned_to_wake_for_an_entry_that_was_cancelled() throws InterruptedException {
        Timers threaded = lingering(Duration.ofMillis(50));
        Entry far = threaded.after(Duration.ofHours(1), () -> ran.add("never"));
        Thread thread = threadOf(threaded);
        assertThat(thread.isAlive()).isTrue();

        far.cancel();
        thread.join(20_000);

        assertThat(thread.isAlive()).isFalse();
        assertThat(threaded.size()).isZero();
    }

    @Test
    void a_thread_stays_while_something_waits() throws InterruptedException {
        Timers threaded = lingering(Duration.ofMillis(1));
        CountDownLatch waited = new CountDownLatch(1);
        Thread thread = threadOf(threaded);
        threaded.after(Duration.ofMillis(300), waited::countDown);

        assertThat(waited.await(20, TimeUnit.SECONDS)).isTrue();
        thread.join(20_000);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void calls_one_after_the_other_share_a_thread() {
        AtomicInteger made = new AtomicInteger();
        Timers threaded = new Timers(
                System::nanoTime,
                Runnable::run,
                task -> {
                    made.incrementAndGet();
                    return thread(task);
                },
                Duration.ofSeconds(20));

        for (int i = 0; i < 1000; i++) {
            threaded.after(Duration.ofMinutes(1), () -> ran.add("never")).cancel();
        }

        assertThat(made).hasValue(1);
        threaded.close();
    }

    @Test
    void a_thread_that_is_woken_for_nothing_stays_as_long_as_one_that_is_not() throws InterruptedException {
        Timers threaded = lingering(Duration.ofSeconds(20));
        Thread thread = threadOf(threaded);

        for (int i = 0; i < 20; i++) {
            LockSupport.unpark(thread);
            thread.join(10);
        }

        assertThat(thread.isAlive()).isTrue();
        threaded.close();
    }

    @Test
    void a_thread_that_has_ended_is_followed_by_another() throws InterruptedException {
        Timers threaded = lingering(Duration.ofMillis(1));
        Thread first = threadOf(threaded);
        first.join(20_000);

        Thread second = threadOf(threaded);
        second.join(20_000);

        assertThat(second).isNotSameAs(first);
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void what_the_executor_refuses_runs_on_the_thread_of_the_timers() throws InterruptedException {
        try (Timers threaded = Timers.on(TimersTest::noThread)) {
            Thread thread = threadOf(threaded);

            assertThat(thread.getName()).isEqualTo("rerank4j-timers");
        }
    }

    @Test
    void a_refused_action_that_blocks_holds_up_no_other() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        try (Timers threaded = Timers.on(TimersTest::noThread)) {
            threaded.after(Duration.ofMillis(1), () -> {
                blocked.countDown();
                awaitQuietly(release);
            });
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

            Thread other = threadOf(threaded);

            assertThat(other.isAlive()).isTrue();
            release.countDown();
        }
    }

    @Test
    void what_comes_while_no_thread_can_be_started_waits_for_the_one_there_is() throws InterruptedException {
        AtomicBoolean starved = new AtomicBoolean();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        try (Timers threaded = Timers.on(TimersTest::noThread, task -> starved.get() ? unstartable() : thread(task))) {
            threaded.after(Duration.ofMillis(1), () -> {
                blocked.countDown();
                awaitQuietly(release);
            });
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
            starved.set(true);

            threaded.after(Duration.ofMillis(1), late::countDown);
            release.countDown();

            assertThat(late.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void what_cannot_be_timed_for_want_of_a_thread_is_refused_and_not_kept() throws InterruptedException {
        AtomicBoolean starved = new AtomicBoolean(true);
        try (Timers threaded = Timers.on(Runnable::run, task -> starved.get() ? unstartable() : thread(task))) {
            assertThatThrownBy(() -> threaded.after(Duration.ofMillis(1), () -> ran.add("never")))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(threaded.size()).isZero();

            starved.set(false);
            threadOf(threaded);

            assertThat(ran).isEmpty();
        }
    }

    @Test
    void a_task_that_an_executor_takes_and_complains_about_runs_once() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        List<Runnable> taken = new CopyOnWriteArrayList<>();
        try (Timers threaded = Timers.on(task -> {
            taken.add(task);
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            threaded.after(Duration.ofMillis(1), runs::incrementAndGet);
            threadOf(threaded);

            taken.forEach(Runnable::run);

            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void a_thread_survives_whatever_an_action_and_its_handler_throw() throws InterruptedException {
        try (Timers threaded = Timers.on(Runnable::run)) {
            Thread thread = threadOf(threaded);
            threaded.after(Duration.ofMillis(1), () -> {
                Thread.currentThread().setUncaughtExceptionHandler((where, failure) -> {
                    throw new IllegalStateException("a broken handler");
                });
                throw new OutOfMemoryError("broken on purpose");
            });

            assertThat(threadOf(threaded)).isSameAs(thread);
        }
    }

    @Test
    void a_thread_survives_a_clock_that_fails_and_loses_nothing() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        AtomicBoolean failing = new AtomicBoolean();
        LongSupplier clock = () -> {
            if (Thread.currentThread().getName().equals("timers-under-test") && failing.get()) {
                failures.incrementAndGet();
                throw new OutOfMemoryError("Java heap space");
            }
            return System.nanoTime();
        };
        CountDownLatch next = new CountDownLatch(1);
        try (Timers threaded = new Timers(clock, Runnable::run, TimersTest::thread, Duration.ofHours(1))) {
            failing.set(true);
            threaded.after(Duration.ofMillis(1), next::countDown);
            await().until(() -> failures.get() > 2);

            failing.set(false);

            assertThat(next.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_dead_thread_is_replaced() throws InterruptedException {
        BlockingQueue<Thread> made = new LinkedBlockingQueue<>();
        ThreadFactory mortalAtFirst = task -> {
            Thread thread = made.isEmpty() ? thread(() -> {}) : thread(task);
            made.add(thread);
            return thread;
        };
        try (Timers threaded = Timers.on(Runnable::run, mortalAtFirst)) {
            threaded.after(Duration.ofHours(1), () -> ran.add("never"));
            made.element().join(20_000);

            assertThat(threadOf(threaded).isAlive()).isTrue();
        }
    }

    @Test
    void an_entry_that_ran_or_was_cancelled_holds_its_action_no_more() {
        WeakReference<Object> held = new WeakReference<>(new Object());
        List<Entry> kept = new ArrayList<>();
        kept.add(timers.after(Duration.ofMillis(10), holding(held.get())));
        kept.add(timers.after(Duration.ofMillis(30), holding(held.get())));
        time.advanceMillis(10);

        kept.get(1).cancel();

        await().until(() -> {
            System.gc();
            return held.refersTo(null);
        });
        assertThat(kept).hasSize(2);
    }

    @Test
    void closing_ends_the_thread() throws InterruptedException {
        Timers threaded = Timers.on(Runnable::run);
        threaded.after(Duration.ofHours(1), () -> ran.add("never"));
        Thread thread = threadOf(threaded);

        threaded.close();
        thread.join(20_000);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void a_thread_whose_action_threw_goes_on() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        try (Timers threaded = Timers.on(Runnable::run)) {
            threaded.after(Duration.ofMillis(1), () -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
                throw new IllegalStateException("broken on purpose");
            });
            threaded.after(Duration.ofMillis(30), next::countDown);

            assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_thread_whose_action_left_it_interrupted_goes_on() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        Timers threaded = Timers.on(Runnable::run);
        threaded.after(Duration.ofMillis(1), () -> Thread.currentThread().interrupt());
        threaded.after(Duration.ofMillis(30), next::countDown);

        assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void entries_due_after_the_planned_wake_do_not_wake_the_thread() {
        ClockOfThread clock = new ClockOfThread();
        try (Timers threaded = new Timers(clock, Runnable::run, TimersTest::thread, Duration.ofHours(1))) {
            threaded.after(Duration.ofHours(1), () -> ran.add("never"));
            await().until(clock::isThreadWaiting);
            int readings = clock.readings.get();

            for (int i = 0; i < 10_000; i++) {
                threaded.after(Duration.ofHours(2), () -> ran.add("never")).cancel();
            }

            assertThat(clock.readings).hasValue(readings);
        }
    }

    private static Runnable holding(@Nullable Object held) {
        return () -> assertThat(held).isNotNull();
    }

    private static Timers lingering(Duration linger) {
        return new Timers(System::nanoTime, Runnable::run, TimersTest::thread, linger);
    }

    private static Thread thread(Runnable task) {
        return Threads.daemon(task, "timers-under-test");
    }

    private static void noThread(Runnable task) {
        throw new OutOfMemoryError("unable to create native thread");
    }

    private static Thread unstartable() {
        throw new OutOfMemoryError("unable to create native thread");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the thread of the timers from an action that it runs itself. */
    private static Thread threadOf(Timers threaded) throws InterruptedException {
        BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
        threaded.after(Duration.ofMillis(1), () -> seen.add(Thread.currentThread()));
        return Objects.requireNonNull(seen.poll(20, TimeUnit.SECONDS));
    }

    /** The real clock, which counts how often the timers' own thread looks at it: once whenever it wakes. */
    private static final class ClockOfThread implements LongSupplier {

        private final Thread test = Thread.currentThread();
        private final AtomicInteger readings = new AtomicInteger();
        private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

        @Override
        public long getAsLong() {
            if (Thread.currentThread() != test) {
                thread.set(Thread.currentThread());
                readings.incrementAndGet();
            }
            return System.nanoTime();
        }

        boolean isThreadWaiting() {
            Thread seen = thread.get();
            return seen != null && seen.getState() == Thread.State.TIMED_WAITING;
        }
    }
}
