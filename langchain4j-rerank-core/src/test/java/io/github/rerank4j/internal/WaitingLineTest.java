package io.github.rerank4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.internal.WaitingLine.Waiter;
import io.github.rerank4j.spi.RateLimiter.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingLineTest {

    private final WaitingLine line = new WaitingLine();
    private final AtomicInteger unused = new AtomicInteger();

    @Test
    void first_come_is_first_served() {
        List<Waiter> waiters = threeInLine();

        assertThat(line.size()).isEqualTo(3);
        assertThat(rest()).isEqualTo(waiters);
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whoever_leaves_the_others_stay_in_order(int leaving) {
        List<Waiter> waiters = threeInLine();
        Waiter gone = waiters.remove(leaving);

        line.remove(gone);
        line.remove(gone);

        assertThat(line.size()).isEqualTo(2);
        line.add(gone);
        waiters.add(gone);
        assertThat(rest()).isEqualTo(waiters);
    }

    @Test
    void cancelling_leaves_the_line_and_the_permit() {
        Waiter waiter = threeInLine().get(1);

        waiter.cancel(false);

        assertThat(line.size()).isEqualTo(2);
        assertThat(waiter.grant()).isFalse();
    }

    @Test
    void cancelling_what_is_granted_changes_nothing() {
        Waiter waiter = waiter();

        assertThat(waiter.grant()).isTrue();
        assertThat(waiter.cancel(false)).isFalse();

        assertThat(waiter).isCompletedWithValue(waiter.permit());
        assertThat(unused).hasValue(0);
    }

    @Test
    void nobody_takes_a_permit_for_which_nobody_waits_any_more() {
        Waiter waiter = threeInLine().get(1);

        waiter.giveUp();

        assertThat(line.size()).isEqualTo(2);
        assertThat(unused).hasValue(0);
        assertThat(waiter.grant()).isFalse();
    }

    @Test
    void a_permit_that_has_come_before_the_waiter_gives_up_goes_back() {
        Waiter waiter = waiter();
        waiter.grant();

        waiter.giveUp();

        assertThat(unused).hasValue(1);
    }

    @Test
    void what_fails_after_a_permit_is_granted_is_not_the_affair_of_who_grants_it() {
        Waiter waiter = waiter();
        waiter.whenComplete((permit, failure) -> {
            throw new IllegalStateException("by a user");
        });

        assertThat(waiter.grant()).isTrue();
    }

    private List<Waiter> threeInLine() {
        List<Waiter> waiters = new ArrayList<>(List.of(waiter(), waiter(), waiter()));
        waiters.forEach(line::add);
        return waiters;
    }

    private Waiter waiter() {
        return new Waiter(
                new Permit() {
                    @Override
                    public void unused() {
                        unused.incrementAndGet();
                    }
                },
                line::remove);
    }

    private List<Waiter> rest() {
        List<Waiter> rest = new ArrayList<>();
        for (Waiter next = line.poll(); next != null; next = line.poll()) {
            rest.add(next);
        }
        return rest;
    }
}
