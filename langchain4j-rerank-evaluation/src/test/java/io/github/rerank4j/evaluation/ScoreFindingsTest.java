package io.github.rerank4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.rerank4j.ScoreScale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreFindingsTest {

    private static final ThresholdTarget KEEP_95 = ThresholdTarget.recall(0.95);

    /** Judged questions with one right and nine wrong candidates, and as many tenths of that without a right one. */
    private static Judgments judgments(int questions) {
        Judgments.Builder judgments = Judgments.builder();
        for (int i = 0; i < questions; i++) {
            judgments.query("q" + i, "question " + i).grade("q" + i, "right", 1);
        }
        for (int i = 0; i < questions / 10; i++) {
            judgments.query("u" + i, "unanswerable " + i).markJudged("u" + i);
        }
        return judgments.build();
    }

    /** Right ones score about that much, others about 0. */
    private static Map<String, Map<String, Double>> scores(Judgments judgments, double right) {
        Random random = new Random(1);
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (JudgedQuery question : judgments.judgedQueries()) {
            Map<String, Double> ofOne = new LinkedHashMap<>();
            for (int i = 0; i < 9; i++) {
                ofOne.put("wrong" + i, random.nextGaussian());
            }
            if (judgments.isAnswerable(question.id())) {
                ofOne.put("right", right + random.nextGaussian());
            }
            scores.put(question.id(), ofOne);
        }
        return scores;
    }

    private static Threshold threshold(int questions, double right, ThresholdTarget target) {
        Judgments judgments = judgments(questions);
        return Threshold.choose("m", judgments, TrecRun.of(scores(judgments, right)), target, 1);
    }

    @Test
    void a_threshold_is_recommended_with_its_interval_and_what_it_did_to_other_questions() {
        Threshold threshold = threshold(200, 4, KEEP_95);

        double minScore = threshold.minScore().orElseThrow();
        assertThat(minScore)
                .isBetween(threshold.low().orElseThrow(), threshold.high().orElseThrow());
        assertThat(minScore).isCloseTo(4 - 1.645, within(0.5)); // 5 % of a normal distribution are below
        assertThat(threshold.heldOut()).hasValueSatisfying(point -> {
            assertThat(point.minScore()).isEqualTo(minScore);
            assertThat(point.recall()).isCloseTo(0.95, within(0.03));
            assertThat(point.precision()).isBetween(0.8, 1.0);
            assertThat(point.unanswerableKept()).isBetween(0.0, 0.3);
        });
        assertThat(threshold.targetLow().orElseThrow()).isLessThan(0.95);
        assertThat(threshold.sentence())
                .startsWith("Set minScore 2.")
                .contains("on four fifths of the questions", "Of the unanswerable questions");
        assertThat(threshold.curve()).hasSize(100);
    }

    @Test
    void the_number_in_the_sentence_is_never_above_the_threshold() {
        Threshold threshold = threshold(200, 4, KEEP_95);

        String shown = threshold
                .sentence()
                .substring("Set minScore ".length(), threshold.sentence().indexOf(" for m"));

        assertThat(Double.parseDouble(shown))
                .isLessThanOrEqualTo(threshold.minScore().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(doubles = {4, 1e9})
    void the_number_in_the_sentence_is_the_threshold_of_the_report(double right) {
        Threshold threshold = threshold(200, right, ThresholdTarget.recall(0.2));

        assertThat(shown(threshold)).isEqualTo(threshold.minScore().orElseThrow());
    }

    private static double shown(Threshold threshold) {
        String sentence = threshold.sentence();
        return Double.parseDouble(sentence.substring("Set minScore ".length(), sentence.indexOf(" for m")));
    }

    @ParameterizedTest
    @CsvSource({"-1.1, -1.1", "1e300, 1E+300", "1e-300, 1E-300", "123456789, 123400000", "0.41234567, 0.4123"})
    void a_threshold_is_a_short_number_that_keeps_what_the_score_kept(double right, String shown) {
        Judgments judgments = judgments(60);
        Map<String, Map<String, Double>> scores = scores(judgments, 0);
        scores.values()
                .forEach(ofOne -> ofOne.replaceAll((document, score) -> document.equals("right") ? right : -5.0));

        Threshold threshold = Threshold.choose("m", judgments, TrecRun.of(scores), KEEP_95, 1);

        assertThat(threshold.sentence()).startsWith("Set minScore " + shown + " for m (95 % interval " + shown);
        assertThat(shown(threshold)).isEqualTo(threshold.minScore().orElseThrow());
    }

    @Test
    void scores_that_differ_in_late_digits_get_a_threshold_that_tells_them_apart() {
        Judgments judgments = judgments(60);
        Map<String, Map<String, Double>> scores = scores(judgments, 0);
        scores.values()
                .forEach(ofOne ->
                        ofOne.replaceAll((document, score) -> document.equals("right") ? 0.41234567 : 0.41234401));

        Threshold threshold = Threshold.choose("m", judgments, TrecRun.of(scores), KEEP_95, 1);

        assertThat(threshold.sentence()).startsWith("Set minScore 0.412345 for m");
        assertThat(threshold.heldOut().orElseThrow().precision()).isEqualTo(1);
    }

    @Test
    void a_target_of_precision_keeps_less_and_is_surer() {
        Threshold sure = threshold(200, 4, ThresholdTarget.precision(0.95));
        Threshold most = threshold(200, 4, KEEP_95);

        assertThat(sure.minScore().orElseThrow()).isGreaterThan(most.minScore().orElseThrow());
        assertThat(sure.heldOut().orElseThrow().precision()).isGreaterThan(0.93);
    }

    @Test
    void too_few_right_candidates_cannot_tell_what_losing_a_twentieth_is() {
        Threshold threshold = threshold(19, 4, KEEP_95);

        assertThat(threshold.minScore()).isEmpty();
        assertThat(threshold.heldOut()).isEmpty();
        assertThat(threshold.sentence())
                .startsWith("No threshold can be recommended for m from these questions: ")
                .contains("judge at least 20");
        assertThat(threshold.curve()).isNotEmpty();
        assertThat(threshold(20, 8, KEEP_95).minScore()).isPresent();
    }

    @Test
    void few_questions_and_no_relevant_candidate_cannot_tell() {
        assertThat(threshold(9, 4, ThresholdTarget.recall(0.5)).sentence()).contains("9 questions are too few");
        Judgments none = Judgments.builder().query("q", "?").markJudged("q").build();
        Threshold nothing = Threshold.choose("m", none, TrecRun.of(Map.of("q", Map.of("a", 1.0))), KEEP_95, 1);
        assertThat(nothing.sentence()).contains("none of the 1 candidates are relevant");
        assertThat(nothing.curve()).isEmpty();
        assertThat(Threshold.choose("m", none, TrecRun.of(Map.of()), KEEP_95, 1).minScore())
                .isEmpty();
    }

    @Test
    void a_precision_that_no_threshold_has_cannot_be_told() {
        Threshold threshold = threshold(60, 0, ThresholdTarget.precision(0.9));

        assertThat(threshold.minScore()).isEmpty();
        assertThat(threshold.sentence()).contains("no threshold reliably reaches a precision of 90 %", "judge more");
    }

    @Test
    void scores_that_say_nothing_have_no_threshold_that_helps() {
        Judgments judgments = judgments(60);
        Map<String, Map<String, Double>> same = new LinkedHashMap<>();
        scores(judgments, 0).forEach((question, ofOne) -> {
            Map<String, Double> equal = new LinkedHashMap<>();
            ofOne.keySet().forEach(document -> equal.put(document, 0.5));
            same.put(question, equal);
        });

        Threshold threshold = Threshold.choose("m", judgments, TrecRun.of(same), KEEP_95, 1);

        assertThat(threshold.minScore()).isEmpty();
        assertThat(threshold.sentence()).contains("score as low as others");
    }

    private static RerankEvaluation evaluation(double right) {
        Judgments judgments = judgments(60);
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        scores(judgments, right).forEach((question, ofOne) -> {
            List<Candidate> documents = new ArrayList<>();
            ofOne.forEach((document, score) -> documents.add(new Candidate(document, "text " + score)));
            candidates.put(question, documents);
        });
        return RerankEvaluation.of(judgments).candidates(Candidates.of(candidates));
    }

    @Test
    void the_report_calibrates_and_chooses_for_each_model_and_target() {
        EvaluationReport report = evaluation(4)
                .targets(List.of(KEEP_95, ThresholdTarget.precision(0.8)))
                .rerankers(Map.of("m", ScriptedModel.byLastWord()))
                .run();

        assertThat(report.thresholds())
                .extracting(threshold -> threshold.model() + " " + threshold.target())
                .containsExactly("m recall=0.95", "m precision=0.8");
        CalibrationReport calibration = report.model("m").calibration().orElseThrow();
        assertThat(calibration.pairs()).isEqualTo(60 * 10 + 6 * 9);
        assertThat(calibration.relevant()).isEqualTo(60);
        assertThat(calibration.auc()).isGreaterThan(0.95);
        assertThat(calibration.raw()).isEmpty();
        assertThat(calibration.isotonic()).hasValueSatisfying(fit -> {
            assertThat(fit.calibration().orElseThrow().fittedTo()).isEqualTo(ScoreScale.UNKNOWN);
            assertThat(fit.calibration().orElseThrow().modelName()).isEmpty();
            assertThat(fit.reliability().ece()).isLessThan(0.1);
        });
        assertThat(calibration.platt())
                .hasValueSatisfying(
                        fit -> assertThat(fit.calibration().orElseThrow().of(4, ScoreScale.UNKNOWN))
                                .isGreaterThan(0.5));
        assertThat(report.model("retrieval").calibration()).isEmpty();
        assertThat(report.model("retrieval").run()).isPresent();
    }

    @Test
    void the_thresholds_of_a_report_are_those_of_its_runs() {
        EvaluationReport report =
                evaluation(4).rerankers(Map.of("m", ScriptedModel.byLastWord())).run();

        Threshold again =
                Threshold.choose("m", judgments(60), report.model("m").run().orElseThrow(), KEEP_95, report.seed());

        assertThat(again.minScore()).isEqualTo(report.thresholds().get(0).minScore());
        assertThat(again.sentence()).isEqualTo(report.thresholds().get(0).sentence());
    }
}
