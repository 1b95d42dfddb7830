package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {

    @Test
    void what_is_the_same_for_every_question_is_certain() {
        assertThat(Change.of(0.25, 0.25, 0.25)).isEqualTo(new Change(0.25, 0.25, 0.25));
        assertThat(Change.of(0.25, 0.25).uncertain()).isFalse();
        assertThat(Change.of(-0.25, -0.25).uncertain()).isFalse();
    }

    @Test
    void what_never_changes_is_no_improvement() {
        assertThat(Change.of(0, 0, 0)).isEqualTo(new Change(0, 0, 0));
        assertThat(Change.of(0, 0, 0).uncertain()).isTrue();
        assertThat(Change.of()).isEqualTo(new Change(0, 0, 0));
    }

    @Test
    void the_interval_is_as_wide_as_statistics_has_it() {
        double[] changes = new double[100];
        Arrays.setAll(changes, i -> i % 2);

        Change change = Change.of(changes);

        // 1.96 standard errors, sqrt(0.25 / 100), on either side of the mean
        assertThat(change.mean()).isEqualTo(0.5);
        assertThat(change.low()).isCloseTo(0.5 - 1.96 * 0.05, within(0.02));
        assertThat(change.high()).isCloseTo(0.5 + 1.96 * 0.05, within(0.02));
    }

    @Test
    void the_same_changes_have_the_same_interval() {
        assertThat(Change.of(0.1, -0.4, 0.3, 0.9)).isEqualTo(Change.of(0.1, -0.4, 0.3, 0.9));
    }

    @Test
    void each_question_is_compared_with_itself() {
        List<Ranking> before = List.of(MetricsTest.right(1), MetricsTest.right(2));
        List<Ranking> after = List.of(MetricsTest.right(2), MetricsTest.right(1));

        Change change = Change.of(before, after, Metrics::hit);

        assertThat(change).isEqualTo(new Change(0, -1, 1));
        assertThat(change.uncertain()).isTrue();
    }
}
