package io.github.rerank4j.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What each application has to show; the same for all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApplicationTest {

    private static final String ENGLISH =
            "Each of our keys is well under its quota and still all of them get 429 LN-4293";
    private static final String CHINESE = "用 SCIM 停用离职员工以后，他建的定时任务归谁？";

    private final String name;
    private final String framework;
    private Application application;
    private Browser browser;

    ApplicationTest(String name, String framework) {
        this.name = name;
        this.framework = framework;
    }

    @BeforeAll
    void start() throws Exception {
        // its build has a profile of its own
        assumeThat(name.equals("quarkus") && !Boolean.getBoolean("with.quarkus"))
                .as("%s is not built", name)
                .isFalse();
        application = Application.start(name);
        browser = new Browser();
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
            application.close();
        }
    }

    @AfterEach
    void nothing_was_asked_of_another_host_and_the_console_is_quiet() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.hostsAsked())
                .containsExactly(URI.create(application.url()).getAuthority());
        browser.size(1200, 900);
        browser.colorScheme("light");
    }

    @Test
    void a_question_asked_with_the_keyboard_shows_both_orders() {
        browser.open(application.url());
        browser.until("return document.activeElement.id === 'question'");

        browser.press(ENGLISH, Keys.ENTER);
        browser.untilAnswered(ENGLISH);

        assertThat(browser.text(".brand")).endsWith(framework);
        assertThat(browser.all("#before .passage")).hasSize(20);
        assertThat(browser.all("#after .passage")).hasSize(5);
        assertThat(browser.text("#status")).contains("rose from place 3 to the top", "15 of 20");
        assertThat(browser.text("#after .best .move")).isEqualTo("▲ +2");
        assertThat(browser.text("#before .best .place")).isEqualTo("3");
        assertThat(browser.text("#answer")).contains("LN-4293");
        assertThat(browser.all("#links path")).hasSize(5);
        assertThat(browser.address()).contains("?q=Each+of+our+keys");
    }

    @Test
    void a_page_that_nobody_has_asked_shows_an_example_that_moves() {
        browser.open(application.url());
        browser.untilShown();

        assertThat(browser.text("#example")).isEqualTo("For example: " + ENGLISH);
        assertThat(browser.text("#status")).contains("rose from place 3 to the top");
        assertThat(browser.one("#question").getDomProperty("value")).isEmpty();
        assertThat(browser.one("#question").getDomAttribute("placeholder")).isEqualTo(ENGLISH);
        assertThat(browser.address()).isEqualTo(application.url());

        browser.ask(CHINESE);

        assertThat(browser.one("#example").isDisplayed()).isFalse();
    }

    @Test
    void nonsense_is_not_answered_as_if_sure() {
        browser.open(application.url());

        browser.ask("zzzz qqqq");

        assertThat(browser.text("#status")).startsWith("Nothing seems to fit this question.");
        assertThat(browser.text("#answer")).startsWith("Nothing seems to fit: none of the question's words");
        assertThat(browser.all(".best")).isEmpty();
        assertThat(browser.text("#chat")).isEmpty();
    }

    @Test
    void bars_show_how_far_apart_the_candidates_are() {
        browser.open(application.url());
        browser.ask(ENGLISH);

        List<Double> shares = browser.all("#before .bar span").stream()
                .map(bar -> Double.valueOf(
                        String.valueOf(bar.getDomAttribute("style")).replaceAll("[^0-9.]", "")))
                .toList();

        assertThat(shares).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(shares.get(0)).isEqualTo(100);
        assertThat(shares.get(shares.size() - 1)).isBetween(1.0, 60.0);
    }

    @Test
    void what_nobody_sees_is_no_question_and_no_failure() {
        browser.open(application.url() + "?q=%E2%80%8B%E2%80%8D");

        browser.until("return !document.getElementById('problem').hidden");

        assertThat(browser.text("#problem")).isEqualTo("Ask something: the question is empty.");
        // the console notes every status that is not a success
        assertThat(browser.complaints()).singleElement().asString().contains("400");
    }

    @Test
    void scores_fall_from_place_to_place() {
        browser.open(application.url());
        browser.ask(ENGLISH);

        List<Double> before = scores("#before .number");
        List<Double> after = scores("#after .number");

        assertThat(before).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(after).isSortedAccordingTo(Comparator.reverseOrder());
    }

    private List<Double> scores(String selector) {
        return browser.texts(selector).stream()
                .map(score -> Double.valueOf(score.replace('−', '-')))
                .toList();
    }

    @Test
    void it_says_that_neither_model_is_a_real_one() {
        browser.open(application.url());
        browser.ask(ENGLISH);

        assertThat(browser.text("#nature")).contains("stand-in", "untrained late interaction", "not ColBERT");
        assertThat(browser.text("#after-note")).contains("stand-in: token matching over the embedding model");
        assertThat(browser.text("#chat")).contains("No chat model");
    }

    @Test
    void a_question_to_try_is_one_click_away() {
        browser.open(application.url());
        browser.until("return document.querySelectorAll('#examples button').length === 6");

        browser.one("#examples button").click();
        browser.untilAnswered(ENGLISH);

        assertThat(browser.one("#question").getDomProperty("value")).isEqualTo(ENGLISH);
    }

    @Test
    void a_question_in_chinese_is_answered_in_chinese() {
        browser.open(application.url());

        browser.ask(CHINESE);

        assertThat(browser.text("#answer")).contains("SCIM");
        assertThat(browser.one("#answer").getDomAttribute("lang")).isEqualTo("zh");
        assertThat(browser.one("#after .passage").getDomAttribute("data-id")).isEqualTo("zh-auth-06");
        browser.screenshot(name + "-chinese", 1200);
    }

    @Test
    void markup_in_a_question_stays_a_text() {
        String hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> {{it}} {query}";
        browser.open(application.url());

        browser.ask(hostile);

        assertThat(browser.title()).startsWith(hostile);
        assertThat(browser.all("main img, main script")).isEmpty();
    }

    @Test
    void the_longest_question_fits_into_an_address_in_chinese_too() {
        browser.open(application.url());

        browser.ask("节点".repeat(250));

        assertThat(browser.all("#after-list li")).isNotEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_question_that_is_a_novel_is_refused_with_a_sentence() {
        browser.open(application.url() + "?q=" + "why+".repeat(200));

        browser.until("return !document.getElementById('problem').hidden");

        assertThat(browser.text("#problem")).contains("799 characters");
        // the console notes every status that is not a success
        assertThat(browser.complaints()).singleElement().asString().contains("400");
    }

    @Test
    void a_phone_shows_all_of_it_without_scrolling_sideways() {
        browser.size(320, 640);
        browser.open(application.url());

        browser.ask(ENGLISH);

        assertThat(browser.overflow()).isZero();
        assertThat(browser.height()).isLessThan(2950);
        assertThat(browser.all("#links path")).hasSize(5);
        assertThat(browser.run("return document.getElementById('after').getBoundingClientRect().top"
                        + " < document.getElementById('before').getBoundingClientRect().top"))
                .isEqualTo(true);
        browser.screenshot(name + "-phone", 320);

        assertThat(browser.all("#before .passage").stream().filter(WebElement::isDisplayed))
                .isEmpty();
        assertThat(browser.text("#fold")).isEqualTo("Show 20 candidates");

        browser.one("#fold").click();

        assertThat(browser.all("#before .passage").stream().filter(WebElement::isDisplayed))
                .hasSize(20);
        assertThat(browser.one("#fold").getDomAttribute("aria-expanded")).isEqualTo("true");
    }

    @Test
    void who_is_taken_away_is_answered_for_and_at_last_the_order_is_kept() {
        browser.open(application.url());
        browser.ask(ENGLISH);
        assertThat(browser.text("#judged")).isEqualTo("Judged by primary.");

        press("Take primary away");
        browser.ask(ENGLISH);

        assertThat(browser.text("#judged")).isEqualTo("Judged by house, because primary did not answer.");
        assertThat(browser.text("#nature")).contains("stand-in", "BM25");
        assertThat(browser.all("#after .number")).hasSize(5);
        browser.screenshot(name + "-away", 1200);

        press("Take house away");
        browser.ask(ENGLISH);

        assertThat(browser.text("#judged")).isEqualTo("Kept in the order they were found: nobody could judge.");
        assertThat(browser.texts("#after .place")).containsExactly("1", "2", "3", "4", "5");
        assertThat(browser.texts("#after .move")).containsOnly("= 0");
        assertThat(browser.all("#after .number")).isEmpty();

        press("Bring house back");
        press("Bring primary back");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!browser.text("#judged").equals("Judged by primary.") && System.nanoTime() < end) {
            browser.ask(ENGLISH);
        }

        assertThat(browser.text("#judged")).isEqualTo("Judged by primary.");
        assertThat(browser.texts("#member-list .state")).containsExactly("there", "there");
    }

    /** Presses a button, and waits until its effect is said. */
    private void press(String button) {
        browser.all("#member-list button").stream()
                .filter(each -> each.getText().equals(button))
                .findFirst()
                .orElseThrow()
                .click();
        browser.until(
                "return [...document.querySelectorAll('#member-list button')]"
                        + ".every(each => each.textContent !== arguments[0])",
                button);
    }

    @Test
    void a_dark_page_is_dark() {
        browser.colorScheme("dark");
        browser.open(application.url());

        browser.ask(ENGLISH);

        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(16, 21, 29)");
        browser.screenshot(name + "-dark", 1200);
    }

    @Test
    void the_page_is_small() throws Exception {
        browser.open(application.url());

        int size = 0;
        for (String file : List.of("", "page.css", "page.js", "page.svg")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(application.url() + "/" + file))
                    .build();
            size += HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body()
                    .length;
        }

        assertThat(size).isBetween(10_000, 40_000);
    }

    @Test
    void a_light_page_has_its_picture_taken() {
        browser.open(application.url());

        browser.ask(ENGLISH);

        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo("rgb(16, 21, 29)");
        browser.screenshot(name, 1200);
    }
}
