package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What Redis granted within the last minute counts in the share of a JVM that is without it. */
class ShareOfAMinuteTest {

    private static final Demand ONE = Demand.builder().tokens(10).build();

    private final SilentRedis redis = new SilentRedis();
    private final SilentLink link = redis.link;
    private final Limit limit = Limit.perMinute(20, 1_000);

    @Test
    void lanes_that_may_be_used_elsewhere_are_free_a_minute_later() {
        CallLoop loop = loop(4);
        given(loop, 1, "1", "10").get(0).unused();
        List<CompletableFuture<Permit>> asked = ask(loop, 6);

        pass(Duration.ofSeconds(60));
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        pass(Duration.ofSeconds(3));

        assertThat(asked).filteredOn(CompletableFuture::isDone).hasSize(5);
    }

    @Test
    void lanes_of_this_jvm_are_its_own_again_when_they_have_cooled() {
        CallLoop loop = loop(4);
        given(loop, 3, "20", "200").forEach(Permit::answered);
        pass(Duration.ofMillis(100));
        List<CompletableFuture<Permit>> asked = ask(loop, 6);

        pass(Duration.ofMillis(59_600));
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        pass(Duration.ofMillis(700));

        assertThat(asked.subList(0, 3)).allMatch(CompletableFuture::isDone);
        assertThat(asked.subList(3, 6)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void who_is_alone_has_what_was_free() {
        CallLoop loop = loop(1);
        given(loop, 1, "17", "170").forEach(Permit::answered);
        List<CompletableFuture<Permit>> asked = ask(loop, 6);

        pass(Duration.ofSeconds(3));

        assertThat(asked.subList(0, 3)).allMatch(CompletableFuture::isDone);
        assertThat(asked.subList(3, 6)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void tokens_count_likewise() {
        CallLoop loop = loop(1);
        given(loop, 1, "1", "980").forEach(Permit::answered);
        List<CompletableFuture<Permit>> asked = ask(loop, 3);

        pass(Duration.ofSeconds(3));

        assertThat(asked.subList(0, 2)).allMatch(CompletableFuture::isDone);
        assertThat(asked.get(2)).isNotDone();
    }

    @Test
    void what_was_free_is_no_share_of_one_who_only_believes_to_be_alone() {
        CallLoop loop = loop(0);
        given(loop, 1, "17", "170").forEach(Permit::answered);
        List<CompletableFuture<Permit>> asked = ask(loop, 6);

        pass(Duration.ofSeconds(3));

        assertThat(asked).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void how_many_share_is_not_taken_from_an_old_answer() {
        CallLoop loop = loop(0);
        given(loop, 1, "1", "10").forEach(Permit::answered);
        answerAll("0", "0");
        redis.pass(Duration.ofMinutes(5));
        List<CompletableFuture<Permit>> asked = ask(loop, 6);

        pass(Duration.ofSeconds(70));

        assertThat(asked).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void what_a_share_gave_is_not_taken_back_by_who_asked_redis_first() {
        CallLoop loop = loop(1);
        given(loop, 1, "0", "0").forEach(Permit::unused);
        answerAll("0", "0");
        List<CompletableFuture<Permit>> asked = ask(loop, 3);
        pass(Duration.ofSeconds(3));
        asked.forEach(permit -> permit.join().answered());
        int before = link.words.size();

        answerAll("3", "30");
        pass(Duration.ofSeconds(1));

        List<String> later = link.words.subList(before, link.words.size()).stream()
                .flatMap(List::stream)
                .toList();
        assertThat(later.stream().filter("adopt"::equals)).hasSize(3);
        assertThat(later).doesNotContain("free");
    }

    private CallLoop loop(int instances) {
        return redis.loop(limit, OnUnavailable.LOCAL_SHARE, instances);
    }

    private static List<CompletableFuture<Permit>> ask(CallLoop loop, int many) {
        List<CompletableFuture<Permit>> asked = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            asked.add(loop.acquire(ONE));
        }
        return asked;
    }

    /** By Redis, which says then that so much is taken. */
    private List<Permit> given(CallLoop loop, int many, String lanes, String tokens) {
        List<CompletableFuture<Permit>> asked = ask(loop, many);
        answerAll(lanes, tokens);
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /** Redis gives all that was asked for. */
    private void answerAll(String lanes, String tokens) {
        for (int i = 0; i < link.calls.size(); i++) {
            long asks = link.words.get(i).stream().filter("ask"::equals).count();
            link.calls.get(i).complete(List.of("epoch", lanes, tokens, 1L, "-1", asks, 0L));
        }
    }

    private void pass(Duration time) {
        redis.pass(time, Duration.ofMillis(20));
    }
}
