package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.spi.StandIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two commands that want the same folder, and a user who takes time to answer. */
@Timeout(120)
class OneOutTest {

    private static final String KEY = "sk-test";

    @TempDir
    private Path folder;

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(new WordOverlapScorer())
            .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), KEY, List.of())
            .start();
    private final Session session = new Session().variable("RERANK_API_KEY", KEY);
    private final ThinkingUser user = new ThinkingUser();
    private String[] evaluate = {};
    private Path out;

    /** Types an answer when told to. */
    private static final class ThinkingUser extends InputStream {

        final CountDownLatch asked = new CountDownLatch(1);
        private final CompletableFuture<InputStream> answer = new CompletableFuture<>();

        void types(String text) {
            answer.complete(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public int read() throws IOException {
            asked.countDown();
            return answer.join().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            asked.countDown();
            return answer.join().read(bytes, offset, length);
        }
    }

    @BeforeEach
    void data() throws IOException {
        Path data = Files.writeString(folder.resolve("own.jsonl"), """
                {"query":"where is it","documents":["nothing","it is here"],"relevant":[1]}
                {"query":"who is it","documents":["nobody","it is me"],"relevant":[1]}
                """);
        out = folder.resolve("out");
        evaluate = new String[] {
            "evaluate", "--data", data.toString(), "--out", out.toString(), "--model", "sf=jina:m@" + server.url()
        };
    }

    @AfterEach
    void close() {
        user.types("");
        server.close();
    }

    @Test
    void nothing_is_asked_while_the_user_thinks_and_all_after_the_yes() throws Exception {
        session.types(user);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> session.run(evaluate));
        assertThat(user.asked.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(session.err())
                .containsPattern("(?m)^sf +2 +0 +2 +4 +\\d+ +-$")
                .endsWith("Send these requests? [y/N] ");
        assertThat(session.out()).isEmpty();
        assertThat(server.requestCount()).isZero();

        user.types("yes\n");
        assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(session.out()).endsWith("report: " + out.resolve("report.html") + System.lineSeparator());
    }

    @Test
    void a_folder_in_use_is_refused_and_its_user_goes_on() throws Exception {
        session.types(user);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> session.run(evaluate));
        assertThat(user.asked.await(60, TimeUnit.SECONDS)).isTrue();
        Session second = new Session().variable("RERANK_API_KEY", KEY);

        assertThat(second.run(evaluate)).isEqualTo(2);

        assertThat(second.err())
                .isEqualTo("rerank4j: another evaluation is writing into " + out
                        + "; wait for it, or choose another --out" + System.lineSeparator());
        assertThat(second.out()).isEmpty();
        assertThat(server.requestCount()).isZero();
        user.types("y\n");
        assertThat(first.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(second.run(evaluate)).isZero();
        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(EvaluationReport.read(out.resolve("report.json")).queries()).isEqualTo(2);
    }

    @Test
    void a_user_who_goes_away_has_lost_nothing() throws Exception {
        session.types(user);
        user.types("");

        assertThat(session.run(evaluate)).isEqualTo(2);
        assertThat(session.err()).endsWith("rerank4j: nothing was asked" + System.lineSeparator());
        assertThat(out.resolve("report.json")).doesNotExist();

        session.types("y\n");
        assertThat(session.run(evaluate)).isZero();
        assertThat(out.resolve("report.html")).isNotEmptyFile();
    }
}
