package io.github.rerank4j.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.JudgedQuery;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.KeptResponse;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.ResponseStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final ScoringModel MODEL =
            (segments, query) -> Response.from(Collections.nCopies(segments.size(), 1.0));
    private static final ScoringModel DEAD = (segments, query) -> {
        throw new IllegalStateException("dead");
    };

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now = 7_000_000_000L;

    private ProgressLine line(boolean interactive) {
        return new ProgressLine(
                new Terminal(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new ByteArrayInputStream(new byte[0]),
                        interactive,
                        name -> ""),
                () -> now);
    }

    private static RerankEvaluation evaluation(int questions) {
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        for (int i = 0; i < questions; i++) {
            judgments.query("q" + i, "question").grade("q" + i, "d", 1);
            candidates.put("q" + i, List.of(new Candidate("d", "text")));
        }
        return RerankEvaluation.of(judgments.build())
                .candidates(Candidates.of(candidates))
                .concurrency(1)
                .rerankers(Map.of("sf", MODEL));
    }

    /** Runs it, with so much time between two answers. */
    private List<String> lines(RerankEvaluation evaluation, boolean interactive, long millis) {
        ProgressLine line = line(interactive);
        evaluation
                .progress(progress -> {
                    now += TimeUnit.MILLISECONDS.toNanos(millis);
                    line.accept(progress);
                })
                .run();
        line.end();
        return List.of(err.toString(StandardCharsets.UTF_8).split("[\r\n]+"));
    }

    @Test
    void elsewhere_a_line_comes_every_ten_seconds_with_rate_and_time_left() {
        assertThat(lines(evaluation(100), false, 2_000))
                .startsWith(
                        "sf 5/100, 0.5 questions/s, 3:10 left", //
                        "sf 10/100, 0.5 questions/s, 3:00 left")
                .hasSize(20)
                .endsWith("sf 100/100, 0.5 questions/s, 0:00 left");
    }

    @Test
    void what_is_over_soon_prints_nothing_elsewhere() {
        assertThat(lines(evaluation(4), false, 2_000)).containsExactly("");
    }

    @Test
    void a_terminal_has_one_line_that_changes_ten_times_a_second_and_shows_the_end() {
        assertThat(lines(evaluation(10), true, 40))
                .containsExactly(
                        "",
                        "sf 3/10, 25.0 questions/s, 0:00 left",
                        "sf 6/10, 25.0 questions/s, 0:00 left",
                        "sf 9/10, 25.0 questions/s, 0:00 left",
                        "sf 10/10, 25.0 questions/s, 0:00 left");
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\n").containsOnlyOnce("\n");
    }

    @Test
    void a_shorter_line_leaves_nothing_of_a_longer_one() {
        List<String> lines = lines(evaluation(12), true, 100_000);

        assertThat(lines.get(1)).isEqualTo("sf 1/12, 0.0 questions/s, 18:20 left");
        assertThat(lines.get(3)).isEqualTo("sf 3/12, 0.0 questions/s, 15:00 left");
        assertThat(lines.get(4)).isEqualTo("sf 4/12, 0.0 questions/s, 13:20 left");
        assertThat(lines.get(7)).isEqualTo("sf 7/12, 0.0 questions/s, 8:20 left ");
    }

    @Test
    void failures_are_counted_and_all_models_are_there() {
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("sf", MODEL);
        models.put("dead", DEAD);

        List<String> lines = lines(evaluation(20).rerankers(models), true, 1_000);

        assertThat(lines.get(lines.size() - 1).strip().split(", "))
                .containsExactlyInAnyOrder("sf 20/20", "dead 20/20 (20 failed)", "1.0 questions/s", "0:00 left");
    }

    @Test
    void what_was_kept_makes_the_rate_no_higher() {
        ResponseStore half = new ResponseStore() {
            @Override
            public List<KeptResponse> responses(String model, JudgedQuery question, List<Candidate> candidates) {
                return Integer.parseInt(question.id().substring(1)) < 50
                        ? List.of(KeptResponse.scored(List.of(1.0)))
                        : List.of();
            }

            @Override
            public void add(String model, JudgedQuery question, List<Candidate> candidates, KeptResponse answer) {
                // is not asked for again
            }
        };

        assertThat(lines(evaluation(100).store(half), false, 10_000))
                .startsWith("sf 50/100, 0.0 questions/s", "sf 51/100, 0.1 questions/s, 16:20 left");
    }
}
