package io.github.rerank4j.spark.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.sparkfixtures.SparkHome;
import io.github.rerank4j.sparkfixtures.SparkProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/many-machines.md, word for word. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class DocumentedCommandsTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "")).resolve("../../docs/many-machines.md");
    private static final Path JAR = Path.of(System.getProperty("rerank4j-spark.jar", ""));
    private static final String FENCE = "```";
    private static final Pattern ASKED = Pattern.compile("pairs: (\\d+) asked");

    @TempDir
    private Path folder;

    private final CountedService service = new CountedService(Duration.ofMillis(20));
    private final RedisProcess redis = RedisProcess.start();
    private SparkHome home;

    @BeforeEach
    void install() throws IOException {
        home = SparkHome.in(folder);
        Files.createSymbolicLink(folder.resolve("rerank4j-spark.jar"), JAR.toAbsolutePath());
    }

    @AfterEach
    void end() throws IOException {
        Files.delete(folder.resolve("rerank4j-spark.jar"));
        home.close();
        service.close();
        redis.close();
    }

    @Test
    void the_first_job_scores_three_pairs() throws Exception {
        SparkProcess.Ended ended = run("first-job");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("pairs: 3 asked, 3 scored, 0 failed", "Invoices are for companies, with 30 days");
        assertThat(ended.out().lines().filter(line -> line.contains("\"score\":")))
                .hasSize(3);
    }

    @Test
    void a_nightly_job_that_is_killed_asks_each_pair_once_but_for_a_checkpoint() throws Exception {
        SparkProcess.Ended ended = run("nightly-job");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out().lines()).contains("20000", "pairs: 0 asked, 0 scored, 0 failed");
        assertThat(asked(ended)).as("the second night has a part to do").isBetween(1L, 19_999L);
        assertThat(service.pairs()).isBetween(20_000L, 21_000L);
        assertThat(service.differentPairs()).isEqualTo(20_000);
    }

    @Test
    void three_pods_share_an_account_without_a_request_too_many() throws Exception {
        SparkProcess.Ended ended = run("three-pods");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out().lines().filter("pairs: 3000 asked, 3000 scored, 0 failed"::equals))
                .hasSize(3);
        assertThat(service.pairs()).isEqualTo(9_000);
        assertThat(service.mostWithin(CountedService.SECOND_LESS_TRAVEL)).isBetween(2, 20);
    }

    /** How many pairs the first run that ended asked for. */
    private static long asked(SparkProcess.Ended ended) {
        Matcher asked = ASKED.matcher(ended.out());
        assertThat(asked.find()).as(ended.out()).isTrue();
        return Long.parseLong(asked.group(1));
    }

    private SparkProcess.Ended run(String command) throws IOException, InterruptedException {
        SparkProcess started = home.script(
                String.join("\n", block(command)),
                Map.of("SERVICE", service.url(), "RERANK_API_KEY", CountedService.KEY, "REDIS_URI", redis.uri()));
        try {
            return started.ended();
        } finally {
            started.kill();
        }
    }

    /** The block behind a marker of the page. */
    private static List<String> block(String name) throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        int marker = page.indexOf("<!-- command: " + name + " -->");
        assertThat(marker).as("the marker of %s", name).isNotNegative();
        List<String> rest = page.subList(marker + 2, page.size());
        return rest.subList(0, rest.indexOf(FENCE));
    }
}
