package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One budget for all members. */
class BudgetTest {

    private static final RerankRequest QUESTION =
            RerankRequest.builder().query("which").documents(List.of("a")).build();

    private static FakeMember down() {
        return FakeMember.failing(new InternalServerException("down"));
    }

    @Test
    void members_share_what_is_left_and_what_one_does_not_use_goes_on() {
        FakeMember first = down();
        FakeMember second = down();
        FakeMember third = FakeMember.scoring(0.3);

        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", first)
                .member("second", second)
                .member("third", third)
                .timeout(Duration.ofMinutes(6))
                .build()) {
            chain.rerank(QUESTION);
        }

        assertThat(time(first)).isBetween(Duration.ofSeconds(110), Duration.ofMinutes(2));
        assertThat(time(second)).isBetween(Duration.ofSeconds(170), Duration.ofMinutes(3));
        assertThat(time(third)).isBetween(Duration.ofSeconds(350), Duration.ofMinutes(6));
    }

    @Test
    void a_member_may_get_less_and_never_more() {
        FakeMember first = down();
        FakeMember second = FakeMember.scoring(0.2);

        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", first, member -> member.within(Duration.ofSeconds(5)))
                .member("second", second, member -> member.within(Duration.ofHours(1)))
                .timeout(Duration.ofMinutes(2))
                .build()) {
            chain.rerank(QUESTION);
        }

        assertThat(time(first)).isEqualTo(Duration.ofSeconds(5));
        assertThat(time(second)).isLessThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_request_may_ask_for_less_and_never_for_more() {
        FakeMember member = FakeMember.scoring(0.1);

        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("only", member)
                .timeout(Duration.ofMinutes(2))
                .build()) {
            chain.rerank(QUESTION.toBuilder().timeout(Duration.ofSeconds(30)).build());
            assertThat(time(member)).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));

            chain.rerank(QUESTION.toBuilder().timeout(Duration.ofHours(2)).build());
            assertThat(time(member)).isBetween(Duration.ofSeconds(110), Duration.ofMinutes(2));
        }
    }

    @Test
    void a_member_repeats_nothing_where_another_can_follow() {
        FakeMember first = down();
        FakeMember second = FakeMember.scoring(0.2);

        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", first)
                .member("second", second)
                .build()) {
            chain.rerank(QUESTION.toBuilder().maxRetries(3).build());
        }

        assertThat(first.last().maxRetries()).hasValue(0);
        assertThat(second.last().maxRetries()).hasValue(3);
    }

    @Test
    void the_last_one_awake_repeats_as_it_is_set_to() {
        FakeMember primary = FakeMember.scoring(0.1);
        FakeMember asleep = down();
        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("primary", primary)
                .member("asleep", asleep)
                .restAfterFailures(1)
                .build()) {
            primary.thenFails(new TimeoutException("late"));
            assertThatThrownBy(() -> chain.rerank(
                            QUESTION.toBuilder().timeout(Duration.ofSeconds(1)).build()))
                    .isInstanceOf(RetriableException.class);
            assertThat(chain.members()).extracting(MemberStatus::rests).containsExactly(false, true);

            primary.thenScores(0.1);
            chain.rerank(QUESTION);
        }
        assertThat(primary.last().maxRetries()).isEmpty();
    }

    @Test
    void a_member_that_knows_no_time_is_given_up_when_its_time_is_over() {
        FakeMember forgetful = FakeMember.silent();

        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", forgetful)
                .member("second", FakeMember.scoring(0.2))
                .timeout(Duration.ofSeconds(2))
                .build()) {
            RerankResponse response = chain.rerank(QUESTION);

            assertThat(response.answeredBy()).contains("second");
        }
        assertThat(forgetful.answer()).isCancelled();
    }

    @Test
    void a_stranger_that_blocks_is_interrupted_and_the_next_answers() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        ScoringModel blocking = (segments, query) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException end) {
                interrupted.countDown();
            }
            throw new IllegalCallerException("never seen");
        };

        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", blocking)
                .member("second", FakeMember.scoring(0.2))
                .timeout(Duration.ofSeconds(2))
                .build()) {
            assertThat(chain.rerank(QUESTION).answeredBy()).contains("second");
        }
        interrupted.await();
    }

    @Test
    void a_member_that_blocks_where_it_must_not_holds_nobody_up() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        FakeMember blocking = FakeMember.silent().then(request -> {
            try {
                end.await();
            } catch (InterruptedException ignored) {
                Thread.currentThread().interrupt();
            }
            return new CompletableFuture<>();
        });
        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", blocking)
                .member("second", FakeMember.scoring(0.2))
                .timeout(Duration.ofSeconds(2))
                .build()) {
            assertThat(chain.rerankAsync(QUESTION).join().answeredBy()).contains("second");
            assertThat(chain.rerank(QUESTION).answeredBy()).contains("second");
        } finally {
            end.countDown();
        }
    }

    @Test
    void when_all_are_silent_the_call_ends_with_its_time() {
        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", FakeMember.silent())
                .member("second", FakeMember.silent())
                .build()) {
            long start = System.nanoTime();
            RerankRequest hasty =
                    QUESTION.toBuilder().timeout(Duration.ofMillis(300)).build();

            assertThatThrownBy(() -> chain.rerank(hasty))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageMatching(
                            "no member of the chain has answered \\(timeout 300 ms\\): first failed after .*"
                                    + "; second (failed|was still silent) after .*");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(ofMillis(300), ofMillis(3_000));
        }
    }

    @Test
    void who_is_not_asked_for_want_of_time_is_said() {
        FakeMember second = FakeMember.scoring(0.2);
        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", FakeMember.silent(), member -> member.within(Duration.ofMillis(200)))
                .member("second", second)
                .timeout(Duration.ofMillis(1_500))
                .fallOverOn(failure -> {
                    // the predicate of a user may be slow, too
                    long end = System.nanoTime() + Duration.ofMillis(1_600).toNanos();
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return true;
                })
                .build()) {
            assertThatThrownBy(() -> chain.rerank(QUESTION))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("(timeout 1.5 s): first failed after")
                    .hasMessageEndingWith("second was not asked, because no time was left");
        }
        assertThat(second.asked()).isEmpty();
    }

    private static Duration ofMillis(int millis) {
        return Duration.ofMillis(millis);
    }

    private static Duration time(FakeMember member) {
        return member.last().timeout().orElseThrow();
    }
}
