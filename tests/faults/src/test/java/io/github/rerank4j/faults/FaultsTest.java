package io.github.rerank4j.faults;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What faults lead to: some trials in every build, all of them where time is no matter. */
class FaultsTest {

    private static final int ONE_OF = 4;
    private static final int ONE_OF_HEAVY = 12;

    @TestFactory
    Stream<DynamicTest> a_fault_ends_as_it_must() {
        return Trials.sample(Catalogue.small(), ONE_OF, 32);
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> every_other_fault_ends_as_it_must() {
        return Trials.rest(Catalogue.small(), ONE_OF, 32);
    }

    @TestFactory
    Stream<DynamicTest> a_heavy_fault_ends_as_it_must() {
        return Trials.sample(Catalogue.heavy(), ONE_OF_HEAVY, 1);
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> every_other_heavy_fault_ends_as_it_must() {
        return Trials.rest(Catalogue.heavy(), ONE_OF_HEAVY, 1);
    }
}
