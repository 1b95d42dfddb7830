package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an application that does not start says. */
@ExtendWith(OutputCaptureExtension.class)
class WrongConfigurationTest {

    private static final String OURS = "langchain4j.rerank.spring-ai.";
    private static final List<String> TENCENT = List.of(
            "langchain4j.rerank.tencent.secret-id=example-id", "langchain4j.rerank.tencent.secret-key=example-key");
    private static final List<String> SILICONFLOW = List.of(
            "langchain4j.rerank.siliconflow.api-key=sk-example",
            "langchain4j.rerank.siliconflow.model-name=" + Service.TEXT_MODEL);

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        and(TENCENT, OURS + "top-n=0"),
                        OURS + "top-n is 0, but must be at least 1; leave it out for all"),
                Arguments.of(and(TENCENT, OURS + "min-score=0.5"), OURS + "raw-threshold=true"),
                Arguments.of(and(SILICONFLOW, OURS + "min-score=50"), OURS + "min-score is 50.0, but"),
                Arguments.of(
                        and(TENCENT, SILICONFLOW.toArray(String[]::new)),
                        "there are several ScoringModel beans, [tencentScoringModel, siliconFlowScoringModel], and none"
                                + " of them is primary; set " + OURS + "model"),
                Arguments.of(
                        and(TENCENT, OURS + "model=other"),
                        OURS + "model is other, but the ScoringModel beans are [tencentScoringModel]"),
                Arguments.of(
                        List.of(OURS + "model=other"), OURS + "model is other, but there is no ScoringModel bean; set"),
                Arguments.of(
                        and(TENCENT, OURS + "on-failure=maybe"),
                        OURS + "on-failure is \"maybe\", but must be one of fail, keep-order (\"" + OURS
                                + "on-failure\" from property source \"defaultProperties\")"),
                Arguments.of(
                        and(TENCENT, OURS + "top-n=many"),
                        OURS + "top-n is \"many\", but must be a whole number up to 2147483647"),
                Arguments.of(
                        and(TENCENT, OURS + "min-score=high"), OURS + "min-score is \"high\", but must be a number"),
                Arguments.of(
                        and(TENCENT, OURS + "enabled=perhaps"),
                        OURS + "enabled is \"perhaps\", but must be true or false"),
                Arguments.of(
                        and(TENCENT, OURS + "top-n=${NO_SUCH_NUMBER}"),
                        OURS
                                + "top-n is set to ${NO_SUCH_NUMBER}, which neither the environment nor a property defines"),
                Arguments.of(
                        and(TENCENT, OURS + "on-failure="),
                        OURS + "on-failure is unknown or empty; correct it, or remove it"),
                Arguments.of(
                        and(TENCENT, OURS + "api-key=sk-example"),
                        OURS + "api-key is unknown or empty; correct it, or remove it"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void is_told_in_properties_without_a_stack_trace(List<String> properties, String told, CapturedOutput output) {
        assertThatException()
                .isThrownBy(() ->
                        Application.start(properties.toArray(String[]::new)).close());

        assertThat(output.getOut())
                .contains("APPLICATION FAILED TO START")
                .contains(told)
                .doesNotContain("\tat ", "example-key", "sk-example");
    }

    @Test
    void of_others_is_told_by_spring_boot(CapturedOutput output) {
        assertThatException()
                .isThrownBy(() -> Application.start("spring.task.execution.pool.core-size=many")
                        .close());

        assertThat(output.getOut()).contains("Failed to bind properties under 'spring.task.execution.pool.core-size'");
    }

    @Test
    void a_right_configuration_starts() {
        try (var context =
                Application.start(and(SILICONFLOW, OURS + "min-score=0.5").toArray(String[]::new))) {
            assertThat(context.isActive()).isTrue();
        }
    }

    private static List<String> and(List<String> properties, String... more) {
        return Stream.concat(properties.stream(), Stream.of(more)).toList();
    }
}
