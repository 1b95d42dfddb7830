package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.RerankRequest;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request says is sent or refused: scores that take no notice of it look like those that do. */
interface ExpressionPromises extends ContractCase {

    /** Words that no request has by itself, in letters that JSON and addresses leave as they are. */
    String SAID = "said-by-this-test";

    @ParameterizedTest
    @EnumSource(Way.class)
    default void an_instruction_is_sent_or_refused(Way way) {
        sentOrRefused(way, Way.request("a", "b").toBuilder().instruction(SAID).build());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void entries_of_input_are_sent_or_refused(Way way) {
        sentOrRefused(
                way,
                Way.request("a", "b").toBuilder().input(Map.of("entry", SAID)).build());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void entries_of_parameters_are_sent_or_refused(Way way) {
        sentOrRefused(
                way,
                Way.request("a", "b").toBuilder()
                        .parameters(Map.of("entry", SAID))
                        .build());
    }

    private void sentOrRefused(Way way, RerankRequest request) {
        server().enqueue(scored("0.5", "0.25"));
        try {
            way.rerank(model(), request);
        } catch (UnsupportedFeatureException refusal) {
            assertThat(server().requestCount()).as("requests beside a refusal").isZero();
            return;
        }
        assertThat(server().takeRequest(SOON).text())
                .as("a request that was answered; what its service cannot express has to be refused")
                .contains(SAID);
    }
}
