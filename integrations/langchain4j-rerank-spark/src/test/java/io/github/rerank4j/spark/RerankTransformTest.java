package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RerankTransformTest {

    private static final String LONG_QUESTION = "q0";

    private final StubServer server = StubServer.open();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"question", "question_id"})
    void texts_that_a_collation_takes_for_one_are_not_mixed(String column) {
        Dataset<Row> pairs = Sparks.session()
                .range(200)
                .selectExpr(
                        "if(id % 2 = 0, 'Q', 'q') as question_id",
                        "if(id % 2 = 0, 'What Is It', 'what is it') as question",
                        "concat('d', id) as doc_id",
                        "concat('text ', id) as text")
                .withColumn(column, functions.expr("collate(" + column + ", 'UTF8_LCASE')"));

        List<Row> scored =
                Sparks.transform(server).partitions(1).build().apply(pairs).collectAsList();

        assertThat(scored)
                .hasSize(200)
                .allSatisfy(row -> assertThat(row.<Double>getAs("score"))
                        .isEqualTo(StubServer.score(row.getAs("question"), row.getAs("text"))));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void each_row_gets_the_score_of_its_pair() {
        List<Row> rows = scored(Sparks.pairs(30, 20));

        assertThat(rows).hasSize(600).allSatisfy(row -> {
            assertThat(row.<Double>getAs("score"))
                    .isEqualTo(StubServer.score(row.getAs("question"), row.getAs("text")));
            assertThat(row.<String>getAs("error")).isNull();
            assertThat(row.<String>getAs("rerank_model")).isEqualTo("stub-v1");
            assertThat(row.<String>getAs("rerank_key")).hasSize(64);
        });
        assertThat(server.requests()).isEqualTo(30);
        assertThat(server.authorization()).isEqualTo("Bearer " + Sparks.KEY);
    }

    @Test
    void rows_come_sorted_by_question_and_document_within_their_partitions() {
        List<List<String>> partitions = Sparks.transform(server)
                .build()
                .apply(Sparks.pairs(20, 10))
                .toJavaRDD()
                .map(row -> row.getString(0) + ' ' + row.getString(2))
                .glom()
                .collect();

        assertThat(partitions).allSatisfy(rows -> assertThat(rows).isSorted());
        assertThat(partitions.stream().mapToInt(List::size).sum()).isEqualTo(200);
    }

    @Test
    void the_order_of_the_input_is_restored_and_nothing_is_asked_twice() {
        Dataset<Row> pairs = Sparks.pairs(20, 10);
        List<String> before = ids(pairs.collectAsList());

        List<Row> rows =
                Sparks.transform(server).keepOrder().build().apply(pairs).collectAsList();

        assertThat(ids(rows)).isEqualTo(before);
        assertThat(rows.get(0).schema().fieldNames())
                .containsExactly(
                        "question_id", "question", "doc_id", "text", "score", "error", "rerank_model", "rerank_key");
        assertThat(server.requests()).isEqualTo(20);
    }

    @Test
    void a_question_with_very_many_documents_goes_out_in_several_requests() {
        List<Row> rows = scored(Sparks.pairs(1, 1_001));

        assertThat(rows)
                .hasSize(1_001)
                .allSatisfy(row -> assertThat(row.isNullAt(4)).isFalse());
        assertThat(server.asked())
                .hasSize(1_001)
                .allSatisfy((pair, times) -> assertThat(times).isEqualTo(1));
        assertThat(server.sizes().keySet()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(240));
    }

    @Test
    void a_row_without_a_text_or_an_id_has_its_error_and_the_others_their_scores() {
        List<Row> pairs = new ArrayList<>(List.of(
                Sparks.pair(LONG_QUESTION, "d0"),
                RowFactory.create(LONG_QUESTION, "what is q0", "d1", null),
                RowFactory.create(LONG_QUESTION, "what is q0", null, "a text"),
                RowFactory.create("q1", " ", "d0", "a text"),
                RowFactory.create("q2", null, "d0", "a text"),
                RowFactory.create(null, "a question", "d0", "a text"),
                Sparks.pair(LONG_QUESTION, "d3")));

        List<Row> rows = scored(Sparks.session().createDataFrame(pairs, Sparks.PAIR));

        assertThat(rows).hasSize(7).filteredOn(row -> row.isNullAt(4)).hasSize(5);
        assertThat(rows.stream().map(row -> row.<String>getAs("error")).filter(error -> error != null))
                .containsExactlyInAnyOrder(
                        "InvalidPair: the document is null; give it a text",
                        "InvalidPair: the id of the document is null; give it one",
                        "InvalidPair: the question is blank; give it a text",
                        "InvalidPair: the question is null; give it a text",
                        "InvalidPair: the id of the question is null; give it one");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void a_document_that_the_service_refuses_costs_no_other_its_score() {
        server.refusing(texts -> texts.contains("about q0 and d7")
                ? new StubServer.Refusal(400, "the document is not acceptable")
                : StubServer.NONE);

        List<Row> rows = scored(Sparks.pairs(3, 50));

        assertThat(rows).hasSize(150);
        assertThat(rows).filteredOn(row -> row.isNullAt(4)).singleElement().satisfies(row -> {
            assertThat(row.<String>getAs("doc_id")).isEqualTo("d7");
            assertThat(row.<String>getAs("error"))
                    .startsWith("InvalidRequestException: ")
                    .contains("HTTP 400")
                    .doesNotContain("about q0");
        });
    }

    @Test
    void a_service_that_fails_leaves_errors_and_does_not_end_the_job() {
        server.refusing(
                texts -> texts.get(0).equals("what is q1") ? new StubServer.Refusal(503, "busy") : StubServer.NONE);

        List<Row> rows = scored(Sparks.pairs(4, 5));

        assertThat(rows).filteredOn(row -> row.isNullAt(4)).hasSize(5).allSatisfy(row -> {
            assertThat(row.<String>getAs("question_id")).isEqualTo("q1");
            assertThat(row.<String>getAs("error")).matches("\\w+Exception: .*503.*");
        });
    }

    @Test
    void the_same_pair_twice_is_asked_once() {
        Dataset<Row> pairs = Sparks.pairs(5, 4);

        List<Row> rows = scored(pairs.union(pairs));

        assertThat(rows)
                .hasSize(40)
                .allSatisfy(row -> assertThat(row.isNullAt(4)).isFalse());
        assertThat(server.asked())
                .hasSize(20)
                .allSatisfy((pair, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void the_key_is_the_same_whatever_the_partitions_and_the_type_of_an_id() {
        StructType numbers = new StructType()
                .add("question_id", DataTypes.LongType)
                .add("question", DataTypes.StringType)
                .add("doc_id", DataTypes.IntegerType)
                .add("text", DataTypes.StringType);
        Row number = RowFactory.create(7L, "a question", 8, "a text");
        Row text = RowFactory.create("7", "a question", "8", "a text");
        Row other = RowFactory.create("7", "a question", "8a", " text");

        String key = key(Sparks.session().createDataFrame(List.of(number), numbers));

        assertThat(key(Sparks.session().createDataFrame(List.of(text), Sparks.PAIR)))
                .isEqualTo(key);
        assertThat(key(Sparks.session().createDataFrame(List.of(other), Sparks.PAIR)))
                .isNotEqualTo(key);
    }

    @Test
    void the_key_depends_on_the_model_its_name_and_its_settings_and_not_on_timeouts() {
        Dataset<Row> pair = Sparks.pairs(1, 1);
        Map<String, String> settings = Sparks.settings(server);

        String key = key(pair, "stub-v1", settings);

        assertThat(key(pair, "stub-v1", with(settings, "timeout", "7s"))).isEqualTo(key);
        assertThat(key(pair, "stub-v2", settings)).isNotEqualTo(key);
        assertThat(key(pair, "stub-v1", with(settings, "modelName", "Pro/BAAI/bge-reranker-v2-m3")))
                .isNotEqualTo(key);
        assertThat(key(pair, "stub-v1", with(settings, "overlapTokens", "10"))).isNotEqualTo(key);
    }

    @Test
    void all_other_columns_are_kept_whatever_their_types_and_names() {
        Dataset<Row> pairs = Sparks.pairs(2, 3)
                .selectExpr(
                        "*",
                        "named_struct('a', array(1, 2), 'b', map('k', date'1500-01-01')) as nested",
                        "timestamp'2024-02-29 12:00:00.123456' as seen",
                        "cast(1.5 as decimal(20, 3)) as `a.price``s`",
                        "cast('xyz' as binary) as bytes",
                        "cast(null as string) as nothing",
                        "interval '2' day as term");

        Dataset<Row> scored = Sparks.transform(server).build().apply(pairs);

        assertThat(scored.drop("score", "error", "rerank_model", "rerank_key").schema())
                .isEqualTo(pairs.schema());
        assertThat(scored.drop("score", "error", "rerank_model", "rerank_key")
                        .selectExpr("to_json(struct(*)) as json", "hex(bytes) as bytes")
                        .collectAsList())
                .containsExactlyInAnyOrderElementsOf(
                        pairs.selectExpr("to_json(struct(*)) as json", "hex(bytes) as bytes")
                                .collectAsList());
    }

    @Test
    void columns_may_have_any_names() {
        Dataset<Row> pairs = Sparks.pairs(2, 3).toDF("q.id", "the `question`", "doc id", "text");

        List<Row> rows = RerankTransform.builder()
                .model("stub-v1", Sparks.settings(server))
                .query("q.id", "the `question`")
                .document("doc id", "text")
                .outputs("a.score", "an error", "m", "k")
                .build()
                .apply(pairs)
                .collectAsList();

        assertThat(rows)
                .hasSize(6)
                .allSatisfy(row -> assertThat(row.<Double>getAs("a.score"))
                        .isEqualTo(StubServer.score(row.getString(1), row.getString(3))));
    }

    @Test
    void columns_that_do_not_fit_are_refused_with_the_way_out() {
        Dataset<Row> pairs = Sparks.pairs(1, 1);

        assertThatThrownBy(() -> scored(pairs.withColumnRenamed("text", "body")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no column text; the columns are question_id, question, doc_id, body");
        assertThatThrownBy(() -> scored(pairs.selectExpr("*", "1 as SCORE")))
                .hasMessage(
                        "the column score is there already; rename or drop it, or choose other names with outputs(..)");
        assertThatThrownBy(() -> scored(pairs.selectExpr("*", "1 as DOC_ID")))
                .hasMessage("the column DOC_ID is there twice; rename or drop one of them");
        assertThatThrownBy(() -> scored(pairs.selectExpr("1.5D as question_id", "question", "doc_id", "text")))
                .hasMessage(
                        "the column question_id is of type double, but an id is a string or a whole number; cast it");
        assertThatThrownBy(() -> scored(pairs.selectExpr("question_id", "question", "doc_id", "array(text) as text")))
                .hasMessage("the column text is of type array<string>, but a text is a string; cast it");
        assertThatThrownBy(() -> scored(Sparks.session()
                        .readStream()
                        .format("rate")
                        .load()
                        .selectExpr("'q' as question_id", "'q' as question", "'d' as doc_id", "'t' as text")))
                .hasMessageContaining("the pairs are a stream")
                .hasMessageContaining("foreachBatch");
    }

    @Test
    void a_failure_of_a_kind_that_fails_fast_ends_the_job() {
        server.refusing(texts -> new StubServer.Refusal(401, "Invalid token"));
        RerankTransform transform =
                Sparks.transform(server).failFast(AuthenticationException.class).build();

        assertThatThrownBy(() -> transform.apply(Sparks.pairs(500, 2)).collectAsList())
                .hasStackTraceContaining(
                        "the job ends because 10 calls of this executor in a row failed with AuthenticationException or alike;"
                                + " the last: ")
                .hasStackTraceContaining("HTTP 401")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("about q", Sparks.KEY));
        assertThat(server.requests()).isLessThan(100);
    }

    @Test
    void a_document_that_is_answered_as_a_wrong_key_is_costs_no_other_its_score() {
        server.refusing(texts -> texts.contains("about q0 and d7")
                ? new StubServer.Refusal(403, "document not allowed")
                : StubServer.NONE);

        List<Row> rows = Sparks.transform(server)
                .failFast(AuthenticationException.class)
                .build()
                .apply(Sparks.pairs(3, 50))
                .collectAsList();

        assertThat(rows).hasSize(150);
        assertThat(rows).filteredOn(row -> row.isNullAt(4)).singleElement().satisfies(row -> {
            assertThat(row.<String>getAs("doc_id")).isEqualTo("d7");
            assertThat(row.<String>getAs("error")).startsWith("AuthenticationException: ");
        });
    }

    @Test
    void a_question_of_which_the_service_refuses_every_document_does_not_end_the_job() {
        server.refusing(
                texts -> texts.get(0).equals("what is q0") ? new StubServer.Refusal(400, "too long") : StubServer.NONE);

        List<Row> rows = scored(Sparks.pairs(2, 120));

        assertThat(rows).hasSize(240).filteredOn(row -> row.isNullAt(4)).hasSize(120);
    }

    @Test
    void an_id_with_two_texts_is_two_questions_and_not_a_request_for_each_row() {
        List<Row> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pairs.add(RowFactory.create("q", i % 2 == 0 ? "one text" : "another", "d" + i, "text " + i));
        }

        scored(Sparks.session().createDataFrame(pairs, Sparks.PAIR));

        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void an_action_that_ended_says_nothing_about_the_next_one() {
        server.refusing(texts -> new StubServer.Refusal(401, "Invalid token"));
        Dataset<Row> scored = Sparks.transform(server)
                .failFast(AuthenticationException.class)
                .build()
                .apply(Sparks.pairs(50, 1));
        assertThatThrownBy(scored::collectAsList).hasRootCauseInstanceOf(RerankEndedException.class);
        server.refusing(texts -> StubServer.NONE);

        assertThat(scored.where("score is not null").count()).isEqualTo(50);
    }

    @Test
    void a_run_of_failures_ends_the_job() {
        server.refusing(texts -> new StubServer.Refusal(500, "out of order"));
        RerankTransform transform = Sparks.transform(server).failuresInARow(20).build();

        assertThatThrownBy(() -> transform.apply(Sparks.pairs(500, 2)).collectAsList())
                .hasStackTraceContaining(
                        "the job ends because 20 calls of this executor failed in a row, and no more may");
        assertThat(server.requests()).isBetween(20, 100);
    }

    @Test
    void without_a_limit_to_failures_every_row_has_its_error() {
        server.refusing(texts -> new StubServer.Refusal(500, "out of order"));

        List<Row> rows = Sparks.transform(server)
                .failuresInARow(0)
                .build()
                .apply(Sparks.pairs(150, 1))
                .collectAsList();

        assertThat(rows)
                .hasSize(150)
                .allSatisfy(row -> assertThat(row.isNullAt(5)).isFalse());
    }

    @Test
    void no_more_requests_are_in_flight_than_were_asked_for() {
        try (StubServer slow = StubServer.slow(java.time.Duration.ofMillis(20))) {
            Sparks.transform(slow)
                    .requestsInFlight(3)
                    .build()
                    .apply(Sparks.pairs(100, 1))
                    .collectAsList();

            assertThat(slow.mostInFlight()).isBetween(2, 6);
        }
    }

    @Test
    void a_model_that_judges_documents_together_gets_whole_questions() {
        Map<String, String> settings = Map.of(
                "provider", "generic",
                "dialect", "jina",
                "baseUrl", server.url(),
                "modelName", "jina-reranker-v3",
                "apiKey", "${RERANK_TEST_KEY}");
        Dataset<Row> pairs = Sparks.pairs(3, 40).union(Sparks.session().createDataFrame(many(), Sparks.PAIR));

        List<Row> rows = RerankTransform.builder()
                .model("jina", settings)
                .query("question_id", "question")
                .document("doc_id", "text")
                .build()
                .apply(pairs)
                .collectAsList();

        assertThat(server.sizes()).isEqualTo(Map.of(40, 3));
        assertThat(rows)
                .filteredOn(row -> row.isNullAt(4))
                .hasSize(1_200)
                .allSatisfy(row -> assertThat(row.<String>getAs("error"))
                        .startsWith("InvalidPair: the model judges the documents of a question together"));
    }

    private static List<Row> many() {
        List<Row> rows = new ArrayList<>();
        for (int document = 0; document < 1_200; document++) {
            rows.add(Sparks.pair("q-many", "d" + document));
        }
        return rows;
    }

    private List<Row> scored(Dataset<Row> pairs) {
        return Sparks.transform(server).build().apply(pairs).collectAsList();
    }

    private String key(Dataset<Row> pair) {
        return key(pair, "stub-v1", Sparks.settings(server));
    }

    private static String key(Dataset<Row> pair, String name, Map<String, String> settings) {
        return RerankTransform.builder()
                .model(name, settings)
                .query("question_id", "question")
                .document("doc_id", "text")
                .build()
                .apply(pair)
                .collectAsList()
                .get(0)
                .getAs("rerank_key");
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private static List<String> ids(List<Row> rows) {
        return rows.stream().map(row -> row.getString(0) + row.getString(2)).toList();
    }

    private static String stackTrace(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
