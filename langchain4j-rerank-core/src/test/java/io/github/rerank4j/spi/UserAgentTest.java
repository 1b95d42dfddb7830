package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserAgentTest {

    @Test
    void it_names_the_project_and_the_version_of_the_build() {
        assertThat(UserAgent.VALUE).matches("rerank4j/\\d+\\.\\d+[\\w.+-]*");
    }
}
