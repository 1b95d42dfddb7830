package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.spi.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingTest {

    private final Session session = new Session();
    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(new WordOverlapScorer())
            .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), "sk-test", List.of())
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void check_says_what_came() {
        session.variable("RERANK_API_KEY", "sk-test");

        assertThat(session.run("check", "--model", "jina:m1@" + server.url())).isZero();

        assertThat(session.out())
                .contains("model    m1\n", " for the document that answers, ", "scale    probability\n")
                .containsPattern("requests +1\n")
                .containsPattern("tokens +\\d+\n")
                .doesNotContain("sk-test");
        assertThat(session.err()).isEmpty();
    }

    @Test
    void a_model_that_fails_is_status_3_and_a_sentence() {
        session.variable("RERANK_API_KEY", "sk-wrong");

        assertThat(session.run("check", "--model", "jina:m1@" + server.url())).isEqualTo(3);

        assertThat(session.err())
                .startsWith("rerank4j: ")
                .hasLineCount(1)
                .contains("401")
                .doesNotContain("sk-wrong");
    }

    @Test
    void a_model_that_is_refused_without_a_key_says_where_one_would_come_from() {
        assertThat(session.run("check", "--model", "jina:m1@" + server.url())).isEqualTo(3);

        assertThat(session.err())
                .startsWith("rerank4j: there is no key; set RERANK_API_KEY in the environment\nrerank4j: ")
                .endsWith("; no key was sent: set apiKey\n")
                .hasLineCount(2);
    }

    @Test
    void nobody_there_is_status_3() {
        server.close();

        assertThat(session.run("check", "--model", "jina:m1@" + server.url())).isEqualTo(3);

        assertThat(session.err()).startsWith("rerank4j: ").hasLineCount(1);
    }

    @Test
    void lines_are_ranked() {
        session.pipes("nothing at all\n\nreset the password\nthe\n").variable("RERANK_API_KEY", "sk-test");

        assertThat(session.run("rerank", "--model", "jina:m@" + server.url(), "--query", "reset the password"))
                .isZero();

        assertThat(session.out()).startsWith("1.0\t3\treset the password\n").endsWith("0.0\t1\tnothing at all\n");
    }

    @Test
    void lines_of_a_file_are_ranked_in_this_process(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("lines"), "\u7b2c\u4e00\r\n\u5bc6\u7801\r\n");

        assertThat(session.run("rerank", "--model", "local:bm25", "--query", "\u5bc6\u7801", file.toString()))
                .isZero();

        assertThat(session.out().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).endsWith("\t2\t\u5bc6\u7801"));
    }

    @Test
    void lines_cannot_steer_the_terminal_or_change_how_others_are_shown() {
        session.pipes("a \u001b[31mred\u202e password\n");

        assertThat(session.run("rerank", "--model", "local:bm25", "--query", "password"))
                .isZero();

        assertThat(session.out()).endsWith("\t1\ta [31mred password\n");
    }

    @Test
    void a_model_may_be_a_file_with_a_key(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("jina.properties"),
                "provider=jina\nmodel-name=m1\napi-key=sk-test\nbase-url=" + server.url() + "\n");

        assertThat(session.run("check", "--model", "@" + file)).isZero();
    }

    @Test
    void what_is_wrong_with_a_model_is_told_in_a_sentence() {
        assertThat(session.run("check", "--model", "jina@http://user:hunter2@h"))
                .isEqualTo(2);
        assertThat(session.err())
                .isEqualTo("rerank4j: the address of jina contains user info; remove it, and give the key in the"
                        + " environment or in a file\n");
        assertThat(session.run("check", "--model", "vllm:m")).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("baseUrl");
        assertThat(session.run("check", "--model", "local:none")).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("there is no scorer named \"none\"; there are ");
        assertThat(session.run("check", "--model", "siliconflow:m")).isEqualTo(2);
        assertThat(session.err())
                .isEqualTo("rerank4j: the key is missing; set SILICONFLOW_API_KEY in the environment\n");
        assertThat(session.run("check", "--model", "tencent")).isEqualTo(2);
        assertThat(session.err()).contains("TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY");
        assertThat(session.run("check", "--model", "cohere-v2:m")).isEqualTo(2);
        assertThat(session.err()).contains("set RERANK_API_KEY in");
        assertThat(session.run("rerank", "--model", "local:bm25", "--query", " ", "-"))
                .isEqualTo(2);
        assertThat(session.err()).hasLineCount(1);
        assertThat(session.run("rerank", "--model", "local:bm25", "--query", "q", "/no/such/file"))
                .isEqualTo(2);
        assertThat(session.err()).isEqualTo("rerank4j: there is no file /no/such/file\n");
    }

    @Test
    void a_server_that_cannot_start_says_why() {
        String port = server.url().substring(server.url().lastIndexOf(':') + 1);

        assertThat(session.run("serve", "--port", port)).isEqualTo(2);
        assertThat(session.err()).contains("port " + port + " of 127.0.0.1 cannot be opened; choose another");
        assertThat(session.run("serve", "--dialect", "nobody")).isEqualTo(2);
        assertThat(session.err()).contains("there is no dialect named \"nobody\"; give one of ");
        assertThat(session.run("serve", "--port", "70000")).isEqualTo(2);
        assertThat(session.err()).contains("port is 70000, but must be from 0 to 65535");
    }
}
