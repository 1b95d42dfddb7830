package io.github.rerank4j.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void there_are_at_least_150_faults() {
        assertThat(Catalogue.names()).hasSizeGreaterThanOrEqualTo(150);
    }

    @Test
    void no_two_faults_have_the_same_name() {
        assertThat(Catalogue.names()).doesNotHaveDuplicates();
    }

    @Test
    void every_model_meets_at_least_150_faults() {
        assertThat(faultsOf(Subject.TENCENT)).isGreaterThanOrEqualTo(150);
        assertThat(faultsOf(Subject.SILICONFLOW)).isGreaterThanOrEqualTo(150);
        assertThat(faultsOf(Subject.ENVELOPE, Subject.COHERE, Subject.TEI, Subject.DEEPINFRA))
                .isGreaterThanOrEqualTo(150);
    }

    private static long faultsOf(Subject... subjects) {
        return Stream.concat(Catalogue.small().stream(), Catalogue.heavy().stream())
                .filter(fault -> Stream.of(subjects).anyMatch(fault.subjects()::contains))
                .count();
    }

    @Test
    void what_is_logged_is_heard() {
        Lines lines = Lines.listening();

        org.slf4j.LoggerFactory.getLogger("somebody").trace("the {} is sold", "quince-test");

        assertThat(lines.suspicious()).anyMatch(line -> line.contains("quince-test"));
    }
}
