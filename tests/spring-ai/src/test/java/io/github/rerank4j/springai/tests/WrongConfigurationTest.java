package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
                        OURS + "model is \"other\", but the ScoringModel beans are [tencentScoringModel]"),
                Arguments.of(
                        List.of(OURS + "model=other"),
                        OURS + "model is \"other\", but there is no ScoringModel bean; set"),
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
                // which converts to false, but is true to a condition
                Arguments.of(
                        and(TENCENT, OURS + "enabled=off"), OURS + "enabled is \"off\", but must be true or false (\""),
                Arguments.of(
                        and(TENCENT, OURS + "top-n=${NO_SUCH_NUMBER}"),
                        OURS
                                + "top-n is set to ${NO_SUCH_NUMBER}, which neither the environment nor a property defines"),
                Arguments.of(
                        and(TENCENT, OURS + "on-failure="),
                        OURS + "on-failure is empty; give it a value, or remove it (\"" + OURS + "on-failure\" from"),
                Arguments.of(
                        and(TENCENT, OURS + "api-key=sk-example"),
                        OURS + "api-key is not known; did you mean langchain4j.rerank.siliconflow.api-key or"
                                + " langchain4j.rerank.generic.api-key? Correct its name, or remove it (\"" + OURS
                                + "api-key\" from"),
                Arguments.of(
                        and(TENCENT, OURS + "min-scroe=0.5"),
                        OURS + "min-scroe is not known; did you mean " + OURS + "min-score? Correct its name, or remove"
                                + " it (\"" + OURS + "min-scroe\" from property source \"defaultProperties\")"),
                Arguments.of(
                        and(SILICONFLOW, OURS + "threshold=0.5"),
                        OURS + "threshold is not known; did you mean " + OURS + "raw-threshold? Correct its name"),
                // also where there is nothing to rerank with
                Arguments.of(List.of(OURS + "top=5"), OURS + "top is not known; did you mean " + OURS + "top-n?"));
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

    @ParameterizedTest
    @ValueSource(classes = {WantsReranker.class, WantsAny.class})
    void a_post_processor_that_is_not_there_is_told_with_what_would_make_one(Class<?> wanting, CapturedOutput output) {
        assertThatException().isThrownBy(() -> Application.start(wanting).close());

        assertThat(output.getOut())
                .contains("APPLICATION FAILED TO START")
                .containsPattern("needs a (Rerank)?DocumentPostProcessor, but no reranker is configured; set one of"
                        + " langchain4j.rerank.tencent.secret-id, langchain4j.rerank.siliconflow.api-key,")
                .doesNotContain("\tat ", "Consider defining a bean");
    }

    @Test
    void a_post_processor_that_is_switched_off_is_told_with_the_switch(CapturedOutput output) {
        assertThatException()
                .isThrownBy(() -> Application.start(
                                WantsReranker.class,
                                and(SILICONFLOW, OURS + "enabled=false").toArray(String[]::new))
                        .close());

        assertThat(output.getOut())
                .contains("needs a RerankDocumentPostProcessor, but " + OURS
                        + "enabled is false; set it to true, or remove it");
    }

    @Test
    void of_several_post_processors_is_told_which_there_are(CapturedOutput output) {
        assertThatException()
                .isThrownBy(() -> Application.start(Several.class, SILICONFLOW.toArray(String[]::new))
                        .close());

        assertThat(output.getOut())
                .contains("needs a DocumentPostProcessor, but there are several, [")
                .contains("other", "rerankDocumentPostProcessor", "and none of them is primary; say with @Qualifier");
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

    @Configuration(proxyBeanMethods = false)
    static class WantsReranker {

        @Bean
        Supplier<String> wanting(RerankDocumentPostProcessor reranker) {
            return reranker::toString;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WantsAny {

        @Bean
        Supplier<String> wanting(DocumentPostProcessor reranker) {
            return reranker::toString;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Several extends WantsAny {

        @Bean
        DocumentPostProcessor other() {
            return (query, documents) -> documents;
        }
    }
}
