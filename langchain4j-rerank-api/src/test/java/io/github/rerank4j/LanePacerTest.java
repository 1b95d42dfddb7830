package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.HandDrivenTime;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LanePacerTest {

    private static final int RATE = 20;
    private static final Demand ONE = Demand.builder().build();

    private final HandDrivenTime time = new HandDrivenTime();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void no_window_of_a_second_sees_more_arrivals_than_the_rate(int seed) {
        Random random = new Random(seed);
        Service service = new Service(pacer(RATE), random)
                .connecting(bound -> random.nextInt(400))
                .travelling(bound -> random.nextInt(101))
                .answering(bound -> random.nextInt(4) == 0 ? 3000 : random.nextInt(300));

        service.serve(1500);

        assertThat(service.mostArrivalsInOneSecond()).isLessThanOrEqualTo(RATE);
    }

    @Test
    void no_window_sees_more_when_every_first_connection_is_cold_and_late() {
        Service service = new Service(pacer(RATE), new Random(6))
                .connecting(attempt -> attempt < RATE ? 900 : 0)
                .travelling(attempt -> attempt < RATE ? 100 : 0)
                .answering(attempt -> 20);

        service.serve(200);

        assertThat(service.mostArrivalsInOneSecond()).isLessThanOrEqualTo(RATE);
    }

    @Test
    void a_quick_service_is_used_at_its_rate() {
        Service service = new Service(pacer(RATE), new Random(7)).answering(attempt -> 5);

        service.serve(1000);

        assertThat(service.lastArrivalMillis()).isBetween(49_000L, 50_500L);
    }

    @Test
    void a_slow_service_costs_no_more_than_the_margin() {
        Service service = new Service(pacer(RATE), new Random(8)).answering(attempt -> 10_000);

        service.serve(1000);

        assertThat(service.lastArrivalMillis()).isLessThanOrEqualTo(49 * 1100L + 100);
        assertThat(service.mostArrivalsInOneSecond()).isLessThanOrEqualTo(RATE);
    }

    @Test
    void a_lane_whose_request_was_never_written_stays_taken_until_it_is_over() {
        LanePacer pacer = pacer(1);
        Permit stuck = pacer.acquire(ONE).join();
        CompletableFuture<Permit> next = pacer.acquire(ONE);

        time.advanceMillis(60_000);
        assertThat(next).isNotDone();
        stuck.answered();
        time.advanceMillis(1000);

        assertThat(next).isDone();
    }

    @Test
    void a_wake_that_cannot_be_planned_costs_the_caller_its_permit_and_nobody_a_lane() {
        AtomicBoolean starved = new AtomicBoolean(true);
        AtomicLong nanos = new AtomicLong();
        Timers starving = new Timers(
                nanos::get,
                Runnable::run,
                task -> {
                    if (starved.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return Threads.daemon(() -> {}, "in-vain-because-the-test-runs-what-is-due");
                },
                Duration.ZERO);
        LanePacer pacer = new LanePacer(LaneSchedule.perSecond(4), starving);
        for (int i = 0; i < 4; i++) {
            pacer.acquire(ONE).join().answered();
        }
        for (int i = 0; i < 8; i++) {
            assertThatThrownBy(() -> pacer.acquire(ONE)).isInstanceOf(OutOfMemoryError.class);
        }
        assertThat(pacer.queued()).isZero();

        starved.set(false);

        List<CompletableFuture<Permit>> permits =
                Stream.generate(() -> pacer.acquire(ONE)).limit(4).toList();
        for (int i = 0; i < 4; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            starving.runDue();
        }
        assertThat(permits).allMatch(CompletableFuture::isDone);
    }

    @Test
    void a_lane_is_free_a_second_after_the_answer() {
        LanePacer pacer = pacer(1);
        Permit first = pacer.acquire(ONE).join();
        first.sent();
        time.advanceMillis(50);
        first.answered();
        CompletableFuture<Permit> next = pacer.acquire(ONE);

        time.advanceMillis(999);
        assertThat(next).isNotDone();
        time.advanceMillis(1);

        assertThat(next).isDone();
    }

    @Test
    void a_lane_is_free_eleven_tenths_of_a_second_after_the_last_byte_where_no_answer_comes() {
        LanePacer pacer = pacer(1);
        pacer.acquire(ONE).join().sent();
        CompletableFuture<Permit> next = pacer.acquire(ONE);

        time.advanceMillis(1099);
        assertThat(next).isNotDone();
        time.advanceMillis(1);

        assertThat(next).isDone();
    }

    @Test
    void an_answer_after_the_lane_is_free_does_not_take_it_away_again() {
        LanePacer pacer = pacer(1);
        Permit slow = pacer.acquire(ONE).join();
        slow.sent();
        time.advanceMillis(1100);
        Permit second = pacer.acquire(ONE).join();

        slow.answered();
        CompletableFuture<Permit> third = pacer.acquire(ONE);
        time.advanceMillis(5000);

        assertThat(third).isNotDone();
        second.answered();
        time.advanceMillis(1000);
        assertThat(third).isDone();
    }

    @Test
    void a_rejection_widens_the_margin_for_half_a_minute() {
        LanePacer pacer = pacer(1);
        Permit rejected = pacer.acquire(ONE).join();
        rejected.rejected();
        rejected.answered();
        CompletableFuture<Permit> widened = pacer.acquire(ONE);

        time.advanceMillis(1099);
        assertThat(widened).isNotDone();
        time.advanceMillis(1);
        assertThat(widened).isDone();
        time.advanceMillis(30_000);
        widened.join().answered();
        CompletableFuture<Permit> asBefore = pacer.acquire(ONE);
        time.advanceMillis(1000);

        assertThat(asBefore).isDone();
    }

    @Test
    void the_margin_stays_below_a_second_however_many_rejections_come() {
        LanePacer pacer = pacer(1);
        for (int i = 0; i < 100; i++) {
            Permit rejected = pacer.acquire(ONE).join();
            rejected.sent();
            rejected.rejected();
            rejected.answered();
            time.advanceMillis(2100);
        }

        CompletableFuture<Permit> next = pacer.acquire(ONE);

        assertThat(next).isDone();
    }

    @Test
    void first_come_is_first_served() {
        LanePacer pacer = pacer(1000);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            pacer.acquire(ONE).thenAccept(permit -> {
                served.add(number);
                permit.answered();
            });
        }

        for (int second = 0; second < 9; second++) {
            assertThat(served).hasSize((second + 1) * 1000);
            time.advanceMillis(1000);
        }

        assertThat(served).hasSize(10_000).isSorted();
        assertThat(time.timers().size()).isZero();
    }

    @Test
    void permits_that_come_back_as_they_are_given_do_not_deepen_the_stack() {
        LanePacer pacer = pacer(1);
        Permit held = pacer.acquire(ONE).join();
        List<CompletableFuture<Void>> given = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            given.add(pacer.acquire(ONE).thenAccept(Permit::unused));
        }

        held.unused();

        assertThat(given.stream().filter(CompletableFuture::isDone).count()).isEqualTo(100_000);
        assertThat(pacer.acquire(ONE)).isDone();
    }

    @Test
    void cancelling_leaves_the_queue_and_the_order_of_the_others() {
        LanePacer pacer = pacer(1);
        Permit first = pacer.acquire(ONE).join();
        CompletableFuture<Permit> second = pacer.acquire(ONE);
        CompletableFuture<Permit> third = pacer.acquire(ONE);

        second.cancel(false);
        first.answered();
        time.advanceMillis(1000);

        assertThat(third).isDone();
        assertThat(pacer.queued()).isZero();
    }

    @Test
    void ten_thousand_who_give_up_leave_nothing() {
        LanePacer pacer = pacer(1);
        pacer.acquire(ONE).join().answered();
        List<CompletableFuture<Permit>> waiting = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            waiting.add(pacer.acquire(ONE));
        }

        waiting.forEach(permit -> permit.cancel(false));

        assertThat(pacer.queued()).isZero();
        assertThat(time.timers().size()).isZero();
    }

    @Test
    void a_waiter_that_cannot_wait_any_longer_leaves_the_queue() {
        LanePacer pacer = pacer(1);
        pacer.acquire(ONE).join();

        pacer.acquire(ONE).completeExceptionally(new IllegalStateException("too late"));

        assertThat(pacer.queued()).isZero();
    }

    @Test
    void cancelling_what_is_granted_changes_nothing() {
        LanePacer pacer = pacer(1);
        CompletableFuture<Permit> granted = pacer.acquire(ONE);

        boolean cancelled = granted.cancel(false);

        assertThat(cancelled).isFalse();
        assertThat(pacer.acquire(ONE)).isNotDone();
    }

    @Test
    void a_permit_that_meets_its_cancellation_is_not_lost() throws Exception {
        for (int i = 0; i < 1000; i++) {
            HandDrivenTime own = new HandDrivenTime();
            LanePacer pacer = new LanePacer(LaneSchedule.perSecond(1), own.timers());
            pacer.acquire(ONE).join().answered();
            CompletableFuture<Permit> contested = pacer.acquire(ONE);

            atOnce(() -> own.advanceMillis(1000), () -> contested.cancel(false));
            if (!contested.isCancelled()) {
                contested.join().answered();
                own.advanceMillis(1000);
            }

            assertThat(pacer.acquire(ONE)).isDone();
        }
    }

    @Test
    void a_request_that_is_sent_again_is_counted_from_then_on() {
        LanePacer pacer = pacer(1);
        Permit again = pacer.acquire(ONE).join();
        CompletableFuture<Permit> next = pacer.acquire(ONE);

        again.sent();
        time.advanceMillis(500);
        again.sent();
        time.advanceMillis(1099);
        assertThat(next).isNotDone();
        time.advanceMillis(1);

        assertThat(next).isDone();
    }

    @Test
    void a_rate_below_one_spreads_its_permits() {
        LanePacer pacer = pacer(0.5);
        pacer.acquire(ONE).join().answered();
        CompletableFuture<Permit> second = pacer.acquire(ONE);

        time.advanceMillis(1999);
        assertThat(second).isNotDone();
        time.advanceMillis(1);

        assertThat(second).isDone();
    }

    @Test
    void a_fractional_rate_is_kept_over_time() {
        Service service = new Service(pacer(2.5), new Random(9)).answering(attempt -> 0);

        service.serve(250);

        assertThat(service.lastArrivalMillis()).isBetween(98_000L, 101_000L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1e9, Double.MAX_VALUE})
    void a_huge_rate_never_waits_and_costs_nothing(double rate) {
        LanePacer pacer = pacer(rate);

        for (int i = 0; i < 10_000; i++) {
            assertThat(pacer.acquire(ONE)).isDone();
        }

        assertThat(time.timers().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1e-9})
    void a_tiny_rate_grants_one_permit_and_then_keeps_waiting(double rate) {
        LanePacer pacer = pacer(rate);
        pacer.acquire(ONE).join().answered();

        CompletableFuture<Permit> second = pacer.acquire(ONE);
        time.advanceMillis(3_600_000);

        assertThat(second).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.NEGATIVE_INFINITY})
    void a_rate_that_is_no_positive_number_is_refused(double rate) {
        assertThatThrownBy(() -> RateLimiters.perSecond(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("requestsPerSecond")
                .hasMessageContaining(String.valueOf(rate));
    }

    @Test
    void on_the_real_clock_a_waiter_gets_its_turn() {
        RateLimiter limiter = RateLimiters.perSecond(50);
        for (int i = 0; i < 50; i++) {
            limiter.acquire(ONE).join().answered();
        }

        CompletableFuture<Permit> next = limiter.acquire(ONE);

        assertThat(next).isNotDone();
        assertThat(next).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void who_cannot_get_a_permit_in_time_hears_so_at_once() {
        LanePacer pacer = pacer(1);
        pacer.acquire(ONE).join().answered();
        time.advanceMillis(400);

        CompletableFuture<Permit> tooLate = pacer.acquire(patience(599));
        CompletableFuture<Permit> justInTime = pacer.acquire(patience(600));
        CompletableFuture<Permit> behind = pacer.acquire(patience(1599));

        assertThat(leastWait(tooLate)).isEqualTo(Duration.ofMillis(600));
        assertThat(leastWait(behind)).isEqualTo(Duration.ofMillis(1600));
        assertThat(pacer.queued()).isEqualTo(1);
        time.advanceMillis(600);
        assertThat(justInTime).isCompleted();
    }

    @Test
    void whoever_has_no_time_at_all_gets_what_is_free() {
        LanePacer pacer = pacer(2);

        assertThat(pacer.acquire(patience(0))).isCompleted();
        assertThat(pacer.acquire(patience(0))).isCompleted();
        assertThat(leastWait(pacer.acquire(patience(0)))).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-9})
    void whoever_waits_for_ever_is_never_refused(double rate) {
        LanePacer pacer = pacer(rate);
        for (int i = 0; i < 100; i++) {
            pacer.acquire(ONE);
        }

        assertThat(pacer.queued()).isEqualTo(99);
    }

    @Test
    void who_is_refused_takes_no_wake_from_those_who_wait() {
        LanePacer pacer = pacer(1);
        pacer.acquire(ONE).join().answered();
        CompletableFuture<Permit> waiting = pacer.acquire(ONE);
        CompletableFuture<Permit> leaving = pacer.acquire(ONE);

        assertThat(pacer.acquire(patience(10))).isCompletedExceptionally();
        leaving.cancel(false);
        assertThat(pacer.acquire(patience(10))).isCompletedExceptionally();
        time.advanceMillis(1000);

        assertThat(waiting).isCompleted();
    }

    @Test
    void when_one_who_needs_much_gives_up_those_behind_go_at_once() {
        LanePacer pacer = new LanePacer(LaneSchedule.perMinute(1000, 100), time.timers());
        pacer.acquire(tokens(60)).join();
        CompletableFuture<Permit> large = pacer.acquire(tokens(80));
        CompletableFuture<Permit> small = pacer.acquire(tokens(40));
        assertThat(small).isNotDone();

        large.cancel(false);

        assertThat(small).isCompleted();
    }

    @Test
    void tokens_that_were_not_used_are_there_for_the_next() {
        LanePacer pacer = new LanePacer(LaneSchedule.perMinute(1000, 100), time.timers());
        Permit first = pacer.acquire(tokens(100)).join();
        CompletableFuture<Permit> second = pacer.acquire(tokens(70));

        first.used(new TokenUsage(30, 0, 30));
        first.answered();

        assertThat(second).isCompleted();
        assertThat(time.timers().size()).isZero();
    }

    @Test
    void usage_without_a_total_counts_its_input_and_without_any_number_nothing() {
        LanePacer pacer = new LanePacer(LaneSchedule.perMinute(1000, 100), time.timers());
        Permit first = pacer.acquire(tokens(50)).join();
        Permit second = pacer.acquire(tokens(50)).join();

        first.used(new TokenUsage(null, null, null));
        second.used(new TokenUsage(20, null, null));

        assertThat(pacer.acquire(tokens(31))).isNotDone();
    }

    private static Demand patience(long millis) {
        return Demand.builder().patience(Duration.ofMillis(millis)).build();
    }

    private static Demand tokens(long tokens) {
        return Demand.builder().tokens(tokens).build();
    }

    private static Duration leastWait(CompletableFuture<Permit> refused) {
        assertThat(refused).isCompletedExceptionally();
        return ((NoPermitInTimeException)
                        refused.handle((permit, failure) -> failure).join())
                .leastWait();
    }

    private LanePacer pacer(double rate) {
        return new LanePacer(LaneSchedule.perSecond(rate), time.timers());
    }

    private static void atOnce(Runnable here, Runnable there) throws InterruptedException, BrokenBarrierException {
        CyclicBarrier start = new CyclicBarrier(2);
        Thread other = new Thread(() -> {
            try {
                start.await();
            } catch (InterruptedException | BrokenBarrierException broken) {
                throw new IllegalStateException(broken);
            }
            there.run();
        });
        other.start();
        start.await();
        here.run();
        other.join();
    }

    /** A service that notes when requests arrive, driven in steps of a millisecond. */
    private final class Service {

        private final LanePacer pacer;
        private final PriorityQueue<Event> events = new PriorityQueue<>();
        private final List<Long> arrivals = new ArrayList<>();
        private final Random random;
        private IntUnaryOperator connecting = attempt -> 0;
        private IntUnaryOperator travelling = attempt -> 0;
        private IntUnaryOperator answering = attempt -> 0;

        Service(LanePacer pacer, Random random) {
            this.pacer = pacer;
            this.random = random;
        }

        /** Milliseconds from the permit to the last byte written. */
        Service connecting(IntUnaryOperator millis) {
            this.connecting = millis;
            return this;
        }

        /** Milliseconds from the last byte written to its arrival. */
        Service travelling(IntUnaryOperator millis) {
            this.travelling = millis;
            return this;
        }

        /** Milliseconds from the arrival to the answer read. */
        Service answering(IntUnaryOperator millis) {
            this.answering = millis;
            return this;
        }

        void serve(int requests) {
            for (int i = 0; i < requests; i++) {
                int attempt = i;
                pacer.acquire(ONE).thenAccept(permit -> start(permit, attempt));
            }
            while (arrivals.size() < requests) {
                time.advanceMillis(1);
                runEvents();
                assertThat(time.millis()).as("time needed").isLessThan(3_600_000);
            }
        }

        private void start(Permit permit, int attempt) {
            long sent = time.millis() + connecting.applyAsInt(attempt);
            long arrived = sent + travelling.applyAsInt(attempt);
            long answered = arrived + answering.applyAsInt(attempt);
            at(sent, permit::sent);
            at(arrived, () -> arrivals.add(time.millis()));
            at(answered, permit::answered);
        }

        private void at(long millis, Runnable action) {
            events.add(new Event(millis, random.nextInt(), action));
        }

        private void runEvents() {
            for (Event next = events.peek(); next != null && next.millis <= time.millis(); next = events.peek()) {
                events.remove().action.run();
            }
        }

        long lastArrivalMillis() {
            return Collections.max(arrivals);
        }

        int mostArrivalsInOneSecond() {
            List<Long> sorted = arrivals.stream().sorted().toList();
            int most = 0;
            int first = 0;
            for (int last = 0; last < sorted.size(); last++) {
                while (sorted.get(last) - sorted.get(first) >= 1000) {
                    first++;
                }
                most = Math.max(most, last - first + 1);
            }
            return most;
        }
    }

    private record Event(long millis, int tie, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return millis != other.millis ? Long.compare(millis, other.millis) : Integer.compare(tie, other.tie);
        }
    }
}
