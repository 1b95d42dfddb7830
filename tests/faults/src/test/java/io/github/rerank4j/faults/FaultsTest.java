package io.github.rerank4j.faults;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What faults lead to. */
class FaultsTest {

    @TestFactory
    Stream<DynamicTest> a_fault_ends_as_it_must() {
        return Trials.of(Catalogue.small(), 32);
    }

    @TestFactory
    Stream<DynamicTest> a_heavy_fault_ends_as_it_must() {
        return Trials.of(Catalogue.heavy(), 1);
    }
}
