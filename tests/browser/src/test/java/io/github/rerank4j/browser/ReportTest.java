package io.github.rerank4j.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.Price;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.report.ReportFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluation's report, opened as the file that it is. */
class ReportTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)><script>document.title='taken'</script>";
    private static final int QUESTIONS = 40;
    private static final int UNANSWERABLE = 4;
    private static final int DOCUMENTS = 8;
    private static final int PHONE = 360;
    private static final int DESK = 1200;

    /** A sheet of A4 within margins of 1 cm. */
    private static final int SHEET = 718;

    /** Of WCAG 2.2, level AA: of words, and of what a picture cannot do without. */
    private static final double OF_WORDS = 4.5;

    private static final double OF_PICTURES = 3;

    /** Each element with words of its own, as: what it is, its colour, what is below it. */
    private static final String WORDS = """
            const below = e => {
              for (let at = e; at; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                if (!/, 0\\)$|transparent/.test(colour)) return colour;
              }
              return 'none';
            };
            return [...document.querySelectorAll('body *')]
              .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
              .filter(e => e.tagName !== 'title')
              .map(e => {
                const style = getComputedStyle(e);
                const words = e.ownerSVGElement ? style.fill : style.color;
                return e.tagName.toLowerCase() + '.' + (e.getAttribute('class') || '') + '|' + words + '|' + below(e);
              });
            """;

    /** Each mark of a picture, likewise, with how opaque it is. */
    private static final String MARKS = """
            return [...document.querySelectorAll('svg line, svg circle, svg polyline')]
              .filter(e => !e.classList.contains('grid'))
              .map(e => {
                const style = getComputedStyle(e);
                const colour = e.tagName === 'circle' ? style.fill : style.stroke;
                return e.tagName + '.' + e.getAttribute('class') + '|' + colour + '|' + style.opacity;
              });
            """;

    /** Each element with its place and its words. */
    private static final String BOXES = """
            return [...document.querySelectorAll('body, body *')].map(e => {
              const box = e.getBoundingClientRect();
              return [e.tagName, box.x, box.y, box.width, box.height, e.textContent.length].join(' ');
            });
            """;

    private static final Browser BROWSER = new Browser();

    @TempDir
    private static Path folder;

    private static String address = "";

    @BeforeAll
    static void write() throws Exception {
        ReportFolder.of(report()).write(folder);
        address = folder.resolve("report.html").toUri().toString();
    }

    @BeforeEach
    void open() {
        BROWSER.colorScheme("light");
        BROWSER.size(DESK, 900);
        BROWSER.open(address);
    }

    @AfterAll
    static void closeBrowser() {
        BROWSER.close();
    }

    private static EvaluationReport report() {
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("good", model((right, chance) -> 0.5 + right / 4 + chance / 8, "no question"));
        models.put("重排序模型・多言語リランカー・第二版・とても長い名前のモデル", model((right, chance) -> right / 2 + chance, "no question"));
        models.put("A-MODEL-WITH-A-VERY-LONG-NAME-OF-ONE-WORD-0123456789", model((right, chance) -> -right, "7"));
        models.put("<img src=x onerror=alert(1)>", model((right, chance) -> chance, "1"));
        Random random = new Random(3);
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        List<String> words = List.of(
                "An ordinary passage of some words that says what somebody has asked for. ",
                "这是一段没有空格的中文文本，用来检查换行。日本語の文章もここにあります。",
                "Donaudampfschifffahrtsgesellschaft".repeat(20),
                HOSTILE + " ",
                "مرحبا بالعالم، هذا نص من اليمين إلى اليسار. ");
        for (int i = 0; i < QUESTIONS + UNANSWERABLE; i++) {
            String id = "q" + i;
            int right = random.nextInt(DOCUMENTS);
            judgments.query(id, words.get(i % words.size()) + "?").markJudged(id);
            if (i < QUESTIONS) {
                judgments.grade(id, "d" + right, 1 + i % 2);
            }
            List<Candidate> documents = new ArrayList<>();
            for (int d = 0; d < DOCUMENTS; d++) {
                documents.add(new Candidate(
                        "d" + d, words.get((i + d) % words.size()).repeat(1 + d % 3) + "|" + i + "|" + (d == right)));
            }
            candidates.put(id, documents);
        }
        return RerankEvaluation.of(judgments.build())
                .candidates(Candidates.of(candidates))
                .rerankers(models)
                .prices(Map.of(
                        "good",
                        Price.perMillionTokens(0.02),
                        "A-MODEL-WITH-A-VERY-LONG-NAME-OF-ONE-WORD-0123456789",
                        Price.perMillionTokens(20),
                        "重排序模型・多言語リランカー・第二版・とても長い名前のモデル",
                        Price.perMillionTokens(1)))
                .run();
    }

    /** Scores by whether a document is the right one, and by a number from -1 to 1 that depends on the texts alone. */
    private static ScoringModel model(ToDoubleBiFunction<Double, Double> score, String failing) {
        return (segments, query) -> {
            List<Double> scores = new ArrayList<>();
            for (TextSegment segment : segments) {
                String[] parts = segment.text().split("\\|", -1);
                String question = parts[parts.length - 2];
                if (question.endsWith(failing)) {
                    throw new IllegalStateException("busy " + HOSTILE + " " + "x".repeat(300));
                }
                double right = parts[parts.length - 1].equals("true") ? 1 : 0;
                double chance = new Random(segment.text().hashCode()).nextDouble() * 2 - 1;
                scores.add(score.applyAsDouble(right, chance));
            }
            return Response.from(scores, new TokenUsage(500));
        };
    }

    @Test
    void it_shows_what_it_has() {
        assertThat(BROWSER.texts("h2"))
                .containsExactly(
                        "Quality",
                        "What each model changes",
                        "Thresholds",
                        "Scores as probabilities",
                        "Cost",
                        "Differences",
                        "Failed questions",
                        "How it was measured");
        assertThat(BROWSER.text(".verdict")).startsWith("Take good: ");
        assertThat(BROWSER.all("article")).isNotEmpty();
        assertThat(BROWSER.text("main")).contains(HOSTILE, "没有空格的中文文本", "onerror");
    }

    @Test
    void nothing_is_loaded_but_the_file_and_nothing_complains() {
        BROWSER.complaints();
        BROWSER.addressesAsked();

        BROWSER.open(address);

        assertThat(BROWSER.complaints()).isEmpty();
        assertThat(BROWSER.addressesAsked()).containsOnly(URI.create(address));
        assertThat(BROWSER.title()).isEqualTo("Which reranker?");
        assertThat(BROWSER.all("img, script, link, iframe, object, a")).isEmpty();
    }

    @Test
    void it_is_the_same_without_scripts() {
        List<String> usual = strings(BOXES);
        BROWSER.scripts(false);
        try {
            BROWSER.open(address);

            assertThat(strings(BOXES)).isEqualTo(usual);
        } finally {
            BROWSER.scripts(true);
        }
    }

    @Test
    void a_phone_scrolls_down_but_not_across() {
        BROWSER.screenshot("report-phone", PHONE);
        BROWSER.size(PHONE, 800);

        assertThat(BROWSER.overflow()).isZero();
        assertThat(strings("""
                return [...document.querySelectorAll('main *')]
                  .filter(e => !e.closest('.scroll table'))
                  .filter(e => e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0)
                  .map(e => e.outerHTML.slice(0, 80))
                """)).isEmpty();
        assertThat(BROWSER.run(
                        "return [...document.querySelectorAll('.scroll')].some(e => e.scrollWidth > e.clientWidth)"))
                .isEqualTo(true);
    }

    @Test
    void a_phone_shows_numbers_beside_the_longest_name() {
        BROWSER.size(PHONE, 800);

        assertThat(strings("""
                return [...document.querySelectorAll('tbody th')]
                  .filter(e => e.getBoundingClientRect().width > innerWidth / 2)
                  .map(e => e.textContent + ' ' + e.getBoundingClientRect().width)
                """)).isEmpty();
    }

    @Test
    void words_of_pictures_are_within_them() {
        assertThat(strings("""
                return [...document.querySelectorAll('svg text')].filter(e => {
                  const box = e.getBBox(), all = e.ownerSVGElement.viewBox.baseVal;
                  return box.x < 0 || box.y < 0 || box.x + box.width > all.width || box.y + box.height > all.height;
                }).map(e => e.textContent)
                """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void words_stand_out_and_so_do_the_marks_of_pictures(String scheme) {
        BROWSER.colorScheme(scheme);
        BROWSER.screenshot("report-" + scheme, DESK);

        List<String> words = strings(WORDS);
        assertThat(words).anyMatch(line -> line.startsWith("td.")).anyMatch(line -> line.startsWith("caption."));
        assertThat(words).anyMatch(line -> line.startsWith("text.tick")).anyMatch(line -> line.startsWith("dd."));
        assertThat(words.stream().distinct())
                .allSatisfy(line -> assertThat(contrast(line.split("\\|", -1)[1], line.split("\\|", -1)[2], 1))
                        .as(line)
                        .isGreaterThanOrEqualTo(OF_WORDS));
        String paper = paper();
        assertThat(strings(MARKS).stream().distinct())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(
                                contrast(line.split("\\|", -1)[1], paper, Double.parseDouble(line.split("\\|", -1)[2])))
                        .as(line)
                        .isGreaterThanOrEqualTo(OF_PICTURES));
        assertThat(luminance(colour(paper))).matches(light -> scheme.equals("light") == light > 0.5);
    }

    @Test
    void paper_is_light_and_has_all_that_the_screen_has() {
        String words = words();
        BROWSER.printed();
        BROWSER.screenshot("report-print", SHEET);
        BROWSER.size(SHEET, 1000);

        assertThat(words()).isEqualTo(words).contains("How it was measured");
        assertThat(luminance(colour(paper()))).isGreaterThan(0.9);
        assertThat(strings(WORDS).stream().distinct())
                .allSatisfy(line -> assertThat(contrast(line.split("\\|", -1)[1], line.split("\\|", -1)[2], 1))
                        .as(line)
                        .isGreaterThanOrEqualTo(OF_WORDS));
        assertThat(strings("""
                return [...document.querySelectorAll('body *')]
                  .filter(e => e.getBoundingClientRect().right > innerWidth + 1
                    || (!e.ownerSVGElement && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0))
                  .map(e => e.outerHTML.slice(0, 80))
                  .slice(0, 20)
                """)).isEmpty();
        // numbers are broken between words at most
        assertThat(strings("""
                return [...document.querySelectorAll('td:not(.words), thead th')].filter(e => {
                  const range = document.createRange();
                  range.selectNodeContents(e);
                  return range.getClientRects().length > e.textContent.split(' ').length;
                }).map(e => e.textContent)
                """)).isEmpty();
    }

    @Test
    void a_screen_reader_has_a_name_for_everything() {
        List<Map.Entry<String, String>> spoken = BROWSER.spoken();
        long pictures = BROWSER.all("svg").size();
        long tables = BROWSER.all("table").size();

        assertThat(named(spoken, "image") + named(spoken, "img"))
                .isEqualTo(pictures)
                .isGreaterThan(8);
        assertThat(named(spoken, "table")).isEqualTo(tables).isGreaterThan(4);
        assertThat(named(spoken, "region")).isEqualTo(tables);
        assertThat(named(spoken, "columnheader")).isGreaterThan(tables);
        assertThat(named(spoken, "rowheader")).isGreaterThan(tables);
        assertThat(named(spoken, "main")).isEqualTo(1);
        assertThat(BROWSER.run("return document.documentElement.lang")).isEqualTo("en");
        assertThat(BROWSER.all("table:not(:has(> caption))")).isEmpty();
        assertThat(BROWSER.all("th:not([scope])")).isEmpty();
        assertThat(BROWSER.all("thead td, tbody tr > td:first-child")).isEmpty();
    }

    /** How many things have that role; each of them must have a name. */
    private static long named(List<Map.Entry<String, String>> spoken, String role) {
        List<String> names = spoken.stream()
                .filter(each -> each.getKey().equals(role))
                .map(Map.Entry::getValue)
                .toList();
        if (!role.equals("main")) {
            assertThat(names).as(role).noneMatch(String::isBlank);
        }
        return names.size();
    }

    @Test
    void headings_go_down_one_step_at_a_time() {
        List<String> headings = strings(
                "return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => e.tagName.substring(1))");
        int before = 0;
        for (String heading : headings) {
            int level = Integer.parseInt(heading);
            assertThat(level).isLessThanOrEqualTo(before + 1);
            before = level;
        }
        assertThat(headings).containsOnlyOnce("1").contains("2", "3", "4").startsWith("1");
    }

    /** What can be read, however it is broken into lines. */
    private static String words() {
        return String.valueOf(BROWSER.run("return document.body.innerText")).replaceAll("\\s+", " ");
    }

    private static String paper() {
        return String.valueOf(BROWSER.run("return getComputedStyle(document.body).backgroundColor"));
    }

    private static List<String> strings(String script) {
        return ((List<?>) Objects.requireNonNull(BROWSER.run(script)))
                .stream().map(String::valueOf).toList();
    }

    private static double contrast(String front, String back, double opacity) {
        double[] below = colour(back);
        double[] above = colour(front);
        for (int i = 0; i < above.length; i++) {
            above[i] = opacity * above[i] + (1 - opacity) * below[i];
        }
        double one = luminance(above);
        double other = luminance(below);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    /** The relative luminance, from 0 to 1, as WCAG defines it. */
    private static double luminance(double... colour) {
        double[] linear = new double[colour.length];
        for (int i = 0; i < colour.length; i++) {
            double share = colour[i] / 255;
            linear[i] = share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    /** Of {@code rgb(1, 2, 3)}. */
    private static double[] colour(String css) {
        assertThat(css).matches("rgb\\(\\d+, \\d+, \\d+\\)");
        String[] parts = css.replaceAll("[^0-9,]", "").split(",", -1);
        return new double[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])};
    }
}
