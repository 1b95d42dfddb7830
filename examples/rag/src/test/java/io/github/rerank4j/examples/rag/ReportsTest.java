package io.github.rerank4j.examples.rag;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Question;
import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.examples.rag.Outcome.Failed;
import io.github.rerank4j.examples.rag.Outcome.Measured;
import io.github.rerank4j.examples.rag.Outcome.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final Question ENGLISH = new Question("q-1", Language.ENGLISH, "which one?", List.of("b"));
    private static final Question CHINESE = new Question("q-2", Language.CHINESE, "哪一个？", List.of("a"));
    private static final List<Ranking> BEFORE =
            List.of(ranking(ENGLISH, "a", "b", "c"), ranking(CHINESE, "a", "b", "c"));
    private static final Found FOUND = Evaluated.found(BEFORE);
    private static final List<Ranking> AFTER =
            List.of(ranking(ENGLISH, "b", "a", "c"), ranking(CHINESE, "c", "b", "a"));

    @Test
    void quality_is_told_as_it_is() {
        List<String> lines = new QualityReport(FOUND, StandIn.named("bm25"))
                .render(List.of(measured("Acme", false, AFTER, AFTER, 0)));

        assertThat(lines)
                .contains("  before    0 %   0.500  100 %   1.000   50 %   0.750")
                .contains("  Acme    100 %   1.000    0 %   0.333   50 %   0.667     1       0     1")
                .contains(
                        "  Acme: better in English, WORSE in Chinese. Over all MRR@10 -0.083 (-0.667 to +0.500: perhaps no",
                        "  improvement), hit@1 +0.000 (-1.000 to +1.000: perhaps no improvement).",
                        "  In brackets: 95 % intervals of a paired bootstrap, these questions drawn again 10,000 times.");
    }

    @Test
    void providers_of_which_the_same_is_true_share_a_sentence() {
        List<String> lines = new QualityReport(FOUND, StandIn.named("bm25"))
                .render(List.of(measured("One", true, BEFORE, BEFORE, 0), measured("Two", true, BEFORE, BEFORE, 0)));

        assertThat(lines)
                .anySatisfy(
                        line -> assertThat(line).startsWith("  One, Two: the same in English, the same in Chinese."));
        assertThat(text(lines)).containsOnlyOnce("That is BM25, not the provider's model.");
    }

    @Test
    void numbers_that_flatter_the_stand_in_are_told_to_do_so_and_only_where_it_is_one() {
        assertThat(quality(StandIn.named("maxsim"), true)).contains("Of four ways", "flatter it");
        assertThat(quality(StandIn.named("maxsim"), false)).doesNotContain("flatter");
        assertThat(quality(StandIn.named("bm25"), true)).doesNotContain("flatter");
    }

    private static String quality(StandIn standIn, boolean isOne) {
        List<Outcome> outcomes = List.of(measured("Acme", isOne, AFTER, AFTER, 0));
        return text(new QualityReport(FOUND, standIn).render(outcomes));
    }

    /** Wherever the lines end. */
    private static String text(List<String> lines) {
        return lines.stream().map(String::strip).collect(joining(" "));
    }

    @Test
    void a_service_that_changes_its_mind_is_noticed() {
        List<String> lines = new QualityReport(FOUND, StandIn.named("bm25"))
                .render(List.of(measured("Acme", false, BEFORE, AFTER, 0)));

        assertThat(text(lines)).contains("Asked again, in the chain, it gave 2 questions");
    }

    @Test
    void a_failure_stands_in_the_row_of_its_provider() {
        List<Outcome> outcomes = List.of(new Failed(provider("Acme", false), "AuthenticationException: HTTP 401"));

        assertThat(new QualityReport(FOUND, StandIn.named("bm25")).render(outcomes))
                .contains("  Acme    FAILED AuthenticationException: HTTP 401");
        assertThat(new CostReport(2).render(outcomes)).contains("  Acme  FAILED");
        assertThat(new MovesReport(BEFORE, outcomes).render()).isEmpty();
    }

    @Test
    void costs_name_requests_tokens_and_times_and_what_was_repeated() {
        List<String> lines = new CostReport(2).render(List.of(measured("Acme", false, AFTER, AFTER, 2)));

        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line).matches(" +Acme +2,002 +6,000 +12\\.5 ms +12\\.5 ms +1\\.5 s +1\\.5 s"))
                .contains("  Acme: 2 of the requests had been turned down or had failed before, and were sent again.");
    }

    @Test
    void the_question_that_gained_most_is_shown_and_the_one_that_lost_most_is_not_hidden() {
        List<String> lines = new MovesReport(BEFORE, List.of(measured("Acme", false, AFTER, AFTER, 0))).render();

        assertThat(lines)
                .contains("  It gained most at q-1:", "  \"which one?\"")
                .contains("     Passage a      1   1.000  2  (-1)  0.500")
                .contains("  *  Passage b      2   0.500  1  (+1)  1.000")
                .contains("     Passage c      3   0.333  3   (=)  0.333")
                .contains("  Reranking lost most at q-2, from place 1 to 3:", "  \"哪一个？\"");
    }

    private static Outcome measured(
            String name, boolean standIn, List<Ranking> first, List<Ranking> second, int repeated) {
        return new Measured(
                provider(name, standIn), Evaluated.report(name, BEFORE, first), pass(first), pass(second), repeated);
    }

    private static Pass pass(List<Ranking> rankings) {
        return new Pass(rankings, Duration.ofMillis(1500));
    }

    private static ProviderUnderTest provider(String name, boolean standIn) {
        return new ProviderUnderTest(name, "a test", standIn, listeners -> {
            throw new IllegalStateException("never built");
        });
    }

    private static Ranking ranking(Question question, String... ids) {
        List<FoundPassage> candidates = new ArrayList<>();
        for (String id : ids) {
            candidates.add(new FoundPassage(id, "Passage " + id, 1.0 / (candidates.size() + 1)));
        }
        return new Ranking(question, Collections.unmodifiableList(candidates));
    }
}
