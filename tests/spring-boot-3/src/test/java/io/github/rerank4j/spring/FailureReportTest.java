package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
                .contains("langchain4j.rerank.tencent.secret-kye is not known; correct its name, or remove it")
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
                        + " siliconflow, generic (\"langchain4j.rerank.instances.faqBot.provider\" from property source"
                        + " \"commandLineArgs\")")
                .doesNotContain("Failed to bind", "\tat ");
    }
}
