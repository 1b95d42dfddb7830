package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.rerank4j.generic.GenericRerankProvider;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandInServerTest {

    private static final String MODEL = "house/reranker";

    static List<RerankDialect> presets() {
        return RerankDialect.presets();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void it_speaks_every_dialect_and_knows_every_model(RerankDialect dialect) {
        try (StandInServer server = new StandInServer(generic(dialect))) {
            server.start();
            GenericScoringModel.Builder settings = GenericScoringModel.builder()
                    .dialect(dialect)
                    .baseUrl(server.getConnectionInfo())
                    .apiKey(StandInServer.KEY);
            try (GenericScoringModel model =
                    (dialect == RerankDialect.TEI ? settings : settings.modelName(MODEL)).build()) {

                assertThat(Scores.of(model))
                        .isEqualTo(dialect == RerankDialect.NVIDIA_NIM ? List.of(-4.0, 4.0) : List.of(0.0, 1.0));
            }
        }
    }

    @Test
    void one_that_speaks_another_dialect_has_another_name() {
        assertThat(RerankDialect.presets().stream()
                        .map(StandInServerTest::generic)
                        .map(StandInServer.Kind::toString))
                .doesNotHaveDuplicates();
    }

    @Test
    void it_has_no_address_before_it_runs_and_is_no_container() {
        try (StandInServer server = new StandInServer(generic(RerankDialect.ENVELOPE))) {
            assertThatIllegalStateException().isThrownBy(server::getConnectionInfo);
            assertThat(server.getContainerId()).isNull();
        }
    }

    private static StandInServer.Kind generic(RerankDialect dialect) {
        return new StandInServer.Kind(
                new GenericRerankProvider()
                        .standIn(setting -> Optional.of(dialect.name()).filter(name -> setting.equals("dialect")))
                        .orElseThrow(),
                Set.of());
    }
}
