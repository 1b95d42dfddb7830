package io.github.rerank4j.faults;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What faults lead to: one trial in four in every build, all of them where time is no matter. */
class FaultsTest {

    @TestFactory
    Stream<DynamicTest> a_fault_ends_as_it_must() {
        return Trials.sample(Catalogue.small(), 32);
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> every_other_fault_ends_as_it_must() {
        return Trials.rest(Catalogue.small(), 32);
    }

    @TestFactory
    Stream<DynamicTest> a_heavy_fault_ends_as_it_must() {
        return Trials.sample(Catalogue.heavy(), 1);
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> every_other_heavy_fault_ends_as_it_must() {
        return Trials.rest(Catalogue.heavy(), 1);
    }
}
