package io.github.rerank4j.internal.evaluation.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.rerank4j.internal.evaluation.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '\0',
            value = {
                "a | b¦a \\| b",
                "*x* _y_ `z`¦\\*x\\* \\_y\\_ \\`z\\`",
                "[a](b) <i> &amp;¦\\[a\\](b) &lt;i&gt; &amp;amp;",
                "http://evil www.evil¦http\\://evil www\\.evil",
                "@all ndcg@10 #12¦\\@all ndcg@10 \\#12",
                "- item¦\\- item",
                "12. item 12. item¦12\\. item 12. item",
                "1) item¦1\\) item",
                "a-b = 1.5, $x$¦a-b = 1.5, \\$x\\$",
                "\\¦\\\\",
            })
    void markdown_means_nothing_in_texts_of_others(String text, String escaped) {
        assertThat(Escapes.markdown(text)).isEqualTo(escaped);
    }

    @Test
    void markdown_and_html_lose_what_breaks_lines_or_turns_letters_round() {
        assertThat(Escapes.markdown("a\n# b\u202Ec")).isEqualTo("a \\# b c");
        assertThat(Escapes.html("a\u0000b\u202E<i a='\"'>&\uD800")).isEqualTo("a b &lt;i a=&#39;&quot;&#39;&gt;&amp; ");
        assertThat(Escapes.html("中文 😀")).isEqualTo("中文 😀");
    }

    @Test
    void figures_are_the_same_in_every_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(List.of(
                            Figures.metric(0.12345),
                            Figures.signed(-0.0001),
                            Figures.signed(0.02),
                            Figures.p(0.0004),
                            Figures.p(0.0316),
                            Figures.percent(0.555),
                            Figures.percent(Double.NaN),
                            Figures.plain(3),
                            Figures.plain(0.0123456),
                            Figures.millis(3.21),
                            Figures.millis(1234.5),
                            Figures.count(1234567)))
                    .containsExactly(
                            "0.123",
                            "0.000",
                            "+0.020",
                            "p < 0.001",
                            "p = 0.032",
                            "56 %",
                            "–",
                            "3",
                            "0.01235",
                            "3.2 ms",
                            "1,235 ms",
                            "1,234,567");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void an_axis_holds_its_numbers_and_has_round_ticks() {
        Axis axis = Axis.around(new double[] {0.31, 0.78, Double.NaN}, 10, 350);

        assertThat(axis.at(0.31)).isBetween(10.0, 60.0);
        assertThat(axis.at(0.78)).isBetween(300.0, 350.0);
        assertThat(axis.at(99)).isEqualTo(350);
        assertThat(axis.ticks(5)).containsExactly(new double[] {0.4, 0.6, 0.8}, within(1e-9));
        assertThat(Axis.around(new double[] {5}, 0, 1).at(5)).isCloseTo(0.5, within(1e-9));
        assertThat(Axis.around(new double[0], 0, 1)).isEqualTo(new Axis(0, 1, 0, 1));
        assertThat(Axis.around(new double[] {-1e300, 1e300}, 0, 1).ticks(5)).hasSizeLessThan(60);
    }

    @Test
    void pictures_of_any_numbers_hold_no_number_that_is_none() {
        for (double number : new double[] {0, -1e9, 1e300, Double.NaN, Double.POSITIVE_INFINITY}) {
            String pictures = Charts.intervals("t", List.of(new Charts.Whisker("n", number, number, number)), 1)
                    + Charts.points("t", "x", List.of(new Charts.Point("a", number, number)))
                    + Charts.lines(
                            "t",
                            "x",
                            List.of(new Charts.Line("l", new double[] {number, 1}, new double[] {number, 0.5})),
                            number);
            assertThat(pictures.replace("ceiling", "").replaceAll("<text.*", ""))
                    .doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void a_file_is_replaced_as_a_whole() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old and longer");

        WholeFile.write(file, "neu: ü");

        assertThat(file).hasContent("neu: ü");
        assertThat(folder).isDirectoryContaining("glob:**a.txt").isDirectoryNotContaining("glob:**.tmp");
    }
}
