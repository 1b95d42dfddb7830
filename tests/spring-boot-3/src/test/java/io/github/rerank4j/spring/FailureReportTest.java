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
}
