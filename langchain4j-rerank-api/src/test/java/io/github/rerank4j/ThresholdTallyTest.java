package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.fixtures.RecordingLogger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThresholdTallyTest {

    private final RecordingLogger logger = new RecordingLogger();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final ThresholdTally tally = new ThresholdTally("min-score", logger, now::get);

    @Test
    void what_is_kept_and_dropped_is_counted() {
        tally.count(List.of(0.5, 0.49, 0.9), 0.5);
        tally.count(List.of(0.1), 0.5);

        assertThat(tally.kept()).isEqualTo(2);
        assertThat(tally.dropped()).isEqualTo(2);
    }

    @Test
    void a_question_left_without_documents_is_warned_of() {
        tally.count(List.of(0.1, 0.31, 0.2), 0.5);

        assertThat(logger.lines())
                .singleElement()
                .asString()
                .contains("min-score is 0.5, which has dropped all 3 documents of a question: the best of them scored"
                        + " 0.31.");
    }

    @Test
    void the_next_warning_comes_a_minute_later_and_says_how_many_there_were() {
        tally.count(List.of(0.1), 0.5);
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        tally.count(List.of(0.2), 0.5);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        tally.count(List.of(0.3), 0.5);

        assertThat(logger.lines()).hasSize(2);
        assertThat(logger.lines().get(1)).asString().contains("scored 0.3. Questions left without documents so far: 3");
    }

    @Test
    void nothing_that_came_in_is_nothing_that_was_dropped() {
        tally.count(List.of(), 0.5);

        assertThat(logger.lines()).isEmpty();
    }

    @Test
    void a_question_of_which_something_is_left_is_not_warned_of() {
        tally.count(List.of(0.1, 0.5), 0.5);

        assertThat(logger.lines()).isEmpty();
    }
}
