package io.github.rerank4j.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page with answers that no application would give. */
class PageTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)><script>document.title='taken'</script>";
    private static final Browser BROWSER = new Browser();

    private final Stage stage = new Stage();

    @AfterAll
    static void closeBrowser() {
        BROWSER.close();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static String passage(String id, double score, int position, String moved) {
        return """
                {"id": "%s", "title": "Title of %s", "text": "Text of %s.", "score": %s, "position": %d, "moved": %s}""".formatted(id, id, id, score, position, moved);
    }

    private static String answer(String before, String after) {
        return """
                {"question": "q", "fits": true, "answer": "Because.", "chat": "no chat model",
                 "reranker": {"name": "None", "standIn": false, "model": "m-1", "nature": "a script"},
                 "before": [%s], "after": [%s], "took": {"retrieval": 1.25, "reranking": 12.5, "total": 14}}""".formatted(before, after);
    }

    private static String four() {
        return answer(
                passage("a", 0.9, 1, "-1") + "," + passage("b", 0.8, 2, "null") + "," + passage("c", 0.7, 3, "2") + ","
                        + passage("d", 0.6, 4, "0"),
                passage("c", -1.5, 1, "2") + "," + passage("a", -2, 2, "-1") + "," + passage("x", -3, 3, "null") + ","
                        + passage("d", -9, 4, "0"));
    }

    @Test
    void every_way_a_passage_can_go_has_its_words() {
        stage.answerWith(200, four());

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.texts("#before .move")).containsExactly("▼ −1", "dropped", "▲ +2", "= 0");
        assertThat(BROWSER.texts("#after .move")).containsExactly("▲ +2", "▼ −1", "new", "= 0");
        assertThat(BROWSER.texts("#after .number")).containsExactly("−1.50", "−2.00", "−3.00", "−9.00");
        assertThat(BROWSER.all("#links path")).hasSize(3);
        assertThat(BROWSER.text("#status"))
                .isEqualTo("The best passage rose from place 3 to the top. 1 of 4 candidates were dropped.");
        assertThat(BROWSER.text("#nature")).isEqualTo("Reranked by a script, model m-1.");
        assertThat(BROWSER.text("#took")).isEqualTo("Search 1.3 ms · reranking 13 ms");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void a_text_with_markup_stays_a_text() {
        String json = HOSTILE.replace("\"", "\\\"");
        stage.answerWith(
                200,
                four().replace("Text of c.", json)
                        .replace("Title of c", json)
                        .replace("Because.", "`" + json + "`")
                        .replace("no chat model", json)
                        .replace("a script", json));

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.text("#answer")).isEqualTo(HOSTILE);
        assertThat(BROWSER.text("#after .title")).isEqualTo(HOSTILE);
        assertThat(BROWSER.run("return document.querySelector('#after .text').textContent"))
                .isEqualTo(HOSTILE);
        assertThat(BROWSER.all("main img, main script")).isEmpty();
        assertThat(BROWSER.title()).doesNotContain("taken");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void an_error_is_shown_and_the_next_answer_takes_it_away() {
        stage.answerWith(502, "{\"status\": 502, \"error\": \"The reranker failed: HTTP 401\"}");

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.until("return !document.getElementById('problem').hidden");

        assertThat(BROWSER.text("#problem[role=alert]")).isEqualTo("The reranker failed: HTTP 401");
        assertThat(BROWSER.one("#result").isDisplayed()).isFalse();

        stage.answerWith(200, four());
        BROWSER.press(Keys.ENTER);
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.one("#problem").isDisplayed()).isFalse();
        BROWSER.complaints();
    }

    @Test
    void an_answer_that_is_no_json_is_an_error_too() {
        stage.answerWith(500, "<html>oops</html>");

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.until("return !document.getElementById('problem').hidden");

        assertThat(BROWSER.text("#problem")).contains("status 500");
        BROWSER.complaints();
    }

    @Test
    void it_says_when_it_is_busy() {
        CountDownLatch curtain = new CountDownLatch(1);
        stage.answerWith(200, four());
        stage.holdBack(curtain);

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.until("return document.querySelector('main').getAttribute('aria-busy') === 'true'");

        assertThat(BROWSER.text("#status")).isEqualTo("Searching and reranking…");
        assertThat(BROWSER.text("#ask")).isEqualTo("Asking…");

        curtain.countDown();
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.text("#ask")).isEqualTo("Ask");
    }

    @Test
    void arrow_keys_walk_through_a_list_and_across() {
        stage.answerWith(200, four());
        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        BROWSER.run("document.querySelector('#before .passage').focus()");
        BROWSER.press(Keys.ARROW_DOWN);
        BROWSER.press(Keys.ARROW_DOWN);

        assertThat(BROWSER.focusedId()).isEqualTo("c");
        assertThat(BROWSER.all("[data-id=c].lit")).hasSize(3);

        BROWSER.press(Keys.ARROW_RIGHT);

        assertThat(BROWSER.run("return document.activeElement.closest('section').id"))
                .isEqualTo("after");
        assertThat(BROWSER.focusedId()).isEqualTo("c");

        BROWSER.press(Keys.END);
        BROWSER.press(Keys.ENTER);

        assertThat(BROWSER.focusedId()).isEqualTo("d");
        assertThat(BROWSER.focused().getDomAttribute("aria-expanded")).isEqualTo("true");

        BROWSER.press(Keys.chord(Keys.SHIFT, Keys.TAB));

        assertThat(BROWSER.focusedId()).isEqualTo("c");
        assertThat(BROWSER.run("return document.activeElement.closest('section').id"))
                .isEqualTo("before");
    }

    @Test
    void nothing_found_is_no_error() {
        stage.answerWith(200, answer("", ""));

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.text("#status")).isEqualTo("Nothing was found.");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void what_fits_nothing_is_said_to_fit_nothing_and_no_passage_is_called_the_answer() {
        stage.answerWith(200, four().replace("\"fits\": true", "\"fits\": false"));

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.text("#status"))
                .isEqualTo("Nothing seems to fit this question. What is shown is only what is least unlike it.");
        assertThat(BROWSER.all(".best")).isEmpty();
        assertThat(BROWSER.text("#chat")).isEmpty();
        assertThat(BROWSER.all("#links path")).hasSize(3);
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void where_nothing_was_kept_nothing_fits() {
        stage.answerWith(200, answer(passage("a", 0.9, 1, "null"), "").replace("\"fits\": true", "\"fits\": false"));

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.text("#status")).isEqualTo("Nothing seems to fit this question.");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void a_member_is_taken_away_with_the_keyboard_and_its_button_keeps_the_focus() {
        stage.members("[" + member("primary", false, "null") + "," + member("house", false, "null") + "]");
        stage.answerWith(200, four());
        BROWSER.open(stage.url() + "?q=q");
        BROWSER.until("return document.querySelectorAll('#member-list button').length === 2");

        assertThat(BROWSER.texts("#member-list .state")).containsExactly("there", "there");
        assertThat(BROWSER.texts("#member-list button")).containsExactly("Take primary away", "Take house away");

        stage.members("[" + member("primary", true, "null") + "," + member("house", false, "null") + "]");
        BROWSER.run("document.querySelector('#member-list button').focus()");
        BROWSER.press(Keys.ENTER);
        BROWSER.until("return document.getElementById('switched').textContent !== ''");

        assertThat(stage.askedOfMembers()).isEqualTo("POST /api/members/primary?away=true");
        assertThat(BROWSER.text("#switched[role=status]"))
                .isEqualTo("primary is taken away: its connections are refused. Ask again, and see who answers.");
        assertThat(BROWSER.texts("#member-list .state")).containsExactly("taken away", "there");
        assertThat(BROWSER.focused().getText()).isEqualTo("Bring primary back");
        assertThat(BROWSER.spoken()).contains(Map.entry("button", "Bring primary back"));

        BROWSER.press(Keys.SPACE);
        BROWSER.until("return document.getElementById('switched').textContent.startsWith('primary is back')");

        assertThat(stage.askedOfMembers()).isEqualTo("POST /api/members/primary?away=false");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void a_member_that_rests_says_for_how_long_and_is_looked_at_again() {
        stage.members("[" + member("primary", false, "2500") + "]");
        stage.answerWith(200, four());
        BROWSER.open(stage.url() + "?q=q");
        BROWSER.until("return document.querySelectorAll('#member-list button').length === 1");

        assertThat(BROWSER.text("#member-list .state")).isEqualTo("there, not asked for 3 s");

        stage.members("[" + member("primary", false, "0") + "]");
        BROWSER.until("return document.querySelector('#member-list .state').textContent.endsWith('next time')");

        assertThat(stage.askedOfMembers()).isEqualTo("GET /api/members");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void who_has_judged_is_said_and_instead_of_whom() {
        stage.answerWith(200, judged("\"house\"", "\"primary\"", false));

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.text("#judged[role=status]")).isEqualTo("Judged by house, because primary did not answer.");
        assertThat(BROWSER.text("#nature")).startsWith("Reranked by a script");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void what_nobody_has_judged_has_no_score() {
        stage.answerWith(200, judged("null", "\"primary\", \"house\"", true));

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.text("#judged")).isEqualTo("Kept in the order they were found: nobody could judge.");
        assertThat(BROWSER.text("#status"))
                .isEqualTo("The passages are as they were found. 1 of 2 candidates were dropped.");
        assertThat(BROWSER.text("#after-note")).isEqualTo("the first 1 passage, as they were found");
        assertThat(BROWSER.one("#nature").isDisplayed()).isFalse();
        assertThat(BROWSER.all("#before .number")).hasSize(2);
        assertThat(BROWSER.all("#after .number")).isEmpty();
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    void where_one_reranker_is_alone_nobody_can_be_taken_away() {
        stage.answerWith(200, four());

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.one("#members").isDisplayed()).isFalse();
        assertThat(BROWSER.text("#judged")).isEmpty();
    }

    private static String member(String name, boolean away, String restsForMillis) {
        return """
                {"name": "%s", "model": "m-1", "away": %s, "rests": %s, "restsForMillis": %s}""".formatted(name, away, !restsForMillis.equals("null"), restsForMillis);
    }

    /** Of two candidates the first is kept. */
    private static String judged(String by, String insteadOf, boolean orderKept) {
        String score = orderKept ? "null" : "0.5";
        String after = passage("a", 0.5, 1, "0").replace("\"score\": 0.5", "\"score\": " + score);
        return answer(passage("a", 0.9, 1, "0") + "," + passage("b", 0.8, 2, "null"), after)
                .replace(
                        "\"before\":",
                        "\"judgedBy\": %s, \"insteadOf\": [%s], \"orderKept\": %s, \"members\": [], \"before\":"
                                .formatted(by, insteadOf, orderKept));
    }

    @Test
    void bars_begin_at_0_unless_they_would_all_be_alike() {
        stage.answerWith(
                200,
                answer(
                        passage("a", 0.8, 1, "0") + "," + passage("b", 0.7, 2, "0"),
                        passage("a", 0.8, 1, "0") + "," + passage("b", 0.2, 2, "0")));

        BROWSER.open(stage.url() + "?q=q");
        BROWSER.untilAnswered("q");

        assertThat(BROWSER.text("#before-note")).endsWith("; bars begin at 0.690");
        assertThat(BROWSER.text("#after-note")).doesNotContain("begin");
        assertThat(BROWSER.one("#before-list li:last-child .bar span").getDomAttribute("style"))
                .contains("width: 9.1%");
        assertThat(BROWSER.one("#after-list li:last-child .bar span").getDomAttribute("style"))
                .contains("width: 25");
    }

    @Test
    void the_back_button_brings_the_last_question_back() {
        stage.answerWith(200, four().replace("\"question\": \"q\"", "\"question\": \"first\""));
        BROWSER.open(stage.url());
        BROWSER.ask("first");
        stage.answerWith(200, four().replace("\"question\": \"q\"", "\"question\": \"second\""));
        BROWSER.ask("second");
        stage.answerWith(200, four().replace("\"question\": \"q\"", "\"question\": \"first\""));

        BROWSER.back();
        BROWSER.untilAnswered("first");

        assertThat(BROWSER.address()).endsWith("/?q=first");
        assertThat(BROWSER.one("#question").getDomProperty("value")).isEqualTo("first");
    }
}
