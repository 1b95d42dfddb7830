package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.ScoreCalibration;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.spi.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class EvaluateTest {

    private static final int QUESTIONS = 12;
    private static final String KEY = "sk-test";

    @TempDir
    private Path folder;

    private final Session session = new Session().variable("RERANK_API_KEY", KEY);
    private final WordOverlapScorer words = new WordOverlapScorer();
    private volatile String unlucky = "nobody";
    private final RerankScorer scorer = (query, documents) -> {
        if (query.contains(unlucky)) {
            throw new IllegalStateException("no luck");
        }
        return words.scores(query, documents);
    };
    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(scorer)
            .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), KEY, List.of())
            .start();
    /** What stands for the question with the number 7. */
    private static final String ID_7 = "q-74736c29";

    private Path data;
    private Path out;

    @BeforeEach
    void questions_have_their_answer_last() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            lines.append("{\"query\":\"where is thing number ").append(i);
            lines.append("\",\"documents\":[\"nothing\",\"some thing\",\"thing number ")
                    .append(i);
            lines.append(" is here\"],\"relevant\":[2]}\n");
        }
        lines.append("{\"query\":\"who knows\",\"documents\":[\"nobody does\"],\"relevant\":[]}\n");
        data = Files.writeString(folder.resolve("own.jsonl"), lines);
        out = folder.resolve("out");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int evaluate(String... more) {
        List<String> args = new ArrayList<>(
                List.of("evaluate", "--data", data.toString(), "--out", out.toString(), "--model", "sf=" + spec()));
        args.addAll(List.of(more));
        return session.run(args);
    }

    private String spec() {
        return "jina:m@" + server.url();
    }

    @Test
    void models_are_asked_and_the_report_is_written() throws IOException {
        assertThat(evaluate("--model", "bm=local:bm25")).isZero();

        EvaluationReport report = EvaluationReport.read(out.resolve("report.json"));
        assertThat(report.models()).extracting(model -> model.name()).containsExactly("retrieval", "sf", "bm");
        assertThat(report.queries()).isEqualTo(QUESTIONS);
        assertThat(report.leftOut()).isOne();
        assertThat(report.model("sf").metric("success@1").mean()).isEqualTo(1);
        assertThat(report.model("retrieval").metric("success@1").mean()).isZero();
        assertThat(report.model("sf").requests()).hasValue(QUESTIONS + 1);
        assertThat(report.model("bm").requests()).isEmpty();
        assertThat(report.model("sf").tokens().orElse(0)).isPositive();
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        assertThat(out.resolve("report.md")).isNotEmptyFile();
        assertThat(out.resolve("runs/sf.trec")).isNotEmptyFile();
        assertThat(ScoreCalibration.read(out.resolve("calibrations/sf-platt.properties")))
                .asString()
                .startsWith("calibrated(model=m, scale=PROBABILITY, logistic(slope=");
        assertThat(ScoreCalibration.read(out.resolve("calibrations/bm-isotonic.properties")))
                .asString()
                .contains("isotonic(");
        assertThat(session.out())
                .startsWith("Take sf: it ranks better than retrieval (")
                .contains("12 questions, 1 more", "ndcg@10: sf against retrieval: +0.5", "(significant)")
                .endsWith("report: " + out.resolve("report.html") + "\n");
        assertThat(session.err()).containsPattern("(?m)^sf +13 +0 +13 +37 +\\d+ +-$");
        assertThat(everythingIn(out)).doesNotContain(KEY);
    }

    @Test
    void a_second_run_asks_nothing() {
        evaluate();
        int asked = server.requestCount();

        assertThat(evaluate("--metrics", "map")).isZero();

        assertThat(server.requestCount()).isEqualTo(asked);
        assertThat(session.out()).containsPattern("(?m)^sf +1\\.0000 +13 +\\d+");
        assertThat(session.err()).isEmpty();
    }

    @Test
    void another_model_or_another_text_is_asked() throws IOException {
        evaluate();
        int asked = server.requestCount();

        session.run(
                "evaluate", "--data", data.toString(), "--out", out.toString(), "--model", "sf=jina:n@" + server.url());
        assertThat(server.requestCount()).isEqualTo(asked * 2);

        Files.writeString(data, Files.readString(data).replace("nobody does", "somebody does"));
        evaluate();
        assertThat(server.requestCount()).isEqualTo(asked * 2 + 1);
    }

    @Test
    void only_the_first_questions_are_asked() {
        assertThat(evaluate("--limit", "3")).isZero();

        assertThat(server.requestCount()).isEqualTo(3);
    }

    @Test
    void a_user_who_says_no_pays_nothing() {
        for (String answer : List.of("", "n\n", "\n", "yes please\n", "yessss")) {
            session.types(answer);
            assertThat(evaluate()).isEqualTo(2);
            assertThat(session.err()).contains("Send these requests? [y/N] ", "rerank4j: nothing was asked");
        }
        assertThat(server.requestCount()).isZero();

        session.types("y\n");
        assertThat(evaluate()).isZero();
        assertThat(server.requestCount()).isEqualTo(QUESTIONS + 1);
    }

    @Test
    void a_user_who_has_said_yes_is_not_asked() {
        session.types("");

        assertThat(evaluate("--yes")).isZero();

        assertThat(session.err()).contains("tokens (estimated)").doesNotContain("[y/N]");
    }

    @Test
    void a_model_that_fails_is_status_3_with_a_report_and_asked_again() throws IOException {
        unlucky = "number 7";
        assertThat(evaluate("--gate", "success@1>=0.99")).isEqualTo(3);

        EvaluationReport report = EvaluationReport.read(out.resolve("report.json"));
        assertThat(report.model("sf").failedQueries())
                .singleElement()
                .satisfies(failed -> assertThat(failed.id()).isEqualTo(ID_7));
        assertThat(report.model("sf").metric("success@1").mean()).isEqualTo(11.0 / 12);
        assertThat(session.out()).contains("sf failed on 1 question, which count 0:\n  " + ID_7 + ": ");
        assertThat(session.err()).contains("sf is below the gate: success@1 is 0.9167, but must be at least 0.9900");

        int asked = server.requestCount();
        unlucky = "nobody";
        assertThat(evaluate()).isZero();
        assertThat(server.requestCount()).isEqualTo(asked + 1);
        assertThat(EvaluationReport.read(out.resolve("report.json")).model("sf").requests())
                .hasValue(server.requestCount());
    }

    @ParameterizedTest
    @CsvSource({
        "ndcg@10>=0.5, 0",
        "success@1>=1, 0",
        "success@3>=1, 0",
        "sf:map>=1.01, 1",
        "map>=1.01, 1",
        "map>=baseline+0.5, 0",
        "map>=baseline+0.9, 1",
        "retrieval:success@1>=0.5, 1",
    })
    void gates_decide_the_status(String gate, int status) {
        assertThat(evaluate("--gate", gate)).isEqualTo(status);
    }

    @Test
    void a_gate_names_model_metric_value_and_bound() {
        assertThat(evaluate("--gate", "map>=baseline+0.9")).isOne();

        assertThat(session.err())
                .endsWith(
                        "rerank4j: sf is below the gate: map is 1.0000, but must be at least 1.2333 (retrieval + 0.9000)\n");
    }

    @Test
    void the_baseline_need_not_pass() {
        assertThat(evaluate("--model", "bm=local:word-overlap", "--baseline", "sf", "--gate", "map>=baseline"))
                .isZero();
        assertThat(evaluate("--model", "bm=local:word-overlap", "--baseline", "sf", "--gate", "sf:map>=2"))
                .isOne();
    }

    @Test
    void prices_are_those_of_tokens() throws IOException {
        assertThat(evaluate("--price", "sf=2/1M")).isZero();

        assertThat(EvaluationReport.read(out.resolve("report.json")).model("sf").pricePerThousandQueries())
                .isPresent();
        assertThat(session.err()).containsPattern("(?m)^sf .* 0\\.\\d{4}$");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model sf=local:bm25|two models are named sf; rename one",
                "--model retrieval=local:bm25|a model is named retrieval, which is the name of the candidates' own order;"
                        + " rename it",
                "--baseline other|--baseline names the model \"other\", but there is no such model; there are retrieval, sf",
                "--gate other:map>=1|--gate names the model \"other\", but there is no such model; there are retrieval, sf",
                "--price other=1/1M|--price names the model \"other\", but there is no such model; there are retrieval, sf",
                "--limit 0|--limit is 0, but must be at least 1",
                "--concurrency 0|--concurrency is 0, but must be at least 1",
                "--gain log|--gain is \"log\", but must be linear or exp",
            })
    void wrong_use_is_status_2_and_asks_nobody(String options, String message) {
        assertThat(evaluate(options.split(" ", -1))).isEqualTo(2);

        assertThat(session.err()).isEqualTo("rerank4j: " + message + "\n");
        assertThat(server.requestCount()).isZero();
        assertThat(out).doesNotExist();
    }

    @Test
    void a_name_that_is_too_long_for_files_is_refused_before_anybody_is_asked() {
        assertThat(evaluate("--model", "a".repeat(101) + "=local:bm25")).isEqualTo(2);

        assertThat(session.err()).hasLineCount(1).contains("…\" must begin with", "at most 100");
        assertThat(server.requestCount()).isZero();
        assertThat(evaluate("--model", "a".repeat(100) + "=local:bm25")).isZero();
        assertThat(out.resolve("runs/" + "a".repeat(100) + ".trec")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({
        "--metrics ncdg@10",
        "--metrics ''",
        "--gate map",
        "--target recall",
        "--target recall=2",
        "--price sf=1",
        "--seed x",
        "--limit many",
        "--candidates nowhere",
        "--qrels nowhere"
    })
    void what_cannot_be_read_is_status_2_and_one_sentence(String options) {
        assertThat(evaluate(options.replace("''", "").split(" ", 2))).isEqualTo(2);

        assertThat(session.err()).startsWith("rerank4j: ").hasLineCount(1);
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void a_folder_without_judgements_is_status_2() throws IOException {
        data = Files.createDirectory(folder.resolve("empty"));

        assertThat(evaluate()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("has no corpus.jsonl");
    }

    @Test
    void an_out_that_is_a_file_is_status_2() throws IOException {
        Files.writeString(out, "a file");

        assertThat(evaluate()).isEqualTo(2);
        assertThat(session.err()).isEqualTo("rerank4j: " + out + " cannot be made a folder; choose another --out\n");
    }

    @Test
    void texts_may_stay_out_of_the_report() throws IOException {
        assertThat(evaluate("--no-texts")).isZero();

        assertThat(everythingIn(out)).doesNotContain("thing number", "nobody does");
    }

    @Test
    void a_corpus_without_candidates_is_searched() throws IOException {
        data = Files.createDirectory(folder.resolve("beir"));
        Files.createDirectory(data.resolve("qrels"));
        Files.writeString(data.resolve("corpus.jsonl"), """
                {"_id":"d1","title":"","text":"cats sleep all day"}
                {"_id":"d2","title":"Dogs","text":"dogs guard the house"}
                {"_id":"d3","title":"","text":"\u732b\u306f\u4e00\u65e5\u4e2d\u5bdd\u3066\u3044\u308b"}
                """);
        Files.writeString(
                data.resolve("queries.jsonl"),
                "{\"_id\":\"q1\",\"text\":\"who guards a house?\"}\n{\"_id\":\"q2\",\"text\":\"\u732b\u306f\u5bdd\u308b?\"}\n");
        Files.writeString(data.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td3\t1\n");

        assertThat(evaluate()).isZero();

        assertThat(session.err()).contains("BM25 over the corpus finds up to 50");
        assertThat(Files.readString(out.resolve("runs/retrieval.trec"))).containsPattern("q1\\s+Q0\\s+d2\\s+1\\s");
        assertThat(EvaluationReport.read(out.resolve("report.json"))
                        .model("retrieval")
                        .metric("success@1")
                        .mean())
                .isEqualTo(1);
    }

    @Test
    void thresholds_are_chosen_anew_from_the_scores() {
        evaluate();
        int asked = server.requestCount();

        assertThat(session.run("threshold", out.toString(), "--target", "recall=0.9"))
                .isZero();

        assertThat(session.out()).contains(" for sf").hasLineCount(1);
        assertThat(server.requestCount()).isEqualTo(asked);
        assertThat(session.run("threshold", folder.toString(), "--target", "recall=0.9"))
                .isEqualTo(2);
        assertThat(session.err()).startsWith("rerank4j: there is no ").hasLineCount(1);
        assertThat(session.run("threshold", out.toString(), "--target", "f1=0.9"))
                .isEqualTo(2);
        assertThat(session.err()).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runs/sf.trec|-1|there is no ",
                "runs/sf.trec|0|sf.trec does not have the candidates that retrieval found for each question",
                "runs/sf.trec|200|line ",
                "judgments.jsonl|0|judgments.jsonl in ",
                "runs/retrieval.trec|-1|there is no ",
            })
    void thresholds_are_not_chosen_from_a_part_of_the_scores(String name, int length, String words) throws IOException {
        evaluate();
        Path file = out.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        if (length >= 0) {
            Files.write(file, Arrays.copyOf(whole, length));
        }

        assertThat(session.run("threshold", out.toString(), "--target", "recall=0.9"))
                .isEqualTo(2);

        assertThat(session.err()).hasLineCount(1).contains(words);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void scores_of_whole_lines_are_a_part_too_and_other_charsets_are_named() throws IOException {
        evaluate();
        Path file = out.resolve("runs/sf.trec");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, lines.size() - 1));

        assertThat(session.run("threshold", out.toString(), "--target", "recall=0.9"))
                .isEqualTo(2);
        assertThat(session.err()).contains("does not have the candidates");

        Files.write(file, new byte[] {(byte) 0xff, '\n'});
        assertThat(session.run("threshold", out.toString(), "--target", "recall=0.9"))
                .isEqualTo(2);
        assertThat(session.err()).contains("sf.trec is not in UTF-8");
    }

    @Test
    void thresholds_of_a_model_that_has_failed_are_chosen_from_the_rest() {
        unlucky = "number 7";
        evaluate();

        assertThat(session.run("threshold", out.toString(), "--target", "recall=0.9"))
                .isZero();

        assertThat(session.out()).contains(" for sf").hasLineCount(1);
    }

    @Test
    void two_evaluations_are_compared() throws IOException {
        evaluate();
        Path second = folder.resolve("second");
        session.run("evaluate", "--data", data.toString(), "--out", second.toString(), "--model", "sf=local:bm25");

        assertThat(session.run("compare", out.toString(), second.toString())).isZero();

        assertThat(session.out()).contains("ndcg@10: sf ");
        assertThat(session.run("compare", out.toString(), folder.toString())).isEqualTo(2);
        Files.writeString(second.resolve("report.json"), "{\"version\":7}");
        assertThat(session.run("compare", out.toString(), second.toString())).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("report.json");
    }

    @Test
    void only_a_new_question_is_asked_wherever_it_stands() throws IOException {
        evaluate();
        int asked = server.requestCount();
        Files.writeString(
                data,
                "{\"query\":\"a new one\",\"documents\":[\"x\",\"a new\"],\"relevant\":[1]}\n"
                        + Files.readString(data));

        assertThat(evaluate()).isZero();

        assertThat(server.requestCount()).isEqualTo(asked + 1);
    }

    @Test
    void another_header_is_another_model() throws IOException {
        for (String version : List.of("v1", "v2", "v2")) {
            Path file = Files.writeString(
                    folder.resolve("m.properties"),
                    "provider=jina\nmodel-name=m\nbase-url=" + server.url() + "\ncustom-headers.X-Version=" + version
                            + "\n");
            assertThat(session.run(
                            "evaluate", "--data", data.toString(), "--out", out.toString(), "--model", "sf=@" + file))
                    .isZero();
        }

        assertThat(server.requestCount()).isEqualTo(2 * (QUESTIONS + 1));
        assertThat(everythingIn(out)).doesNotContain("v1", "X-Version");
    }

    @Test
    void an_entry_that_every_request_shows_is_the_same_however_it_is_written() throws IOException {
        try (LocalRerankServer dashscope = LocalRerankServer.builder()
                .scorer(words)
                .standIn(StandIn.of("dashscope", ScoreScale.PROBABILITY), KEY, List.of())
                .start()) {
            for (String word : List.of("a", "\"a\"")) {
                Path file = Files.writeString(
                        folder.resolve("m.properties"),
                        "provider=dashscope\nmodel-name=m\nbase-url=" + dashscope.url() + "\nparameters.x=" + word
                                + "\n");
                assertThat(session.run(
                                "evaluate",
                                "--data",
                                data.toString(),
                                "--out",
                                out.toString(),
                                "--model",
                                "sf=@" + file))
                        .as(session.err())
                        .isZero();
            }

            assertThat(dashscope.requestCount()).isEqualTo(QUESTIONS + 1);
        }
    }

    @Test
    void a_key_in_the_wrong_place_is_not_repeated() {
        assertThat(evaluate("sk-live-0123456789abcdef")).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).doesNotContain("sk-live");
        assertThat(evaluate("--key", "sk-live-0123456789abcdef")).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).doesNotContain("sk-live").contains("\"--key\"");
    }

    @Test
    void ids_with_wide_spaces_are_those_of_the_runs() throws IOException {
        Path wide = folder.resolve("wide.jsonl");
        StringBuilder lines = new StringBuilder();
        int number = 0;
        for (String line : Files.readAllLines(data)) {
            lines.append(line.replaceFirst("\\{", "{\"id\":\"q\u3000" + number++ + "\","))
                    .append('\n');
        }
        Files.writeString(wide, lines);
        evaluate();
        session.run("threshold", out.toString(), "--target", "recall=0.9");
        String usual = session.out();

        session.run(
                "evaluate",
                "--data",
                wide.toString(),
                "--out",
                folder.resolve("2").toString(),
                "--model",
                "sf=" + spec());
        session.run("threshold", folder.resolve("2").toString(), "--target", "recall=0.9");

        assertThat(session.out()).isEqualTo(usual);
    }

    @Test
    void a_model_that_never_answers_is_not_compared() {
        unlucky = "";

        assertThat(evaluate()).isEqualTo(3);

        assertThat(session.out())
                .contains("sf answered no question, so it is not compared")
                .doesNotContain("against");
    }

    @Test
    void an_id_cannot_change_how_the_terminal_shows_the_rest() throws IOException {
        Files.writeString(data, Files.readString(data).replaceFirst("\\{", "{\"id\":\"a\u202eb\","));
        unlucky = "";

        assertThat(evaluate()).isEqualTo(3);

        assertThat(session.out()).contains("  a b: ").doesNotContain("\u202e");
    }

    @Test
    void a_model_whose_key_is_refused_is_asked_once() throws IOException {
        session.variable("RERANK_API_KEY", "sk-wrong");

        assertThat(evaluate()).isEqualTo(3);

        assertThat(server.requestCount()).isOne();
        assertThat(session.out())
                .contains("sf failed on 1 question and was not asked 12 more, because each would fail in the same way,"
                        + " which count 0:\n  q-");
        EvaluationReport report = EvaluationReport.read(out.resolve("report.json"));
        assertThat(report.model("sf").failedQueries()).hasSize(13);
        assertThat(report.model("sf").failedQueries().get(1).isAsked()).isFalse();
        assertThat(report.model("sf").requests()).hasValue(1);
        assertThat(Files.readString(out.resolve("report.md"))).contains("| sf | 12 more | not asked, because");
        assertThat(Files.readString(out.resolve("report.html"))).contains("12 more");
        session.variable("RERANK_API_KEY", KEY);
        assertThat(evaluate()).isZero();
    }

    @Test
    void the_ceiling_and_what_the_search_has_missed_are_told() throws IOException {
        Path corpus = Files.writeString(folder.resolve("corpus.tsv"), "d1\tone\nd2\ttwo\n");
        Path queries = Files.writeString(folder.resolve("queries.tsv"), "q1\tone\nq2\tzwei\n");
        Path qrels = Files.writeString(folder.resolve("qrels.trec"), "q1 0 d1 1\nq2 0 d2 1\n");

        assertThat(session.run(
                        "evaluate",
                        "--corpus",
                        corpus.toString(),
                        "--queries",
                        queries.toString(),
                        "--qrels",
                        qrels.toString(),
                        "--out",
                        out.toString(),
                        "--model",
                        "bm=local:bm25"))
                .isZero();

        assertThat(session.out())
                .containsPattern("(?m)^ceiling +0\\.5000 +0\\.5000 ")
                .contains("For 1 of 2 questions the search has found no relevant document, so that no reranker can"
                        + " help: q2\n");
        assertThat(Files.readString(out.resolve("report.md"))).contains("no reranker can help: q2.");
        assertThat(Files.readString(out.resolve("report.html"))).contains("no reranker can help: q2.");
        assertThat(EvaluationReport.read(out.resolve("report.json")).missedQueries())
                .containsExactly("q2");
    }

    @Test
    void a_gate_without_relevant_documents_does_not_hold() throws IOException {
        Files.writeString(data, Files.readString(data).replaceAll("\"relevant\":\\[2]", "\"relevant\":[]"));

        assertThat(evaluate("--gate", "ndcg@10>=baseline")).isEqualTo(1);

        assertThat(session.err()).contains("no judged question has a relevant document");
    }

    @Test
    void a_slip_in_an_address_or_a_metric_is_told() {
        assertThat(session.run("check", "--model", "vllm:m@127.0.0.1:8080")).isEqualTo(2);
        assertThat(session.err()).contains("Begin it with http:// or https://");
        assertThat(evaluate("--metrics", "mrr@10")).isEqualTo(2);
        assertThat(session.err()).contains("there is no metric \"mrr@10\"; did you mean rr");
    }

    @Test
    void answers_that_were_damaged_are_asked_again() throws IOException {
        evaluate();
        int asked = server.requestCount();
        Path answers = out.resolve("answers.jsonl");
        List<String> lines = Files.readAllLines(answers);
        Files.write(answers, lines.subList(1, lines.size()));
        Files.writeString(answers, "{\"key\":", StandardOpenOption.APPEND);

        assertThat(evaluate()).isZero();

        assertThat(server.requestCount()).isEqualTo(asked + 1);
    }

    private static String everythingIn(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
