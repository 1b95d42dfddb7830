package io.github.rerank4j.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rerank4j.evaluation.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ndcg@10>=0.8, -, ndcg@10, false, 0.8",
                "sf:map >= .5, sf, map, false, 0.5",
                "rr@10>=baseline, -, rr@10, true, 0",
                "a.b-c:ndcg@10>=baseline-0.01, a.b-c, ndcg@10, true, -0.01",
                "ndcg@10>=Baseline + 0.05, -, ndcg@10, true, 0.05",
            })
    void a_gate_is_a_model_a_metric_and_a_bound(
            String written, String model, String metric, boolean ofBaseline, double bound) {
        Gate gate = Gate.of(written);

        assertThat(gate.model()).isEqualTo(model);
        assertThat(gate.metric()).isEqualTo(Metric.of(metric));
        assertThat(gate.ofBaseline()).isEqualTo(ofBaseline);
        assertThat(gate.bound()).isEqualTo(bound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ndcg@10", "ndcg@10>=", "ndcg@10>0.8", ">=0.8", "ndcg@10<=0.8", "ndcg@10>= "})
    void a_gate_without_a_bound_is_refused(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gate.of(written))
                .withMessageEndingWith("has no bound; write [NAME:]METRIC>=BOUND, such as ndcg@10>=baseline-0.01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"map>=high", "map>=NaN", "map>=Infinity", "map>=baseline*2", "map>=baseline-", "map>=0,8"})
    void a_bound_that_is_none_is_refused(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gate.of(written))
                .withMessageContaining("is neither a number nor baseline plus or minus one");
    }

    @Test
    void a_metric_that_there_is_not_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Gate.of("ncdg@10>=0.8"));
    }

    @Test
    void a_price_is_that_of_a_million_tokens() {
        assertThat(PriceText.of("sf=0.02/1M")).isEqualTo(new PriceText("sf", 0.02));
        assertThat(PriceText.of("sf = .5 / 1m").perMillionTokens()).isEqualTo(0.5);
        for (String wrong : new String[] {"sf", "sf=0.02", "=1/1M", "sf=-1/1M", "sf=1/2M", "sf=a/1M"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PriceText.of(wrong))
                    .withMessageContaining("must be NAME=NUMBER/1M");
        }
    }
}
