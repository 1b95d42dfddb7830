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
        return Trials.sample(Trial.of(Catalogue.small()), ONE_OF, 32);
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> every_other_fault_ends_as_it_must() {
        return Trials.rest(Trial.of(Catalogue.small()), ONE_OF, 32);
    }

    @TestFactory
    Stream<DynamicTest> a_chain_outlives_a_fault_of_its_first_member() {
        return Trials.sample(ChainTrial.of(Catalogue.small()), ONE_OF, 32);
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> a_chain_outlives_every_other_fault_of_its_first_member() {
        return Trials.rest(ChainTrial.of(Catalogue.small()), ONE_OF, 32);
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> a_chain_outlives_every_heavy_fault_of_its_first_member() {
        return Trials.sample(ChainTrial.of(Catalogue.heavy()), 1, 1);
    }

    @TestFactory
    Stream<DynamicTest> a_heavy_fault_ends_as_it_must() {
        return Trials.sample(Trial.of(Catalogue.heavy()), ONE_OF_HEAVY, 1);
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> every_other_heavy_fault_ends_as_it_must() {
        return Trials.rest(Trial.of(Catalogue.heavy()), ONE_OF_HEAVY, 1);
    }
}
