package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.testkit.LocalRerankServer.Site;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandInTest {

    private static final StandIn.Kind GENERIC =
            new StandIn.Kind(RerankProvider.GENERIC, Site.INTERNATIONAL, Set.of("house/reranker"));

    static Stream<String> spoken() {
        return RerankDevServicesProcessor.SPOKEN.stream();
    }

    @ParameterizedTest
    @MethodSource("spoken")
    void it_speaks_the_dialects_that_it_stands_in_for(String dialect) {
        try (StandIn server = new StandIn(GENERIC)) {
            server.start();
            try (GenericScoringModel model = GenericScoringModel.builder()
                    .dialect(RerankDialect.named(dialect))
                    .baseUrl(server.getConnectionInfo())
                    .apiKey(StandIn.KEY)
                    .modelName("house/reranker")
                    .build()) {

                assertThat(Scores.of(model)).containsExactly(0.0, 1.0);
            }
        }
    }

    @Test
    void it_has_no_address_before_it_runs_and_is_no_container() {
        try (StandIn server = new StandIn(GENERIC)) {
            assertThatIllegalStateException().isThrownBy(server::getConnectionInfo);
            assertThat(server.getContainerId()).isNull();
        }
    }

    @Test
    void words_are_counted_once_in_any_case_and_chinese_characters_each() {
        assertThat(WordOverlap.share("Refund refund days", "a REFUND")).isEqualTo(0.5);
        assertThat(WordOverlap.share("退款", "如何退货")).isEqualTo(0.5);
        assertThat(WordOverlap.share("!?", "!?")).isZero();
    }
}
