package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationsTest {

    private static final double MAX = Double.MAX_VALUE;
    private static final double TINY = Double.MIN_VALUE;
    private static final Map<Double, Double> POINTS = Map.of(-3.0, 0.02, 0.5, 0.4, 4.0, 0.97);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"0, 0.401312339887548", "-800, 0", "800, 1", "1, 0.7858349830425586"})
    void the_logistic_one_is_platts_function(double score, double probability) {
        assertThat(of(Calibrations.logistic(1.7, -0.4), score)).isCloseTo(probability, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "-3, 0.02",
        "0.5, 0.4",
        "4, 0.97",
        "-1.25, 0.21",
        "2.25, 0.685",
        "-3.01, 0.02",
        "-1e300, 0.02",
        "99, 0.97"
    })
    void the_isotonic_one_goes_through_its_points_and_is_level_outside_of_them(double score, double probability) {
        assertThat(of(Calibrations.isotonic(POINTS), score)).isCloseTo(probability, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource
    void whatever_the_scale_of_the_model_they_give_probabilities(ScoreScale scale) {
        for (ScoreOutput calibration : List.of(Calibrations.logistic(2, 0), Calibrations.isotonic(POINTS))) {
            assertThat(calibration.scale(scale)).isEqualTo(ScoreScale.PROBABILITY);
            assertThat(calibration.of(0.25, scale)).isEqualTo(of(calibration, 0.25));
        }
    }

    private static Stream<ScoreOutput> any() {
        Random random = new Random(17);
        Stream<ScoreOutput> logistic = Stream.generate(
                        () -> Calibrations.logistic(Math.abs(anyNumber(random)) + TINY, anyNumber(random)))
                .limit(60);
        Stream<ScoreOutput> isotonic =
                Stream.generate(() -> Calibrations.isotonic(anyPoints(random))).limit(60);
        Stream<ScoreOutput> extreme = Stream.of(
                Calibrations.logistic(MAX, -MAX),
                Calibrations.logistic(TINY, MAX),
                Calibrations.isotonic(Map.of(-MAX, 0.0, MAX, 1.0)),
                Calibrations.isotonic(Map.of(-TINY, 0.0, TINY, 1.0)),
                Calibrations.isotonic(Map.of(0.0, 0.0, TINY, TINY)),
                // what is rounded leads above the second point
                Calibrations.isotonic(Map.of(-0x1p60, 0x1.8p-53, 1.0, Math.nextUp(0.75))),
                Calibrations.isotonic(Map.of(-MAX, 0.1, 0.0, 0.1, 1.0, 0.9, MAX, 0.9)));
        return Stream.of(logistic, isotonic, extreme).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("any")
    void of_any_two_scores_the_higher_one_has_no_lower_probability(ScoreOutput calibration) {
        Random random = new Random(4);
        double[] scores = Stream.concat(
                        Stream.of(-MAX, -MAX / 2, -1.0, -TINY, -0.0, 0.0, TINY, 2 * TINY, 1.0, MAX / 2, MAX),
                        Stream.generate(() -> anyNumber(random))
                                .limit(500)
                                .flatMap(score -> Stream.of(Math.nextDown(score), score, Math.nextUp(score))))
                .mapToDouble(score -> score)
                .sorted()
                .toArray();
        double[] probabilities =
                Arrays.stream(scores).map(score -> of(calibration, score)).toArray();

        assertThat(probabilities).isSorted();
        assertThat(probabilities[0]).isBetween(0.0, 1.0);
        assertThat(probabilities[scores.length - 1]).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @MethodSource("any")
    void what_is_written_is_read_as_an_equal_one(ScoreOutput calibration) throws IOException {
        Path file = folder.resolve("calibration.properties");

        Calibrations.write(calibration, file);
        ScoreOutput read = Calibrations.read(file);

        assertThat(read).isEqualTo(calibration).hasSameHashCodeAs(calibration).hasToString(calibration.toString());
        assertThat(of(read, 0.3)).isEqualTo(of(calibration, 0.3));
    }

    @Test
    void equal_scores_have_equal_probabilities_and_a_level_line_makes_ties() {
        ScoreOutput level = Calibrations.isotonic(Map.of(0.0, 0.1, 1.0, 0.5, 2.0, 0.5, 3.0, 0.9));

        assertThat(of(level, -0.0)).isEqualTo(of(level, 0.0));
        assertThat(of(level, 1.1)).isEqualTo(of(level, 1.9)).isEqualTo(0.5);
    }

    @Test
    void a_file_says_it_in_lines_that_stay_the_same() throws IOException {
        assertThat(written(Calibrations.logistic(1.7, -0.4))).isEqualTo("method=logistic\nslope=1.7\nintercept=-0.4\n");
        assertThat(written(Calibrations.isotonic(POINTS)))
                .isEqualTo("method=isotonic\npoints=-3.0:0.02,\\\n    0.5:0.4,\\\n    4.0:0.97\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "method=isotonic\npoints=-3.0:0.02, 0.5:0.4, 4.0:0.97",
                "\uFEFF# fitted on 400 judged documents\r\nmethod : isotonic\r\npoints = 4:0.97,0.5 : 0.4 , -3:2e-2\r\n"
            })
    void spaces_comments_and_the_order_of_points_do_not_matter(String text) throws IOException {
        assertThat(Calibrations.read(new StringReader(text))).isEqualTo(Calibrations.isotonic(POINTS));
    }

    @Test
    void they_are_equal_by_their_numbers() {
        assertThat(Calibrations.logistic(1, 2))
                .isEqualTo(Calibrations.logistic(1, 2))
                .isNotEqualTo(Calibrations.logistic(1, 3))
                .isNotEqualTo(Calibrations.logistic(2, 2))
                .hasToString("logistic(slope=1.0, intercept=2.0)");
        assertThat(Calibrations.isotonic(POINTS))
                .isEqualTo(Calibrations.isotonic(new TreeMap<>(POINTS)))
                .isNotEqualTo(Calibrations.isotonic(Map.of(-3.0, 0.02, 0.5, 0.5, 4.0, 0.97)))
                .isNotEqualTo(Calibrations.isotonic(Map.of(-3.0, 0.02, 0.6, 0.4, 4.0, 0.97)))
                .isNotEqualTo(Calibrations.logistic(1, 2))
                .hasToString("isotonic(3 points, -3.0:0.02 to 4.0:0.97)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_slope_that_does_not_rise_is_refused(double slope) {
        assertThatThrownBy(() -> Calibrations.logistic(slope, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("slope", Double.toString(slope), "above 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void an_intercept_that_is_no_number_is_refused(double intercept) {
        assertThatThrownBy(() -> Calibrations.logistic(1, intercept))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("intercept", Double.toString(intercept));
    }

    private static List<Map<Double, Double>> noLines() {
        return List.of(
                Map.of(),
                Map.of(0.0, 0.5),
                Map.of(0.0, 0.5, 1.0, 0.5),
                Map.of(0.0, 0.5, 1.0, 0.4),
                Map.of(0.0, 0.1, 1.0, 0.4, 2.0, 0.3, 3.0, 0.9),
                Map.of(0.0, -0.1, 1.0, 0.4),
                Map.of(0.0, 0.1, 1.0, 1.1),
                Map.of(0.0, 0.1, 1.0, Double.NaN),
                Map.of(Double.NaN, 0.1, 1.0, 0.5),
                Map.of(0.0, 0.1, Double.POSITIVE_INFINITY, 0.5),
                Map.of(-0.0, 0.1, 0.0, 0.2, 1.0, 0.5),
                withNull(null, 0.5),
                withNull(2.0, null));
    }

    @SuppressWarnings("NullAway") // what nobody should give
    private static Map<Double, Double> withNull(@Nullable Double score, @Nullable Double probability) {
        Map<Double, Double> points = new HashMap<>(Map.of(0.0, 0.1, 1.0, 0.2));
        points.put(score, probability);
        return points;
    }

    @ParameterizedTest
    @MethodSource("noLines")
    void points_that_make_no_rising_line_from_0_to_1_are_refused(Map<Double, Double> points) {
        assertThatThrownBy(() -> Calibrations.isotonic(points))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("points ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|method is missing; give logistic or isotonic",
                "method=|method is empty",
                "method=platt|method is \"platt\", which is not a method; give logistic or isotonic",
                "method=logistic;slope=1|intercept is missing; give a number",
                "method=logistic;slope=x;intercept=1|slope holds \"x\", which is no number",
                "method=logistic;slope=-1;intercept=1|slope is -1.0",
                "method=logistic;slope=NaN;intercept=1|slope is NaN",
                "method=logistic;slope=1;intercpt=1|\"intercpt\" is no key of the method logistic; remove it, or write slope"
                        + " or intercept",
                "method=logistic;slope=1;intercept=1;points=0:0,1:1|\"points\" is no key of the method logistic",
                "method=isotonic|points is missing; give pairs such as",
                "method=isotonic;points=0:0.1|points holds 1 point, but a line needs at least 2",
                "method=isotonic;points=0:0.1,|points holds \"\", which is no pair",
                "method=isotonic;points=0,1:0,2|points holds \"0\", which is no pair",
                "method=isotonic;points=0:a,1:0.2|points holds \"a\", which is no number",
                "method=isotonic;points=0:0.1,0.0:0.2|points have two probabilities for the score 0.0; remove one",
                "method=isotonic;points=0:0.5,1:0.2|points fall from 0.0:0.5 to 1.0:0.2",
                "method=logistic;slope=1;slope=2;intercept=0|\"slope\" is there twice; remove the one that is not meant",
                "method=logistic;slope=1;intercept=0;method=logistic|\"method\" is there twice",
                "# \\u;method=logistic;slope=\\u00zz;intercept=0|line 3 holds \\u that is not followed by four hexadecimal digits",
                "method=\\u|line 1 holds \\u that is not followed by four hexadecimal digits",
            })
    void a_file_that_holds_none_is_refused_with_its_name_the_key_and_what_to_do(String lines, String message)
            throws IOException {
        Path file = Files.writeString(folder.resolve("mine.properties"), lines.replace(';', '\n'));

        assertThatThrownBy(() -> Calibrations.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no calibration in " + file + ": " + message);
        assertThatThrownBy(() -> Calibrations.read(new StringReader(lines.replace(';', '\n'))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_file_that_is_not_there_or_is_no_text_is_refused_with_its_name() throws IOException {
        Path latin = Files.write(
                folder.resolve("latin.properties"), "# für\nmethod=logistic".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Calibrations.read(folder.resolve("none.properties")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("none.properties", "no such file");
        assertThatThrownBy(() -> Calibrations.read(latin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("latin.properties", "UTF-8");
        assertThatThrownBy(() -> Calibrations.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(folder.toString(), "cannot be read");
    }

    @Test
    void an_output_without_numbers_is_not_written_and_leaves_the_file_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("kept.properties"), "kept");

        assertThatThrownBy(() -> Calibrations.write(ScoreOutput.RAW, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RAW");
        assertThat(file).hasContent("kept");
    }

    @Test
    void nothing_may_be_null() {
        ScoreOutput calibration = Calibrations.logistic(1, 0);

        assertThatThrownBy(() -> Calibrations.isotonic(nothing())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibrations.read((Path) nothing())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibrations.read((StringReader) nothing()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibrations.write(calibration, (Path) nothing()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibrations.write(calibration, (StringWriter) nothing()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibrations.write(nothing(), folder)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String written(ScoreOutput calibration) throws IOException {
        StringWriter text = new StringWriter();
        Calibrations.write(calibration, text);
        return text.toString();
    }

    private static double of(ScoreOutput output, double score) {
        return output.of(score, ScoreScale.UNKNOWN);
    }

    /** Small, large and tiny ones alike. */
    private static double anyNumber(Random random) {
        double size = switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> 20;
            case 2 -> 1e-300;
            default -> 1e300;
        };
        return random.nextGaussian() * size;
    }

    private static Map<Double, Double> anyPoints(Random random) {
        int count = 2 + random.nextInt(20);
        double[] probabilities = random.doubles(count).sorted().toArray();
        // some of them equal
        for (int i = 1; i + 1 < count; i++) {
            probabilities[i] = random.nextInt(3) == 0 ? probabilities[i - 1] : probabilities[i];
        }
        TreeMap<Double, Double> points = new TreeMap<>();
        random.doubles(count).forEach(ignored -> points.put(anyNumber(random), 0.0));
        int next = 0;
        for (Map.Entry<Double, Double> point : points.entrySet()) {
            point.setValue(probabilities[next++]);
        }
        return points;
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what nobody should give
    private static <T> T nothing() {
        return null;
    }
}
