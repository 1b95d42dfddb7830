package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureReportTest {

    @Test
    void a_wrong_configuration_ends_the_start_with_one_sentence_and_no_stack_trace() throws Exception {
        JavaProcess run = JavaProcess.run(
                JavaProcess.CLASS_PATH,
                AheadOfTimeApplication.class.getName(),
                "--langchain4j.rerank.tencent.secret-id=AKIDexample",
                "--langchain4j.rerank.tencent.secret-kye=do-not-show-this");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("APPLICATION FAILED TO START")
                .contains("langchain4j.rerank.tencent.secret-kye is not known; did you mean"
                        + " langchain4j.rerank.tencent.secret-key? Correct its name, or remove it"
                        + " (\"langchain4j.rerank.tencent.secret-kye\" from property source \"commandLineArgs\")")
                .doesNotContain("do-not-show-this", "\tat ");
    }

    @Test
    void a_wrong_value_is_told_with_those_that_are_right_and_where_it_is_set() throws Exception {
        JavaProcess run = JavaProcess.run(
                JavaProcess.CLASS_PATH,
                AheadOfTimeApplication.class.getName(),
                "--langchain4j.rerank.instances.faqBot.provider=tencnt");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("APPLICATION FAILED TO START")
                .contains("langchain4j.rerank.instances.faqBot.provider is \"tencnt\", but must be one of tencent,"
                        + " siliconflow, generic, fallback; did you mean tencent? (\"langchain4j.rerank.instances.faqBot.provider\" from property source"
                        + " \"commandLineArgs\")")
                .doesNotContain("Failed to bind", "\tat ");
    }

    @Test
    void a_misspelt_property_of_a_file_is_told_with_its_line(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("application.properties"), """
                langchain4j.rerank.siliconflow.api-key=sk-do-not-show-this
                langchain4j.rerank.siliconflow.model=BAAI/bge-reranker-v2-m3
                """);

        JavaProcess run = JavaProcess.run(
                JavaProcess.CLASS_PATH,
                AheadOfTimeApplication.class.getName(),
                "--spring.config.additional-location=" + file.toUri());

        assertThat(run.output())
                .contains("langchain4j.rerank.siliconflow.model is not known; did you mean"
                        + " langchain4j.rerank.siliconflow.model-name? Correct its name, or remove it (")
                .containsPattern("application\\.properties\\S* - 2:")
                .doesNotContain("do-not-show-this", "\tat ");
    }

    @Test
    void a_model_that_is_not_configured_is_told_with_what_would_configure_one() throws Exception {
        assertThat(injecting("--wanted=any"))
                .contains("needs a ScoringModel, but no reranker is configured; set one of "
                        + "langchain4j.rerank.tencent.secret-id, langchain4j.rerank.siliconflow.api-key,");
    }

    @Test
    void a_model_of_which_there_are_several_is_told_with_their_names() throws Exception {
        assertThat(injecting(
                        "--wanted=any",
                        "--langchain4j.rerank.tencent.secret-id=AKIDexample",
                        "--langchain4j.rerank.tencent.secret-key=example",
                        "--langchain4j.rerank.siliconflow.api-key=sk-example",
                        "--langchain4j.rerank.siliconflow.model-name=BAAI/bge-reranker-v2-m3"))
                .contains("needs a ScoringModel, but there are several, [tencentScoringModel, siliconFlowScoringModel],"
                        + " and none of them is primary; say with @Qualifier which is meant");
    }

    @Test
    void a_model_that_is_misspelt_is_told_with_those_that_there_are() throws Exception {
        assertThat(injecting(
                        "--wanted=hous",
                        "--langchain4j.rerank.instances.house.provider=generic",
                        "--langchain4j.rerank.instances.house.base-url=http://127.0.0.1:9",
                        "--langchain4j.rerank.instances.house.model-name=any"))
                .contains("needs a ScoringModel, but none fits its type and qualifiers; the ScoringModel beans are"
                        + " [house]");
    }

    @Test
    void who_wants_the_class_of_a_provider_is_told_of_the_cache_around_it() throws Exception {
        assertThat(injecting(
                        "--wanted=siliconflow",
                        "--langchain4j.rerank.cache.enabled=true",
                        "--langchain4j.rerank.siliconflow.api-key=sk-example",
                        "--langchain4j.rerank.siliconflow.model-name=BAAI/bge-reranker-v2-m3"))
                .contains(
                        "needs a SiliconFlowScoringModel, but none fits its type and qualifiers; the ScoringModel beans"
                                + " are [siliconFlowScoringModel]; those with a cache, [siliconFlowScoringModel], are of the type"
                                + " CachingScoringModel: inject a Reranker or a ScoringModel, or set"
                                + " langchain4j.rerank.cache.enabled to false");
    }

    private static String injecting(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(InjectingApplication.class.getName()));
        command.addAll(List.of(arguments));
        JavaProcess run = JavaProcess.run(JavaProcess.CLASS_PATH, command.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("APPLICATION FAILED TO START").doesNotContain("\tat ", "@Primary");
        return run.output();
    }
}
