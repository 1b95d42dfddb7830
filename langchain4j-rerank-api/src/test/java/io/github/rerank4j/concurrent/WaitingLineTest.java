package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingLineTest {

    private final WaitingLine<String> line = new WaitingLine<>();

    @Test
    void first_come_is_first_served() {
        List<Waiter<String>> waiters = threeInLine();

        assertThat(line.size()).isEqualTo(3);
        assertThat(rest()).isEqualTo(waiters);
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whoever_leaves_the_others_stay_in_order(int leaving) {
        List<Waiter<String>> waiters = threeInLine();
        Waiter<String> gone = waiters.remove(leaving);

        line.remove(gone);
        line.remove(gone);

        assertThat(line.size()).isEqualTo(2);
        line.add(gone);
        waiters.add(gone);
        assertThat(rest()).isEqualTo(waiters);
    }

    @Test
    void whoever_has_gone_over_to_another_line_stays_there() {
        List<Waiter<String>> waiters = threeInLine();
        WaitingLine<String> other = new WaitingLine<>();
        Waiter<String> first = waiters.remove(0);
        other.add(Objects.requireNonNull(line.poll()));
        other.add(Objects.requireNonNull(line.poll()));

        first.cancel(false);

        assertThat(line.size()).isOne();
        assertThat(rest()).containsExactly(waiters.get(1));
        assertThat(other.poll()).isSameAs(first);
        assertThat(other.poll()).isSameAs(waiters.get(0));
    }

    @Test
    void cancelling_leaves_the_line_and_the_permit() {
        Waiter<String> waiter = threeInLine().get(1);

        waiter.cancel(false);

        assertThat(line.size()).isEqualTo(2);
        assertThat(waiter.grant()).isFalse();
    }

    @Test
    void cancelling_what_is_granted_changes_nothing() {
        Waiter<String> waiter = waiter();

        assertThat(waiter.grant()).isTrue();
        assertThat(waiter.cancel(false)).isFalse();

        assertThat(waiter).isCompletedWithValue(waiter.permit());
    }

    @Test
    void nobody_takes_a_permit_for_which_nobody_waits_any_more() {
        Waiter<String> waiter = threeInLine().get(1);

        assertThat(waiter.giveUp()).isFalse();

        assertThat(line.size()).isEqualTo(2);
        assertThat(waiter.grant()).isFalse();
    }

    @Test
    void a_permit_that_has_come_before_the_waiter_gives_up_has_to_go_back() {
        Waiter<String> waiter = waiter();
        waiter.grant();

        assertThat(waiter.giveUp()).isTrue();
    }

    @Test
    void what_fails_after_a_permit_is_granted_is_not_the_affair_of_who_grants_it() {
        Waiter<String> waiter = waiter();
        waiter.whenComplete((permit, failure) -> {
            throw new IllegalStateException("by a user");
        });

        assertThat(waiter.grant()).isTrue();
    }

    private List<Waiter<String>> threeInLine() {
        List<Waiter<String>> waiters = new ArrayList<>(List.of(waiter(), waiter(), waiter()));
        waiters.forEach(line::add);
        return waiters;
    }

    private Waiter<String> waiter() {
        return new Waiter<>("permit", line::remove);
    }

    private List<Waiter<String>> rest() {
        List<Waiter<String>> rest = new ArrayList<>();
        for (Waiter<String> next = line.poll(); next != null; next = line.poll()) {
            rest.add(next);
        }
        return rest;
    }
}
