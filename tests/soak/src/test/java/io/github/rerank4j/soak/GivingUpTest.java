package io.github.rerank4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.soak.Caller.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelling a future, and interrupting a blocked caller, ends what is under way, and at once. */
class GivingUpTest {

    private static final int TRIES = Share.of(50);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double LIMIT_MILLIS = 50;

    @ParameterizedTest
    @EnumSource
    void a_call_that_is_given_up_ends_on_the_wire(Situation situation) throws InterruptedException {
        for (Way way : Way.values()) {
            assertThat(situation.nanos(way)).isPositive();
        }
    }

    @Test
    @Tag("soak")
    @Tag("alone")
    void a_call_that_is_given_up_ends_within_50_milliseconds() throws InterruptedException {
        List<String> slow = new ArrayList<>();
        System.out.printf("| %-30s | %-17s | %5s | %9s | %9s |%n", "while", "by", "tries", "median ms", "worst ms");
        for (Situation situation : Situation.values()) {
            for (Way way : Way.values()) {
                List<Long> nanos = situation.tries(way, TRIES);
                double median = nanos.get(TRIES / 2) / NANOS_PER_MILLI;
                String row = String.format(
                        Locale.ROOT,
                        "| %-30s | %-17s | %5d | %9.2f | %9.2f |",
                        words(situation),
                        situation.cause(way),
                        TRIES,
                        median,
                        nanos.get(TRIES - 1) / NANOS_PER_MILLI);
                System.out.println(row);
                if (median > LIMIT_MILLIS) {
                    slow.add(row);
                }
            }
        }
        assertThat(slow).isEmpty();
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
