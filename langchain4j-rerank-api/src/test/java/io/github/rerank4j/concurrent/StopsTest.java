package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.fixtures.Uncaught;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopsTest {

    private final List<String> ran = new ArrayList<>();
    private final Stops stops = new Stops();

    @Test
    void all_that_is_kept_is_stopped_once_and_what_is_forgotten_is_not() {
        Runnable forgotten = () -> ran.add("forgotten");
        stops.add(() -> ran.add("a"));
        stops.add(forgotten);
        stops.add(() -> ran.add("b"));
        stops.forget(forgotten);
        assertThat(ran).isEmpty();

        stops.stopAll();
        stops.stopAll();

        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void what_comes_later_is_stopped_at_once() {
        stops.stopAll();

        stops.add(() -> ran.add("late"));

        assertThat(ran).containsExactly("late");
    }

    @Test
    void one_that_throws_keeps_no_other_from_being_stopped() {
        stops.add(() -> {
            throw new IllegalStateException("broken on purpose");
        });
        stops.add(() -> ran.add("b"));

        List<Throwable> uncaught = Uncaught.in(stops::stopAll);

        assertThat(ran).containsExactly("b");
        assertThat(uncaught).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void one_that_has_no_memory_is_tried_until_it_has() {
        AtomicInteger tries = new AtomicInteger();
        stops.add(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new OutOfMemoryError("as if");
            }
            ran.add("a");
        });

        stops.stopAll();

        assertThat(ran).containsExactly("a");
        assertThat(tries).hasValue(3);
    }

    @Test
    void where_there_is_an_expiry_that_tries_again_and_is_cancelled_when_nothing_is_left() {
        HandDrivenTime time = new HandDrivenTime();
        Timers timers = time.timers();
        AtomicInteger tries = new AtomicInteger();
        stops.add(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as if");
            }
        });
        stops.expireWith(timers.after(Duration.ofSeconds(1), stops::stopAll));

        stops.stopAll();
        assertThat(tries).hasValue(1);
        assertThat(timers.size()).isEqualTo(1);
        stops.stopAll();

        assertThat(tries).hasValue(2);
        assertThat(timers.size()).isZero();
    }

    @Test
    void an_expiry_that_comes_too_late_has_nothing_to_wait_for() {
        HandDrivenTime time = new HandDrivenTime();
        Timers timers = time.timers();
        stops.stopAll();

        stops.expireWith(timers.after(Duration.ofSeconds(1), stops::stopAll));

        assertThat(timers.size()).isZero();
    }
}
