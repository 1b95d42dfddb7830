package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreCalibrationTest {

    private static final ScoreOutput NUMBERS = Calibrations.logistic(1.7, -0.4);
    private static final ScoreCalibration OF_BGE =
            ScoreCalibration.of(NUMBERS, "BAAI/bge-reranker-v2-m3", ScoreScale.LOGIT);

    @TempDir
    private Path folder;

    @Test
    void scores_become_what_its_numbers_make_of_them() {
        assertThat(OF_BGE.of(2, ScoreScale.LOGIT)).isEqualTo(NUMBERS.of(2, ScoreScale.LOGIT));
        assertThat(OF_BGE.scale(ScoreScale.LOGIT)).isEqualTo(ScoreScale.PROBABILITY);
        assertThat(ScoreOutput.calibrated(OF_BGE)).isSameAs(OF_BGE);
    }

    @Test
    void a_file_says_what_it_was_fitted_to_and_is_read_as_an_equal_one() throws IOException {
        Path file = folder.resolve("bge.properties");

        OF_BGE.write(file);

        assertThat(file).hasContent("""
                model=BAAI/bge-reranker-v2-m3
                scale=LOGIT
                method=logistic
                slope=1.7
                intercept=-0.4
                """);
        assertThat(ScoreCalibration.read(file)).isEqualTo(OF_BGE).hasSameHashCodeAs(OF_BGE);
        assertThat(Calibrations.read(file)).isEqualTo(OF_BGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "a:b=c#d!e", "一个, 模型", "arn:aws:bedrock:eu, x"})
    void any_name_of_a_model_comes_back(String name) throws IOException {
        ScoreCalibration calibration =
                ScoreCalibration.of(Calibrations.isotonic(Map.of(0.0, 0.1, 1.0, 0.9)), name, ScoreScale.PROBABILITY);
        Path file = folder.resolve("any.properties");

        calibration.write(file);

        assertThat(ScoreCalibration.read(file)).isEqualTo(calibration);
        assertThat(ScoreCalibration.read(file).modelName()).hasValue(name);
    }

    @Test
    void a_file_without_a_model_fits_any() throws IOException {
        Path file = folder.resolve("any.properties");
        Calibrations.write(NUMBERS, file);

        ScoreCalibration calibration = ScoreCalibration.read(file);

        assertThat(calibration.modelName()).isEmpty();
        assertThat(calibration.fittedTo()).isEqualTo(ScoreScale.UNKNOWN);
        assertThat(calibration.fault("any", ScoreScale.LOGIT)).isNull();
        calibration.write(file);
        assertThat(Calibrations.read(file)).isEqualTo(NUMBERS);
    }

    @Test
    void another_model_and_another_scale_are_no_fit() {
        assertThat(OF_BGE.fault("BAAI/bge-reranker-v2-m3", ScoreScale.LOGIT)).isNull();
        assertThat(OF_BGE.fault(null, ScoreScale.UNKNOWN)).isNull();
        assertThat(OF_BGE.fault("other", ScoreScale.LOGIT)).contains("BAAI/bge-reranker-v2-m3", "other");
        assertThat(OF_BGE.fault(null, ScoreScale.PROBABILITY)).contains("LOGIT", "PROBABILITY");
        assertThat(NUMBERS.fault("other", ScoreScale.PROBABILITY)).isNull();
        assertThat(ScoreOutput.RAW.fault("other", ScoreScale.UNKNOWN)).isNull();
    }

    @Test
    void it_is_equal_by_model_scale_and_numbers() {
        assertThat(OF_BGE)
                .isNotEqualTo(ScoreCalibration.of(NUMBERS, null, ScoreScale.LOGIT))
                .isNotEqualTo(ScoreCalibration.of(NUMBERS, "BAAI/bge-reranker-v2-m3", ScoreScale.UNKNOWN))
                .isNotEqualTo(ScoreCalibration.of(
                        Calibrations.logistic(1, 0), "BAAI/bge-reranker-v2-m3", ScoreScale.LOGIT))
                .hasToString("calibrated(model=BAAI/bge-reranker-v2-m3, scale=LOGIT, logistic(slope=1.7, intercept=-0.4))");
        assertThat(ScoreCalibration.of(OF_BGE, null, ScoreScale.UNKNOWN))
                .hasToString("calibrated(logistic(slope=1.7, intercept=-0.4))");
    }

    @Test
    void what_is_no_calibration_is_refused() {
        assertThatThrownBy(() -> ScoreCalibration.of(ScoreOutput.RAW, null, ScoreScale.LOGIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RAW");
        assertThatThrownBy(() -> ScoreCalibration.of(NUMBERS, " ", ScoreScale.LOGIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model");
        assertThatThrownBy(() -> ScoreOutput.calibrated(nothing())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScoreCalibration.of(NUMBERS, null, nothing()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scale=PERCENT|scale is \"PERCENT\", which is not a scale; give LOGIT or PROBABILITY",
                "model=|model is empty",
                "scale=|scale is empty",
                "modl=x|\"modl\" is no key of the method logistic",
            })
    void a_file_that_says_it_wrongly_is_refused(String line, String problem) throws IOException {
        Path file = Files.writeString(
                folder.resolve("wrong.properties"), "method=logistic\nslope=1\nintercept=0\n" + line + "\n");

        assertThatThrownBy(() -> ScoreCalibration.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no calibration in " + file + ": " + problem);
    }

    @ParameterizedTest
    @EnumSource
    void a_scale_is_read_in_any_case(ScoreScale scale) throws IOException {
        Path file = Files.writeString(
                folder.resolve("scale.properties"),
                "method=logistic\nslope=1\nintercept=0\nscale=" + scale.name().toLowerCase(Locale.ROOT));

        assertThat(ScoreCalibration.read(file).fittedTo()).isEqualTo(scale);
    }

    @Test
    void a_setting_names_the_file() throws IOException {
        Path file = folder.resolve("bge.properties");
        OF_BGE.write(file);

        assertThat(ScoreOutput.valueOf("calibrated:" + file)).isEqualTo(OF_BGE);
        assertThat(ScoreOutput.valueOf(" Calibrated: " + file + " ")).isEqualTo(OF_BGE);
    }

    @Test
    void a_setting_whose_file_is_none_is_told_in_one_line() {
        assertThatThrownBy(() -> ScoreOutput.valueOf("calibrated:"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("scores names no file");
        assertThatThrownBy(() -> ScoreOutput.valueOf("calibrated:" + folder.resolve("none")))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("no calibration in " + folder.resolve("none"), "no such file");
        assertThatThrownBy(() -> ScoreOutput.valueOf("calibrated:\0"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("no path");
    }

    @Test
    void an_adapted_model_refuses_the_calibration_of_another() {
        ScoringModel model = new ScoringModel() {
            @Override
            public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
                return Response.from(List.of(2.0));
            }
        };
        RerankRequest.Builder request =
                RerankRequest.builder().query("q").documents(List.of("d")).scores(OF_BGE);
        try (Reranker reranker = Rerankers.of(model)) {
            assertThat(reranker.rerank(request.build()).scores()).containsExactly(NUMBERS.of(2, ScoreScale.LOGIT));
            assertThatThrownBy(() ->
                            reranker.rerank(request.modelName("other").build()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll("BAAI/bge-reranker-v2-m3", "other");
        }
    }
}
