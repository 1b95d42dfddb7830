package io.github.rerank4j.examples.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaxSimScorerTest {

    private static final String QUERY = "how do I open a locked door?";
    private static final String KEY = "A key opens the lock of a door.";
    private static final String SOUP = "Boil the carrots in salted water.";

    private final MaxSimScorer scorer = new MaxSimScorer();

    @Test
    void what_answers_the_query_scores_higher_than_what_does_not() {
        double[] english = scorer.scores(QUERY, List.of(SOUP, KEY));
        double[] chinese = scorer.scores("怎么打开上锁的门？", List.of("胡萝卜要用盐水煮熟。", "用钥匙可以打开门上的锁。"));

        assertThat(english[1]).isGreaterThan(english[0]);
        assertThat(chinese[1]).isGreaterThan(chinese[0]);
    }

    @Test
    void a_text_matches_itself_in_every_token() {
        assertThat(scorer.scores(KEY, List.of(KEY))[0]).isCloseTo(1, within(1e-5));
    }

    @Test
    void the_score_of_a_document_does_not_depend_on_the_others() {
        double[] together = scorer.scores(QUERY, List.of(SOUP, KEY, QUERY));

        assertThat(scorer.scores(QUERY, List.of(KEY))).containsExactly(together[1]);
        assertThat(scorer.scores(QUERY, List.of(QUERY, SOUP, KEY)))
                .containsExactly(together[2], together[0], together[1]);
    }

    @Test
    void blank_texts_have_a_score_too() {
        double[] scores = scorer.scores(QUERY, List.of("", " \n", "\u200b", KEY));

        assertThat(DoubleStream.of(scores))
                .allSatisfy(score -> assertThat(score).isBetween(-1.0, 1.0));
        assertThat(scores[3]).isGreaterThan(scores[0]);
        assertThat(scorer.scores("", List.of(KEY, ""))[0]).isBetween(-1.0, 1.0);
        assertThat(scorer.scores(QUERY, List.of())).isEmpty();
    }

    @Test
    void half_a_character_and_what_nobody_types_have_a_score_too() {
        double[] scores = scorer.scores("door \ud800", List.of("\udc00 key", "\u0000\u0007", "\ud83d\udd11"));

        assertThat(DoubleStream.of(scores))
                .hasSize(3)
                .allSatisfy(score -> assertThat(score).isBetween(-1.0, 1.0));
    }

    @Test
    void a_long_text_is_cut_where_the_model_ends_to_see() {
        String long1 = SOUP.repeat(300) + KEY;
        String long2 = SOUP.repeat(300);

        assertThat(scorer.scores(QUERY, List.of(long1))).containsExactly(scorer.scores(QUERY, List.of(long2)));
        assertThat(TokenEncoder.load(Language.ENGLISH).encode(long1).count()).isEqualTo(512);
        // what stands near the end of what it sees still counts
        assertThat(scorer.scores(QUERY, List.of(SOUP.repeat(40) + KEY))[0])
                .isGreaterThan(scorer.scores(QUERY, List.of(SOUP.repeat(41)))[0]);
    }

    @Test
    void many_threads_get_the_scores_that_one_gets() {
        List<String> documents =
                IntStream.range(0, 20).mapToObj(i -> "Door number " + i + ".").toList();
        List<CompletableFuture<double[]>> calls = IntStream.range(0, 32)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> scorer.scores(QUERY, documents)))
                .toList();

        double[] alone = scorer.scores(QUERY, documents);

        assertThat(calls).allSatisfy(call -> assertThat(call.join()).containsExactly(alone));
    }

    @Test
    void a_text_is_encoded_once_and_what_is_kept_is_bounded() {
        TokenEncoder encoder = TokenEncoder.load(Language.ENGLISH);

        TokenVectors first = encoder.encode(KEY);
        assertThat(encoder.encode(KEY)).isSameAs(first);
        assertThat(encoder.tokensKept()).isEqualTo(first.count());

        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            encoder.encode(i + SOUP.repeat(60));
            kept.add(encoder.tokensKept());
        }
        assertThat(Collections.max(kept)).isBetween(30_000, 1 << 15);
        assertThat(encoder.encode(KEY)).isNotSameAs(first);
    }

    @Test
    void each_token_is_matched_with_the_nearest_of_the_other_text() {
        TokenVectors query = TokenVectors.of(new float[][] {{2, 0}, {0, 3}});
        TokenVectors document = TokenVectors.of(new float[][] {{1, 0}, {-1, 0}, {3, 4}});

        assertThat(query.matchedBy(document)).isCloseTo((1 + 0.8) / 2, within(1e-6));
        assertThat(document.matchedBy(query)).isCloseTo((1 + 0 + 0.8) / 3, within(1e-6));
    }

    @Test
    void a_vector_of_zeros_matches_nothing() {
        TokenVectors zeros = TokenVectors.of(new float[][] {{0, 0}});

        assertThat(zeros.matchedBy(TokenVectors.of(new float[][] {{1, 1}}))).isZero();
    }
}
