package io.github.rerank4j.spark.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.spi.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkCommandTest {

    private static final String KEY = "sk-of-the-executors-4711";
    private static final String[] COLUMNS = {
        "--query-id", "qid", "--query", "question", "--document-id", "did", "--document", "text"
    };
    private static final StructType PAIRS = new StructType()
            .add("qid", DataTypes.StringType)
            .add("question", DataTypes.StringType)
            .add("did", DataTypes.StringType)
            .add("text", DataTypes.StringType)
            .add("note", DataTypes.StringType);

    @TempDir
    private Path folder;

    private LocalRerankServer server = serving(KEY);

    private static LocalRerankServer serving(String key) {
        return LocalRerankServer.builder()
                .scorer(new WordOverlapScorer())
                .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), key, List.of())
                .start();
    }

    @BeforeEach
    void aSpark() {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.sql.shuffle.partitions", "2");
        System.setProperty(
                "spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
    }

    @AfterEach
    void end() {
        server.close();
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("spark."));
    }

    @ParameterizedTest
    @EnumSource
    void pairs_in_any_format_come_out_with_their_scores_and_all_their_columns(FileFormat format) throws IOException {
        List<Row> pairs = List.of(
                pair("q1", "where is the \"key\"", "d1", "the \"key\", it is said,\nis under the mat"),
                pair("q1", "where is the \"key\"", "d2", "nobody knows"),
                pair("q2", "什么是重排序", "d1", "重排序模型"));
        write(pairs, format);

        CommandRun run = run(format, "--output-format", format.name());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .contains("pairs: 3 asked, 3 scored, 0 failed", "requests: 2")
                .anyMatch(line -> line.matches("pairs per second: [0-9.]+"))
                .anyMatch(line -> line.matches("tokens: [0-9]+"));
        assertThat(run.err()).contains("rerank4j-spark: 3 of 3 pairs");
        assertThat(scored(format))
                .extracting(
                        row -> row.getAs("qid"),
                        row -> row.getAs("did"),
                        row -> row.getAs("text"),
                        row -> row.getAs("note"))
                .containsExactlyInAnyOrderElementsOf(pairs.stream()
                        .map(row -> tuple(row.get(0), row.get(2), row.get(3), row.get(4)))
                        .toList());
        assertThat(scored(format))
                .allSatisfy(row -> assertThat(Double.parseDouble(String.valueOf(row.<Object>getAs("score"))))
                        .isBetween(0.0, 1.0))
                .allSatisfy(row -> assertThat(row.<String>getAs("rerank_model")).isEqualTo("jina:m"));
    }

    @Test
    void a_nightly_run_asks_what_is_new() throws IOException {
        write(List.of(pair("q1", "where", "d1", "there")), FileFormat.JSONL);
        assertThat(run(FileFormat.JSONL, "--resume").status()).isZero();
        write(List.of(pair("q1", "where", "d1", "there"), pair("q1", "where", "d2", "here")), FileFormat.JSONL);

        CommandRun second = run(FileFormat.JSONL, "--resume");
        CommandRun third = run(FileFormat.JSONL, "--resume");

        assertThat(second.out()).contains("pairs: 1 asked, 1 scored, 0 failed");
        assertThat(third.out()).contains("pairs: 0 asked, 0 scored, 0 failed");
        assertThat(third.status()).isZero();
        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(scored(FileFormat.JSONL)).hasSize(2);
    }

    @Test
    void an_output_that_is_there_is_not_touched_without_resume() throws IOException {
        write(List.of(pair("q1", "where", "d1", "there")), FileFormat.JSONL);
        Files.createDirectories(folder.resolve("out"));

        CommandRun run = run(FileFormat.JSONL);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "rerank4j-spark: the output is there; give --resume to go on with it, or another --output\n");
        assertThat(server.requestCount()).isZero();
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void pairs_that_fail_are_kept_with_their_errors_and_make_status_3() throws IOException {
        write(List.of(pair("q1", "where", "d1", "there"), pair("q1", "where", "d2", null)), FileFormat.JSONL);

        CommandRun run = run(FileFormat.JSONL);

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("pairs: 2 asked, 1 scored, 1 failed (InvalidPair 1)");
        assertThat(scored(FileFormat.JSONL))
                .extracting(row -> row.getAs("did"), row -> row.getAs("error") != null)
                .containsExactlyInAnyOrder(tuple("d1", false), tuple("d2", true));
    }

    @Test
    void a_key_that_is_refused_ends_the_job_with_one_sentence_and_without_the_key() throws IOException {
        server.close();
        server = serving("sk-another");
        List<Row> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pairs.add(pair("q" + i, "where", "d1", "there"));
        }
        write(pairs, FileFormat.JSONL);

        CommandRun run = run(FileFormat.JSONL);

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("rerank4j-spark: the job ends because 10 calls ")
                .endsWith("; what came is kept, and the same command with --resume goes on from there");
        assertThat(run.err())
                .contains("AuthenticationException", "--resume goes on from there")
                .doesNotContain(KEY);
        assertThat(server.requestCount()).isLessThan(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--query qestion | qestion",
                "--input nowhere.jsonl | nowhere.jsonl",
                "--model jjina:m | jjina",
                "--model local:bm25 | a local scorer is asked by rerank4j.jar, not by a cluster",
                "--requests-in-flight 0 | rerank4j-spark: --requests-in-flight is 0, but must be 1 or more",
                "--checkpoint-every 0 | rerank4j-spark: --checkpoint-every is 0, but must be 1 or more",
                "--format xml | xml",
                "--failures-in-a-row -1 | --failures-in-a-row is -1, but must be 0 or more",
                "--limit-requests-per-minute 0 | --limit-requests-per-minute is 0, but must be 1 or more",
                "--limit-tokens-per-minute 0 | --limit-tokens-per-minute is 0, but must be 1 or more",
                "--limit-per-second 1 --limit-executors 0 | --limit-executors is 0, but must be 1 or more",
                "--limit-per-second 1 --limit-redis REDIS_URI --limit-key= | --limit-key is blank; name the account",
                "--model siliconflow | the MODEL of --model is missing",
                "--model tencnet | did you mean tencent?",
                "--model jina:jina-reranker-v3@http://127.0.0.1:1 | choose one that judges each document by itself",
                "--query-id note2 | there is no column note2; the columns are",
                "--limit-executors 2 | --limit-executors is set, but no limit is",
                "--limit-per-second 0 | --limit-per-second is 0.0, but must be above 0",
                "--limit-per-second 1 --limit-tokens-per-minute 1 | keep the one that the account has",
                "--limit-redis REDIS_URI --limit-key acme | --limit-redis is set, but no limit is",
                "--limit-per-second 1 --limit-redis REDIS_URI | belong together",
                "--limit-per-second 1 --limit-redis redis://:secret@10.0.0.7 --limit-key acme | such as ${RERANK_REDIS_URI}",
                "--partitions 3 | there is no option \"--partitions\"",
                "--nothing | there is no option \"--nothing\"; --help lists",
            })
    void wrong_use_is_one_sentence_and_status_2(String arguments, String word) throws IOException {
        write(List.of(pair("q1", "where", "d1", "there")), FileFormat.JSONL);

        CommandRun run = run(FileFormat.JSONL, arguments.split(" ", -1));

        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .startsWith("rerank4j-spark: ")
                .contains(word)
                .doesNotContain("AccountLimit", "failFast", "(..)", "(...)", "RerankTransform")
                .doesNotContainPattern(
                        "\\b(apiKey|modelName|baseUrl|requestsInFlight|failuresInARow|checkpointEvery)\\b");
        assertThat(run.out()).isEmpty();
        assertThat(server.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS_URI", "${REDIS_URI}"})
    void the_variable_of_redis_is_given_by_its_name_or_as_a_reference(String variable) throws IOException {
        write(List.of(pair("q1", "where", "d1", "there")), FileFormat.JSONL);

        CommandRun run =
                run(FileFormat.JSONL, "--limit-per-second", "1", "--limit-redis", variable, "--limit-key", "acme");

        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err())
                .contains("the environment of this executor has no REDIS_URI, to which --limit-redis refers; set it");
    }

    @Test
    void a_column_that_is_there_already_is_to_be_renamed_as_no_option_names_outputs() throws IOException {
        Files.writeString(
                input(FileFormat.JSONL),
                "{\"qid\":\"q1\",\"question\":\"where\",\"did\":\"d\",\"text\":\"x\",\"score\":1}\n");

        CommandRun run = run(FileFormat.JSONL);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("rerank4j-spark: the column score is there already; rename or drop it\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--api-key sk-4711",
                "--api-key=sk-4711",
                "--key hunter",
                "-k sk-4711",
                "-ksk-4711",
                "-k=hunter",
                "sk-4711",
                "hunter",
                "--sk-4711",
                "--partitions sk-4711 --api-key hunter"
            })
    void a_key_that_is_given_as_an_argument_is_not_shown(String arguments) {
        CommandRun run = run(FileFormat.JSONL, arguments.split(" ", -1));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out() + run.err()).doesNotContain("sk-4711", "hunter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSONL | {\"qid\":\"q1\",\"question\":\"where\",\"did\":\"d\",\"text\":\"x\"}~{\"qid\":\"PRIVATE text | a JSON object",
                "JSONL | PRIVATE text~more PRIVATE text | nothing in",
                "CSV | qid,question,did,text,note~q1,where,d1,there,n~q1,patient Smith,2,PRIVATE text,more,fields | CSV with",
                "CSV | qid,question,did,text,note~q1,where,PRIVATE text | CSV with",
                "CSV | q1,where is it,d1,a PRIVATE text of a document,n | the columns are q1,",
                "PARQUET | {\"qid\":\"PRIVATE text\"} | FAILED_READ_FILE",
            })
    void a_file_that_is_not_what_was_said_is_wrong_use_and_shows_no_text(FileFormat format, String lines, String word)
            throws IOException {
        Files.writeString(input(format), lines.replace('~', '\n') + '\n');

        CommandRun run = run(format);

        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(word).doesNotContain("PRIVATE", "--resume");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void an_output_that_cannot_be_written_is_no_promise_to_go_on() throws IOException {
        write(List.of(pair("q1", "where", "d1", "there")), FileFormat.JSONL);
        Path file = Files.writeString(folder.resolve("file"), "a file");

        CommandRun run =
                run(FileFormat.JSONL, "--output", file.resolve("out").toString(), "--output-format", "parquet");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).doesNotContain("--resume").contains("file", "; check that ");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void days_that_the_older_calendar_skips_stay_what_they_are() throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            spark.createDataFrame(List.of(pair("q1", "where", "d1", "there")), PAIRS)
                    .selectExpr("*", "date'1582-10-10' as day", "timestamp'1582-10-10 00:00:00' as moment")
                    .write()
                    .parquet(input(FileFormat.PARQUET).toString());
        }

        CommandRun run = run(FileFormat.PARQUET);

        assertThat(run.status()).as(run.err()).isZero();
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            assertThat(spark.read()
                            .parquet(folder.resolve("out").toString())
                            .selectExpr("cast(day as string)", "cast(moment as string)")
                            .collectAsList())
                    .containsExactly(RowFactory.create("1582-10-10", "1582-10-10 00:00:00"));
        }
    }

    @Test
    void without_a_master_it_says_how_it_is_started() throws IOException {
        write(List.of(pair("q1", "where", "d1", "there")), FileFormat.JSONL);
        System.clearProperty("spark.master");

        CommandRun run = run(FileFormat.JSONL);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("rerank4j-spark: no master is set; start the jar with spark-submit --master URL\n");
    }

    @Test
    void help_names_every_option_without_gaps() {
        CommandRun run = CommandRun.of(Map.of(), "--help");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: spark-submit rerank4j-spark.jar")
                .contains("--resume", "--limit-per-second", "--checkpoint-every")
                .doesNotContain("${DEFAULT");
    }

    private CommandRun run(FileFormat format, String... more) {
        List<String> arguments = new ArrayList<>();
        List<String> said = Arrays.asList(more);
        defaults(format).forEach((name, value) -> {
            if (!said.contains(name)) {
                arguments.addAll(List.of(name, value));
            }
        });
        arguments.addAll(said);
        return CommandRun.of(Map.of("RERANK_API_KEY", KEY), arguments.toArray(String[]::new));
    }

    private Map<String, String> defaults(FileFormat format) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("--model", "jina:m@" + server.url());
        defaults.put("--input", input(format).toString());
        defaults.put("--format", format.name().toLowerCase(Locale.ROOT));
        defaults.put("--output", folder.resolve("out").toString());
        for (int i = 0; i < COLUMNS.length; i += 2) {
            defaults.put(COLUMNS[i], COLUMNS[i + 1]);
        }
        return defaults;
    }

    private Path input(FileFormat format) {
        return folder.resolve("in." + format.name().toLowerCase(Locale.ROOT));
    }

    private static Row pair(String questionId, String question, String documentId, @Nullable String text) {
        return RowFactory.create(questionId, question, documentId, text, "a note");
    }

    private void write(List<Row> pairs, FileFormat format) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            spark.createDataFrame(pairs, PAIRS)
                    .write()
                    .mode("overwrite")
                    .format(format.sparkName())
                    .options(format.written())
                    .save(input(format).toString());
        }
    }

    private List<Row> scored(FileFormat format) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            Dataset<Row> rows = spark.read()
                    .format(format.sparkName())
                    .options(format.written())
                    .load(folder.resolve("out").toString());
            return rows.collectAsList();
        }
    }
}
