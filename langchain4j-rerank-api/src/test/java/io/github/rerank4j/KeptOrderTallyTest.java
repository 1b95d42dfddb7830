package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.fixtures.RecordingLogger;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptOrderTallyTest {

    private final RuntimeException down = new InternalServerException("HTTP 503 of example");

    private final RecordingLogger log = new RecordingLogger();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void each_question_is_counted_and_one_a_minute_is_warned_of() {
        KeptOrderTally tally = tally(true);

        tally.count(3, down);
        tally.count(4, down);
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        tally.count(5, down);

        assertThat(tally.kept()).isEqualTo(3);
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0))
                .contains("3 documents keep their order", "InternalServerException: HTTP 503 of example")
                .contains("Questions so far: 1");
        assertThat(log.lines().get(1)).contains("5 documents", "Questions so far: 3");
    }

    @Test
    void messages_that_may_hold_texts_are_left_out() {
        tally(false).count(1, new IllegalStateException("the whole document"));

        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0)).contains("IllegalStateException").doesNotContain("the whole document");
    }

    @Test
    void what_a_service_failed_at_may_pass_and_a_mistake_may_not() {
        KeptOrderTally tally = tally(true);

        assertThat(tally.mayKeepOrder(down)).isTrue();
        assertThat(tally.mayKeepOrder(new UnsupportedFeatureException("no images")))
                .isFalse();
        assertThat(tally.mayKeepOrder(new IllegalArgumentException("blank"))).isFalse();
        assertThat(tally.mayKeepOrder(new IllegalStateException("closed"))).isFalse();
        assertThat(tally.mayKeepOrder(new CancellationException())).isFalse();
        assertThat(tally.mayKeepOrder(new OutOfMemoryError())).isFalse();
    }

    @Test
    void other_models_throw_what_they_like() {
        assertThat(tally(false).mayKeepOrder(new IllegalStateException("down"))).isTrue();
    }

    @Test
    void an_interrupted_caller_wants_no_answer() {
        Thread.currentThread().interrupt();
        try {
            assertThat(tally(true).mayKeepOrder(down)).isFalse();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whose_thread_brings_the_failure_says_nothing_where_the_caller_does_not_wait() {
        Thread.currentThread().interrupt();
        try {
            assertThat(tally(true).mayKeepOrderLater(down)).isTrue();
            assertThat(tally(true).mayKeepOrderLater(new IllegalArgumentException("blank")))
                    .isFalse();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private KeptOrderTally tally(boolean messagesHoldNoTexts) {
        RerankerTraits traits = RerankerTraits.builder("test")
                .messagesHoldNoTexts(messagesHoldNoTexts)
                .build();
        return new KeptOrderTally(traits, log, nanos::get);
    }
}
