package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import org.junit.jupiter.api.Test;

class RequestRulesTest {

    @Test
    void a_request_has_to_be_there_and_its_query_to_say_something() {
        RerankRequest request = RerankRequest.builder().query("q").build();

        assertThat(RequestRules.requirePresent(request)).isSameAs(request);
        assertThatThrownBy(() -> RequestRules.requirePresent(null)).hasMessage("the request is null; give one");
        assertThatCode(() -> RequestRules.requireQuery(request.query())).doesNotThrowAnyException();
        assertThatThrownBy(() -> RequestRules.requireQuery(TextContent.from("\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the query is blank");
    }

    @Test
    void an_output_has_to_fit_the_scores() {
        ScoreOutput fitted =
                ScoreOutput.calibrated(ScoreCalibration.of(Calibrations.logistic(1, 0), "other", ScoreScale.LOGIT));

        assertThatCode(() -> RequestRules.requireFit(ScoreOutput.RAW, null, ScoreScale.UNKNOWN))
                .doesNotThrowAnyException();
        assertThatCode(() -> RequestRules.requireFit(fitted, "other", ScoreScale.LOGIT))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RequestRules.requireFit(ScoreOutput.PROBABILITY, null, ScoreScale.UNKNOWN))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("use scores(RAW)");
        assertThatThrownBy(() -> RequestRules.requireFit(fitted, "mine", ScoreScale.LOGIT))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("says nothing about the scores of mine");
    }
}
