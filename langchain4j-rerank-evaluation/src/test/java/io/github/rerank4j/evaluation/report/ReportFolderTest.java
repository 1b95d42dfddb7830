package io.github.rerank4j.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.Price;
import io.github.rerank4j.evaluation.Reports;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.TrecRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

    private static final String HOSTILE = "<script>alert(1)</script> | `x` *y* [z](http://evil) & \"q\" 'a'";
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?:\\s+[a-zA-Z0-9-]+=\"[^\"<]*\")*)\\s*(/?)>");
    private static final Set<String> VOID = Set.of("meta");

    @TempDir
    private Path folder;

    private static EvaluationReport hostile() {
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("good <b>", Reports.model(true, "question 7"));
        models.put("bad|er", Reports.model(false, "none"));
        return Reports.evaluation(40, HOSTILE)
                .rerankers(models)
                .prices(Map.of("bad|er", Price.perMillionTokens(0.02)))
                .run();
    }

    @Test
    void a_folder_holds_the_report_in_all_its_forms() throws IOException {
        EvaluationReport report = hostile();

        ReportFolder.of(report).write(folder.resolve("new"));

        assertThat(folder.resolve("new"))
                .isDirectoryContaining("glob:**report.json")
                .isDirectoryContaining("glob:**report.md")
                .isDirectoryContaining("glob:**report.html");
        assertThat(TrecRun.read(folder.resolve("new/runs/bad%7cer.trec")).queryIds())
                .hasSize(42);
        assertThat(folder.resolve("new/runs/good%20%3cb%3e.trec")).isRegularFile();
        assertThat(folder.resolve("new/runs/retrieval.trec")).isRegularFile();
        assertThat(ReportFolder.runFile(folder.resolve("new"), "bad|er")).isRegularFile();
        assertThat(folder.resolve("new/calibrations/good%20%3cb%3e-platt.properties"))
                .isRegularFile();
        assertThat(EvaluationReport.read(folder.resolve("new/report.json")).queries())
                .isEqualTo(40);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(8);
        }
        ReportFolder.of(report).write(folder.resolve("new"));
    }

    @Test
    void names_may_be_longer_than_those_of_files() throws IOException {
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("\u91cd".repeat(90) + "1", Reports.model(true, "none"));
        models.put("\u91cd".repeat(90) + "2", Reports.model(false, "none"));

        ReportFolder.of(Reports.evaluation(5, "document").rerankers(models).run())
                .write(folder);

        try (var files = Files.list(folder.resolve("runs"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void the_page_is_whole_and_each_element_is_closed() {
        String html = ReportFolder.of(hostile()).html();

        assertThat(html).startsWith("<!DOCTYPE html>");
        Deque<String> open = new ArrayDeque<>();
        String body = html.substring(html.indexOf("<html")).replaceFirst("(?s)<style>.*</style>", "<style></style>");
        Matcher tags = TAG.matcher(body);
        int end = 0;
        while (tags.find()) {
            assertThat(body.substring(end, tags.start())).doesNotContain("<", ">");
            end = tags.end();
            if (tags.group(1).equals("/")) {
                assertThat(open.pop()).isEqualTo(tags.group(2));
            } else if (!VOID.contains(tags.group(2)) && tags.group(4).isEmpty()) {
                open.push(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void the_page_needs_no_script_and_loads_nothing() {
        String html = ReportFolder.of(hostile()).html();

        assertThat(html)
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("<link", "<img", "<iframe", "<object", " src=", " href=", "url(", "@import")
                .doesNotContainPattern("\\son[a-z]+=")
                .contains("default-src 'none'");
    }

    @Test
    void texts_of_others_can_be_nothing_but_text() {
        String html = ReportFolder.of(hostile()).html();
        String markdown = ReportFolder.of(hostile()).markdown();

        assertThat(html).contains("&lt;script&gt;alert(1)", "good &lt;b&gt;", "busy &lt;b&gt;now");
        assertThat(markdown)
                .contains("&lt;script&gt;alert(1)", "bad\\|er", "\\[z\\](http\\://evil)")
                .doesNotContain("<script", "[z](", "<b>", "http:");
    }

    @Test
    void texts_stay_out_where_they_are_not_wanted() {
        ReportFolder folder = ReportFolder.of(hostile()).showTexts(false);

        assertThat(folder.html()).doesNotContain("alert", "question 12");
        assertThat(folder.markdown()).doesNotContain("alert");
    }

    @Test
    void the_answer_comes_first() {
        assertThat(ReportFolder.of(Reports.of(30, false)).html())
                .containsSubsequence("<h1>Which reranker?</h1>", "class=\"verdict\">Take good: it ranks better");
        assertThat(ReportFolder.of(Reports.of(30, true)).markdown())
                .containsSubsequence(
                        "# Which reranker?", "Keep retrieval: nothing ranks better", "Significantly worse: good, bad.");
        assertThat(ReportFolder.of(Reports.of(4, false)).markdown())
                .contains("that may be chance", "questions would be needed to show");
        assertThat(ReportFolder.of(Reports.evaluation(3, "document").run()).markdown())
                .contains("no reranker was asked");
        assertThat(ReportFolder.of(Reports.withFailures()).markdown())
                .contains("Failed questions count 0: good 1.", "equal scores decide");
    }

    @Test
    void the_number_of_questions_needed_is_never_one_that_was_not_enough() {
        EvaluationReport few = Reports.of(4, false);

        assertThat(few.verdict()).endsWith("At least 7 questions would be needed to show any difference.");
        assertThat(few.comparisons())
                .allSatisfy(each -> assertThat(each.neededQueries().orElse(6)).isGreaterThanOrEqualTo(6));
    }

    /** Five of eight questions rank better, and none worse: p is 2/2^5, though eight would mostly do. */
    @Test
    void more_questions_than_there_are_is_all_that_is_said_where_as_many_were_not_enough() {
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            String id = "q" + i;
            judgments.query(id, i < 5 ? "better?" : "same?").grade(id, "right", 1);
            candidates.put(id, List.of(new Candidate("wrong", "0.5"), new Candidate("right", "0.6")));
        }

        EvaluationReport report = RerankEvaluation.of(judgments.build())
                .candidates(Candidates.of(candidates))
                .rerankers(Map.of("m", new FixedModel()))
                .run();

        assertThat(report.comparison("retrieval", "m", "ndcg@10").neededQueries())
                .hasValue(6);
        assertThat(report.verdict()).endsWith("(p = 0.063). Judge more questions to be sure.");
        assertThat(ReportFolder.of(report).markdown())
                .contains("| p = 0.063 | not significant | more than 8 |", "| +0.231, not significant |");
        assertThat(ReportFolder.of(report).html()).contains("more than 8");
    }

    /** Ranks by the number in a text, for some questions the other way round. */
    private static final class FixedModel implements ScoringModel {

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            int sign = query.equals("better?") ? 1 : -1;
            return Response.from(segments.stream()
                    .map(segment -> sign * Double.parseDouble(segment.text()))
                    .toList());
        }
    }

    @Test
    void a_model_that_never_answered_is_not_called_worse() {
        String verdict = Reports.evaluation(30, "document")
                .rerankers(Map.of("dead", Reports.dead()))
                .run()
                .verdict();

        assertThat(verdict)
                .startsWith("Keep retrieval: ")
                .contains("Failed questions count 0: dead 30.")
                .doesNotContainIgnoringCase("worse");
    }

    @Test
    void with_a_baseline_that_never_answered_nothing_is_compared() {
        assertThat(Reports.evaluation(30, "document")
                        .rerankers(Map.of("dead", Reports.dead()))
                        .baseline("dead")
                        .run()
                        .verdict())
                .isEqualTo("dead answered none of these questions, so nothing can be compared with it.");
    }

    @Test
    void losses_have_ids_where_texts_are_not_wanted() {
        ReportFolder folder = ReportFolder.of(Reports.of(30, true)).showTexts(false);

        assertThat(folder.html()).contains("question q").doesNotContain("document -", "document 0.");
        assertThat(folder.markdown())
                .contains("Where ranking got worse", "relevant: ")
                .doesNotContain("“");
    }

    @Test
    void calibrations_of_other_scores_do_not_stay() throws IOException {
        ReportFolder.of(Reports.of(30, false)).write(folder);
        assertThat(folder.resolve("calibrations/good-platt.properties")).isRegularFile();

        ReportFolder.of(Reports.of(30, true)).write(folder);

        assertThat(folder.resolve("calibrations/good-platt.properties")).doesNotExist();
    }

    @Test
    void files_may_be_read_by_whoever_may_read_others() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        ReportFolder.of(Reports.of(5, false)).write(folder);
        Path usual = Files.createFile(folder.resolve("usual"));

        for (String name : Set.of("report.json", "report.md", "report.html", "runs/good.trec")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
                    .as(name)
                    .isEqualTo(Files.getPosixFilePermissions(usual));
        }
    }

    @Test
    void pictures_have_words_for_who_cannot_see_them_and_tables_have_heads() {
        String html = ReportFolder.of(Reports.of(30, false)).html();

        assertThat(count(html, "<svg ")).isGreaterThan(6).isEqualTo(count(html, "<svg role=\"img\""));
        assertThat(count(html, "<title>")).isEqualTo(count(html, "<svg ") + 1);
        assertThat(count(html, "<table>")).isEqualTo(count(html, "<caption id="));
        assertThat(html).contains("scope=\"col\"", "scope=\"row\"", "lang=\"en\"", "name=\"viewport\"");
        assertThat(html).contains("prefers-color-scheme: dark", "@media print");
        assertThat(html).contains("unanswerable questions that keep something", ".line3");
        assertThat(html).doesNotContain("NaN");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void a_report_that_was_read_is_shown_without_what_it_does_not_have() throws IOException {
        EvaluationReport report = Reports.of(30, false);
        report.write(folder.resolve("report.json"));

        ReportFolder.of(EvaluationReport.read(folder.resolve("report.json"))).write(folder);

        assertThat(Files.readString(folder.resolve("report.html"))).contains("Take good");
        assertThat(folder.resolve("runs")).isEmptyDirectory();
    }

    @Test
    void there_is_no_folder_of_no_report() {
        assertThatThrownBy(() -> ReportFolder.of(nothing())).isInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings("NullAway")
    private static EvaluationReport nothing() {
        return null;
    }
}
