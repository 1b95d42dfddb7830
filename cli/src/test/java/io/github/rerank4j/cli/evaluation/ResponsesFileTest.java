package io.github.rerank4j.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.JudgedQuery;
import io.github.rerank4j.evaluation.KeptResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesFileTest {

    private static final JudgedQuery QUESTION = new JudgedQuery("q1", "where?");
    private static final List<Candidate> CANDIDATES = List.of(new Candidate("a", "here"), new Candidate("b", "there"));
    private static final KeptResponse SCORED =
            KeptResponse.scored(List.of(0.1, 1e-300)).requests(2).tokens(7).millis(12.5);

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("answers.jsonl");
    }

    private ResponsesFile open(String... namesAndIdentities) throws IOException {
        return ResponsesFile.open(
                new OutFolder(folder),
                namesAndIdentities.length == 0
                        ? Map.of("sf", "x")
                        : Map.of(
                                namesAndIdentities[0],
                                namesAndIdentities[1],
                                namesAndIdentities[2],
                                namesAndIdentities[3]));
    }

    @Test
    void an_answer_is_there_again_when_the_file_is_opened_again() throws IOException {
        try (ResponsesFile answers = open()) {
            assertThat(answers.responses("sf", QUESTION, CANDIDATES)).isEmpty();
            answers.add("sf", QUESTION, CANDIDATES, KeptResponse.failed("busy").requests(3));
            answers.add("sf", QUESTION, CANDIDATES, SCORED);
            requireBoth(answers);
        }
        try (ResponsesFile answers = open()) {
            requireBoth(answers);
            assertThat(answers.damaged()).isZero();
        }
        assertThat(Files.readString(file())).doesNotContain("here", "there", "where?");
    }

    private static void requireBoth(ResponsesFile answers) {
        List<KeptResponse> kept = answers.responses("sf", QUESTION, CANDIDATES);
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0).error()).hasValue("busy");
        assertThat(kept.get(0).requests()).hasValue(3);
        assertThat(kept.get(0).tokens()).isEmpty();
        assertThat(kept.get(1).scores()).containsExactly(0.1, 1e-300);
        assertThat(kept.get(1).requests()).hasValue(2);
        assertThat(kept.get(1).tokens()).hasValue(7);
        assertThat(kept.get(1).millis()).isEqualTo(12.5);
    }

    @Test
    void an_answer_belongs_to_everything_that_changes_a_score() throws IOException {
        try (ResponsesFile answers = open("sf", "x", "other", "y")) {
            answers.add("sf", QUESTION, CANDIDATES, SCORED);

            assertThat(answers.responses("other", QUESTION, CANDIDATES)).isEmpty();
            assertThat(answers.responses("sf", new JudgedQuery("q1", "when?"), CANDIDATES))
                    .isEmpty();
            assertThat(answers.responses("sf", QUESTION, CANDIDATES.subList(0, 1)))
                    .isEmpty();
            assertThat(answers.responses("sf", QUESTION, List.of(CANDIDATES.get(1), CANDIDATES.get(0))))
                    .isEmpty();
            assertThat(answers.responses("sf", QUESTION, List.of(CANDIDATES.get(0), new Candidate("b", "elsewhere"))))
                    .isEmpty();
        }
        try (ResponsesFile answers = open("sf", "changed", "other", "y")) {
            assertThat(answers.responses("sf", QUESTION, CANDIDATES)).isEmpty();
        }
    }

    @Test
    void a_model_that_is_renamed_keeps_its_answers() throws IOException {
        try (ResponsesFile answers = open()) {
            answers.add("sf", QUESTION, CANDIDATES, SCORED);
        }
        try (ResponsesFile answers = open("renamed", "x", "twin", "x")) {
            assertThat(answers.responses("renamed", QUESTION, CANDIDATES)).hasSize(1);
        }
    }

    @Test
    void two_models_that_are_the_same_have_answers_of_their_own() throws IOException {
        try (ResponsesFile answers = open("sf", "x", "twin", "x")) {
            answers.add("sf", QUESTION, CANDIDATES, SCORED);

            assertThat(answers.responses("twin", QUESTION, CANDIDATES)).isEmpty();

            answers.add("twin", QUESTION, CANDIDATES, KeptResponse.scored(List.of(1.0, 2.0)));
        }
        try (ResponsesFile answers = open("sf", "x", "twin", "x")) {
            assertThat(answers.responses("sf", QUESTION, CANDIDATES))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.scores()).containsExactly(0.1, 1e-300));
            assertThat(answers.responses("twin", QUESTION, CANDIDATES))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.scores()).containsExactly(1.0, 2.0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"0.5\"", "1e999", "[]", "{}"})
    void scores_that_are_no_numbers_are_damage(String score) throws IOException {
        try (ResponsesFile answers = open()) {
            answers.add("sf", QUESTION, CANDIDATES, KeptResponse.scored(List.of(0.25, 0.5)));
        }
        Files.writeString(file(), Files.readString(file()).replace("0.25", score));

        try (ResponsesFile answers = open()) {
            assertThat(answers.damaged()).isOne();
            assertThat(answers.responses("sf", QUESTION, CANDIDATES)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"key\":\"0123\",\"scores\":[0.5]}", "\u00fc"})
    void a_last_line_without_an_end_is_written_over(String torn) throws IOException {
        try (ResponsesFile answers = open()) {
            answers.add("sf", QUESTION, CANDIDATES, SCORED);
        }
        long whole = Files.size(file());
        Files.writeString(file(), torn, StandardOpenOption.APPEND);

        try (ResponsesFile answers = open()) {
            assertThat(answers.responses("sf", QUESTION, CANDIDATES)).hasSize(1);
            assertThat(Files.size(file())).isEqualTo(whole);
            answers.add("sf", QUESTION, CANDIDATES, SCORED);
        }
        assertThat(Files.readAllLines(file())).hasSize(2).allMatch(line -> line.endsWith("}"));
    }

    @Test
    void a_line_that_is_there_twice_counts_once() throws IOException {
        KeptResponse refused = KeptResponse.failed("busy").requests(1);
        try (ResponsesFile answers = open()) {
            answers.add("sf", QUESTION, CANDIDATES, refused);
            answers.add("sf", QUESTION, CANDIDATES, refused);
            answers.add("sf", QUESTION, CANDIDATES, refused.millis(3.25));
            answers.add("sf", QUESTION, CANDIDATES, SCORED);
        }
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), lines.subList(2, 4), StandardOpenOption.APPEND);

        try (ResponsesFile answers = open()) {
            assertThat(answers.responses("sf", QUESTION, CANDIDATES)).hasSize(4);
        }
    }

    @Test
    void damaged_lines_are_counted_and_cost_no_others() throws IOException {
        Files.writeString(file(), "nonsense\n{\"key\":5}\n{\"key\":\"a\"}\n[]\n");

        try (ResponsesFile answers = open()) {
            assertThat(answers.damaged()).isEqualTo(4);
            answers.add("sf", QUESTION, CANDIDATES, SCORED);
        }
        try (ResponsesFile answers = open()) {
            assertThat(answers.responses("sf", QUESTION, CANDIDATES)).hasSize(1);
        }
    }

    @Test
    void what_cannot_be_written_is_said_once() throws IOException {
        ResponsesFile answers = open();
        answers.close();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> answers.add("sf", QUESTION, CANDIDATES, SCORED))
                .withMessage("an answer cannot be kept in " + file()
                        + "; make room, and run the same command again, which goes on from there");
        assertThatCode(() -> answers.add("sf", QUESTION, CANDIDATES, SCORED)).doesNotThrowAnyException();
        assertThat(answers.responses("sf", QUESTION, CANDIDATES)).isEmpty();
    }

    @Test
    void two_runs_do_not_write_into_one_file() throws IOException {
        try (ResponsesFile answers = open()) {
            assertThat(answers.damaged()).isZero();
            assertThatIllegalArgumentException()
                    .isThrownBy(this::open)
                    .withMessage(
                            "another evaluation is writing into " + folder + "; wait for it, or choose another --out");
        }
    }
}
