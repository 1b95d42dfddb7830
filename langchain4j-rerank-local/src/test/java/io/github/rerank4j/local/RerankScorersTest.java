package io.github.rerank4j.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerankScorersTest {

    private static final ClassLoader OURS = RerankScorersTest.class.getClassLoader();

    @TempDir
    private Path folder;

    @Test
    void both_that_need_no_model_are_found_by_name() {
        RerankScorers scorers = RerankScorers.of(OURS);

        assertThat(scorers.names()).containsExactly("word-overlap", "bm25");
        assertThat(scorers.named("word-overlap")).isInstanceOf(WordOverlapScorer.class);
        assertThat(scorers.named(" BM25 ")).isInstanceOf(Bm25Scorer.class);
    }

    @Test
    void one_that_there_is_not_is_a_mistake_that_names_those_that_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RerankScorers.of(OURS).named("colbert"))
                .withMessage("there is no scorer named \"colbert\"; there are word-overlap, bm25");
    }

    @Test
    void the_scorers_of_another_jar_are_found_by_the_loader_that_sees_it_and_by_no_other() throws IOException {
        try (URLClassLoader more = loaderThatSees(Constant.class)) {
            assertThat(RerankScorers.of(more).names()).containsExactly("word-overlap", "bm25", "constant");
            assertThat(RerankScorers.of(more).named("constant").scores("q", List.of("d")))
                    .containsExactly(0.25);
        }
        assertThat(RerankScorers.of(OURS).names()).doesNotContain("constant");
    }

    @Test
    void two_of_one_name_are_a_mistake_that_names_both() throws IOException {
        try (URLClassLoader more = loaderThatSees(Twin.class)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> RerankScorers.of(more))
                    .withMessage(
                            "%s and %s are both the scorer \"bm25\"; remove one of their jars",
                            Bm25Scorer.class.getName(), Twin.class.getName());
        }
    }

    @Test
    void one_that_nobody_looks_for_has_the_name_of_its_class() {
        RerankScorer scorer = RerankScorer.each((query, document) -> 1);

        assertThat(scorer.name()).isEqualTo(scorer.getClass().getName());
    }

    private URLClassLoader loaderThatSees(Class<? extends RerankScorer> scorer) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(
                services.resolve(RerankScorer.class.getName()), scorer.getName().getBytes(UTF_8));
        return new URLClassLoader(new URL[] {url(folder)}, OURS);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    /** A scorer of another jar. */
    public static final class Constant implements RerankScorer {
        @Override
        public String name() {
            return "constant";
        }

        @Override
        public double[] scores(String query, List<String> documents) {
            return documents.stream().mapToDouble(document -> 0.25).toArray();
        }
    }

    /** A scorer with the name of another. */
    public static final class Twin implements RerankScorer {
        @Override
        public String name() {
            return "bm25";
        }

        @Override
        public double[] scores(String query, List<String> documents) {
            return new double[documents.size()];
        }
    }
}
