package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RerankJobTest {

    private static final StubServer.Refusal REFUSED = new StubServer.Refusal(401, "Invalid token");

    private static final StubServer.Refusal INVALID = new StubServer.Refusal(400, "no such model");

    /** Forty, and nine for each of the eight calls that two tasks may have in flight, beside one for each failure in a row. */
    private static final int MOST_IN_VAIN = 40 + 9 * 2 * 8;

    private static final int MOST_OF_A_WRONG_KEY = MOST_IN_VAIN + 10;
    private static final int MOST_OF_A_WRONG_SETTING = MOST_IN_VAIN + 100;

    private final StubServer server = StubServer.open();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void every_pair_gets_its_score_in_checkpoints_and_a_second_run_asks_nothing() {
        List<RerankSummary> progress = new ArrayList<>();

        RerankSummary summary = job(Sparks.pairs(40, 10))
                .checkpointEvery(100)
                .onProgress(progress::add)
                .run();
        RerankSummary again = job(Sparks.pairs(40, 10)).run();

        assertScored(written(), 400);
        assertThat(progress).hasSizeBetween(4, 8);
        assertThat(summary.pairs()).isEqualTo(400);
        assertThat(summary.scored()).isEqualTo(400);
        assertThat(summary.failed()).isZero();
        assertThat(summary.requests()).isEqualTo(server.requests());
        assertThat(summary.tokens()).isEqualTo(4_000);
        assertThat(summary.pairsPerSecond()).isPositive();
        assertThat(summary)
                .asString()
                .startsWith("400 of 400 pairs, 0 failed, ")
                .contains(" 4,000 tokens, ");
        assertThat(again.pairs()).isZero();
        assertThat(server.asked())
                .hasSize(400)
                .allSatisfy((pair, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void a_job_that_ended_goes_on_and_has_lost_nothing() {
        AtomicInteger answered = answering(30, REFUSED);

        assertThatThrownBy(() -> job(Sparks.pairs(60, 10)).checkpointEvery(100).run())
                .isInstanceOf(RerankEndedException.class)
                .hasMessageStartingWith("the job ends because 10 calls of this executor in a row failed with"
                        + " AuthenticationException or alike; the last: ");
        long saved = scores();
        assertThat(saved).isEqualTo(answered.get()).isPositive();
        server.refusing(texts -> StubServer.NONE);
        RerankSummary summary = job(Sparks.pairs(60, 10)).checkpointEvery(100).run();

        assertThat(summary.pairs()).isEqualTo(600 - saved);
        assertThat(summary.scored()).isEqualTo(600 - saved);
        assertScored(RerankJob.latest(written()), 600);
    }

    @Test
    void a_service_that_goes_down_in_a_checkpoint_leaves_what_it_has_scored_and_each_run_goes_on() {
        RerankTransform transform = Sparks.transform(server).failuresInARow(10).build();
        RerankJob job =
                RerankJob.resume(Sparks.pairs(100, 5), output().toString()).transform(transform);
        long before = 0;
        for (int run = 0; run < 3; run++) {
            AtomicInteger answered = answering(20, new StubServer.Refusal(404, "not here"));

            assertThatThrownBy(job::run)
                    .isInstanceOf(RerankEndedException.class)
                    .hasMessageStartingWith("the job ends because 10 calls of this executor failed in a row");

            assertThat(answered).hasPositiveValue();
            assertThat(scores()).isEqualTo(before + answered.get());
            before = scores();
        }
    }

    @Test
    void a_job_that_ended_has_all_rows_of_a_pair_that_got_a_score() {
        CountDownLatch ended = new CountDownLatch(10);
        server.refusing(texts -> {
            if (!texts.get(0).equals("what is q0")) {
                ended.countDown();
                return REFUSED;
            }
            await(ended);
            return StubServer.NONE;
        });
        Dataset<Row> pairs = Sparks.pairs(200, 1)
                .selectExpr("*", "0L as label")
                .where("question_id <> 'q0'")
                .union(Sparks.pairs(1, 1).crossJoin(Sparks.session().range(500).toDF("label")));
        RerankTransform transform = Sparks.transform(server)
                .failFast(AuthenticationException.class)
                .requestsInFlight(1)
                .build();

        assertThatThrownBy(() -> RerankJob.resume(pairs, output().toString())
                        .transform(transform)
                        .run())
                .isInstanceOf(RerankEndedException.class);

        assertThat(scores()).isEqualTo(500);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Scores of so many requests, then refusals; counts the pairs that get a score. */
    private AtomicInteger answering(int requests, StubServer.Refusal then) {
        AtomicInteger left = new AtomicInteger(requests);
        AtomicInteger answered = new AtomicInteger();
        server.refusing(texts -> {
            if (left.decrementAndGet() < 0) {
                return then;
            }
            answered.addAndGet(texts.size() - 1);
            return StubServer.NONE;
        });
        return answered;
    }

    private long scores() {
        return written().where("score is not null").count();
    }

    @Test
    void a_pair_that_is_answered_as_a_wrong_key_is_keeps_no_other_from_its_score() {
        server.refusing(texts -> texts.contains("about q39 and d9") || texts.contains("about q0 and d0")
                ? new StubServer.Refusal(403, "document not allowed")
                : StubServer.NONE);

        RerankSummary first = job(Sparks.pairs(40, 10)).run();
        RerankSummary second = job(Sparks.pairs(40, 10)).run();

        assertThat(first.scored()).isEqualTo(398);
        assertThat(first.failuresByKind()).containsOnly(Map.entry("AuthenticationException", 2L));
        assertThat(second.pairs()).isEqualTo(2);
        assertThat(second.failed()).isEqualTo(2);
        assertThat(scores()).isEqualTo(398);
    }

    @Test
    void a_document_of_every_question_that_is_answered_as_a_wrong_key_is_ends_no_job() {
        server.refusing(texts -> texts.stream().anyMatch(text -> text.endsWith(" and d9"))
                ? new StubServer.Refusal(403, "document not allowed")
                : StubServer.NONE);

        RerankSummary summary = job(Sparks.pairs(40, 10)).run();

        assertThat(summary.scored()).isEqualTo(360);
        assertThat(summary.failuresByKind()).containsOnly(Map.entry("AuthenticationException", 40L));
    }

    @Test
    void a_key_that_is_wrong_from_the_start_costs_few_requests() {
        server.refusing(texts -> REFUSED);

        assertThatThrownBy(() -> job(Sparks.pairs(200, 10)).run()).isInstanceOf(RerankEndedException.class);

        assertThat(server.requests()).isLessThanOrEqualTo(MOST_OF_A_WRONG_KEY);
    }

    @Test
    void a_key_that_is_revoked_in_the_middle_costs_few_requests_and_no_score() {
        AtomicInteger answered = answering(50, REFUSED);

        assertThatThrownBy(() -> job(Sparks.pairs(200, 10)).run()).isInstanceOf(RerankEndedException.class);

        assertThat(server.requests()).isLessThanOrEqualTo(50 + MOST_OF_A_WRONG_KEY);
        assertThat(scores()).isEqualTo(answered.get()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "50, 400", "0, 403", "50, 403"})
    void a_service_that_refuses_everything_costs_few_requests(int answers, int status) {
        AtomicInteger answered = answering(answers, new StubServer.Refusal(status, "no"));

        assertThatThrownBy(() ->
                        job(Sparks.pairs(200, 240)).checkpointEvery(100_000).run())
                .isInstanceOf(RerankEndedException.class);

        assertThat(server.requests())
                .isLessThanOrEqualTo(answers + (status == 400 ? MOST_OF_A_WRONG_SETTING : MOST_OF_A_WRONG_KEY));
        assertThat(scores()).isEqualTo(answered.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403})
    void a_question_with_many_documents_that_is_refused_ends_no_job_and_costs_few_requests(int status) {
        server.refusing(
                texts -> texts.get(0).equals("what is q1") ? new StubServer.Refusal(status, "no") : StubServer.NONE);
        Dataset<Row> pairs = Sparks.pairs(1, 1)
                .union(pairsOf("q1", 6_000))
                .union(pairsOf("q2", 500))
                .union(pairsOf("q3", 500));

        RerankSummary summary = job(pairs).run();

        assertThat(summary.scored()).isEqualTo(1_001);
        assertThat(summary.failed()).isEqualTo(6_000);
        assertThat(summary.requests()).isLessThan(150);
        assertThat(job(pairs).run().failed()).isEqualTo(6_000);
    }

    @Test
    void bad_documents_side_by_side_and_far_apart_cost_no_other_its_score() {
        Set<String> bad = Set.of("0", "1", "2", "3", "4", "60", "61", "62", "119", "120", "150", "239");
        server.refusing(texts ->
                texts.stream().anyMatch(text -> bad.contains(text.replaceAll(".* d", ""))) ? INVALID : StubServer.NONE);

        RerankSummary summary =
                job(Sparks.pairs(20, 240)).checkpointEvery(100_000).run();

        assertThat(summary.scored()).isEqualTo(20 * 228);
        assertThat(summary.failed()).isEqualTo(20 * 12);
    }

    @Test
    void a_redirect_is_never_of_a_document() {
        server.refusing(texts -> new StubServer.Refusal(307, "moved"));

        RerankSummary summary = job(pairsOf("q1", 100)).checkpointEvery(100_000).run();

        assertThat(summary.failuresByKind()).containsOnly(Map.entry("InvalidRequestException", 100L));
        assertThat(summary.requests()).isLessThanOrEqualTo(4);
    }

    private static Dataset<Row> pairsOf(String question, int documents) {
        return Sparks.session()
                .range(documents)
                .selectExpr(
                        "'" + question + "' as question_id",
                        "'what is " + question + "' as question",
                        "concat('d', id) as doc_id",
                        "concat('about d', id) as text");
    }

    @Test
    void checkpoints_divide_a_question_with_more_documents_than_they_take() {
        List<Long> written = new ArrayList<>();

        job(Sparks.pairs(1, 230))
                .checkpointEvery(50)
                .onProgress(summary -> written.add(summary.scored()))
                .run();

        assertScored(written(), 230);
        assertThat(written).hasSizeBetween(5, 10).endsWith(230L);
        assertThat(written.get(0)).isLessThanOrEqualTo(50);
        assertThat(server.asked()).allSatisfy((pair, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void a_pair_that_failed_is_asked_again_and_its_error_stays_but_is_not_the_latest() {
        server.refusing(
                texts -> texts.get(0).equals("what is q1") ? new StubServer.Refusal(503, "busy") : StubServer.NONE);
        RerankSummary first = job(Sparks.pairs(3, 4)).run();
        server.refusing(texts -> StubServer.NONE);

        RerankSummary second = job(Sparks.pairs(3, 4)).run();

        assertThat(first.failed()).isEqualTo(4);
        assertThat(first.failuresByKind()).hasSize(1).containsValue(4L);
        assertThat(second.pairs()).isEqualTo(4);
        assertThat(written().count()).isEqualTo(16);
        assertScored(RerankJob.latest(written()), 12);
    }

    @Test
    void a_pair_that_nobody_can_score_is_written_once() {
        Dataset<Row> pairs = Sparks.session()
                .createDataFrame(
                        List.of(Sparks.pair("q0", "d0"), RowFactory.create("q0", "what is q0", "d1", null)),
                        Sparks.PAIR);

        job(pairs).run();
        RerankSummary again = job(pairs).run();

        assertThat(again.pairs()).isZero();
        assertThat(written().count()).isEqualTo(2);
        assertThat(RerankJob.latest(written()).where("error is not null").count())
                .isEqualTo(1);
    }

    @Test
    void the_same_pair_twice_is_asked_once_and_both_rows_have_the_score() {
        Dataset<Row> pairs = Sparks.pairs(4, 5);

        job(pairs.union(pairs)).checkpointEvery(1_000).run();

        assertScored(written(), 40);
        assertScored(RerankJob.latest(written()), 20);
        assertThat(server.asked()).allSatisfy((pair, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void rows_of_one_pair_are_asked_once_and_never_divided_by_checkpoints_or_files() {
        Sparks.session().conf().set("spark.sql.files.maxRecordsPerFile", "7");
        Dataset<Row> pairs = Sparks.session()
                .range(500)
                .selectExpr(
                        "'q0' as question_id",
                        "'what is q0' as question",
                        "'d0' as doc_id",
                        "'about' as text",
                        "id as label");
        AtomicInteger checkpoints = new AtomicInteger();
        RerankJob ended = job(pairs).checkpointEvery(100).onProgress(summary -> {
            checkpoints.incrementAndGet();
            throw new IllegalStateException("killed");
        });

        try {
            assertThatThrownBy(ended::run).hasMessage("killed");
        } finally {
            Sparks.session().conf().unset("spark.sql.files.maxRecordsPerFile");
        }

        assertScored(written(), 500);
        assertThat(written().select("label").distinct().count()).isEqualTo(500);
        assertThat(written().inputFiles()).hasSize(1);
        assertThat(server.asked()).hasSize(1).containsValue(1);
        assertThat(checkpoints).hasValue(1);
        assertThat(job(pairs).run().pairs()).isZero();
    }

    @Test
    void each_row_of_a_pair_has_what_came_of_it_where_other_pairs_are_before_and_behind() {
        Dataset<Row> pairs = Sparks.pairs(3, 4)
                .withColumn("copy", functions.explode(functions.sequence(functions.lit(1), functions.lit(90))));
        server.refusing(
                texts -> texts.contains("about q1 and d2") ? new StubServer.Refusal(400, "no") : StubServer.NONE);

        RerankSummary summary = job(pairs).checkpointEvery(200).run();

        assertThat(summary.scored()).isEqualTo(11 * 90);
        assertThat(summary.failed()).isEqualTo(90);
        assertScored(written().where("error is null"), 11 * 90);
        assertThat(written()
                        .where("error is not null")
                        .select("rerank_key", "error")
                        .distinct()
                        .count())
                .isEqualTo(1);
        assertThat(written().select("question_id", "doc_id", "copy").distinct().count())
                .isEqualTo(12 * 90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "json", "csv", "orc"})
    void texts_with_any_characters_are_found_again_in_every_format(String format) {
        List<Row> rows = List.of(
                RowFactory.create("q", "say \"hi\", twice\nor, not", "d,1", "a \\ \"quoted\" text,\r\nin lines"),
                RowFactory.create("q", "say \"hi\", twice\nor, not", "d2", " spaces and \t tabs, 漢字 😀 "),
                RowFactory.create("q2", "plain", "d3", null));
        Dataset<Row> pairs = Sparks.session().createDataFrame(rows, Sparks.PAIR);

        RerankSummary first = job(pairs).format(format).run();
        RerankSummary again = job(pairs).format(format).run();

        assertThat(first.scored()).isEqualTo(2);
        assertThat(again.pairs()).isZero();
        assertThat(read(format)
                        .select("question_id", "question", "doc_id", "text")
                        .collectAsList())
                .containsExactlyInAnyOrderElementsOf(rows);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void a_job_without_a_transform_or_with_an_impossible_checkpoint_is_refused() {
        RerankJob without = RerankJob.resume(Sparks.pairs(1, 1), output().toString());

        assertThatThrownBy(without::run).hasMessage("the transform is missing; set it with transform(..)");
        assertThatThrownBy(() -> job(Sparks.pairs(1, 1)).checkpointEvery(0).run())
                .hasMessageStartingWith("checkpointEvery is 0, but must be 1 or more");
    }

    @Test
    void a_model_that_judges_documents_together_is_refused() {
        RerankTransform together = RerankTransform.builder()
                .model(
                        "jina",
                        Map.of(
                                "provider", "generic",
                                "dialect", "jina",
                                "baseUrl", server.url(),
                                "modelName", "jina-reranker-v3",
                                "apiKey", "${RERANK_TEST_KEY}"))
                .query("question_id", "question")
                .document("doc_id", "text")
                .build();

        assertThatThrownBy(() -> job(Sparks.pairs(1, 1)).transform(together).run())
                .hasMessageContaining("judges the documents of a question together")
                .hasMessageContaining("write the result of RerankTransform.apply instead");
    }

    private RerankJob job(Dataset<Row> pairs) {
        return RerankJob.resume(pairs, output().toString())
                .transform(Sparks.transform(server)
                        .failFast(AuthenticationException.class)
                        .build());
    }

    private Path output() {
        return folder.resolve("scores");
    }

    private Dataset<Row> written() {
        return Sparks.session().read().parquet(output().toString());
    }

    private Dataset<Row> read(String format) {
        return Sparks.session()
                .read()
                .format(format)
                .schema(Sparks.PAIR)
                .options(Map.of("header", "true", "multiLine", "" + format.equals("csv"), "escape", "\""))
                .load(output().toString());
    }

    private static void assertScored(Dataset<Row> rows, int count) {
        assertThat(rows.collectAsList())
                .hasSize(count)
                .allSatisfy(row -> assertThat(row.<Double>getAs("score"))
                        .isEqualTo(StubServer.score(row.getAs("question"), row.getAs("text"))));
    }
}
