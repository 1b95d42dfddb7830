package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A member that fails again and again is not asked for a while. */
@SuppressWarnings({"CheckReturnValue", "NullAway"})
class RestTest {

    private static final RerankRequest QUESTION =
            RerankRequest.builder().query("which").documents(List.of("a")).build();

    private final FakeMember first = FakeMember.scoring(0.1);
    private final FakeMember second = FakeMember.scoring(0.2);
    private FallbackScoringModel chain = chain(Duration.ofMinutes(1));

    private FallbackScoringModel chain(Duration restFor) {
        return FallbackScoringModel.builder()
                .member("first", first)
                .member("second", second)
                .restAfterFailures(3)
                .restFor(restFor)
                .build();
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void a_member_that_failed_three_times_in_a_row_is_left_alone() {
        first.thenFails(new InternalServerException("down"));
        askThrice();

        RerankResponse response = chain.rerank(QUESTION);

        assertThat(first.asked()).hasSize(3);
        assertThat(response.answeredBy()).contains("second");
        assertThat(response.fallbacks()).containsExactly("first");
        MemberStatus status = chain.members().get(0);
        assertThat(status.rests()).isTrue();
        assertThat(status.restsUntil().orElseThrow())
                .isBetween(Instant.now().plusSeconds(50), Instant.now().plusSeconds(61));
        assertThat(status.reason()).contains("3 failures in a row, the last: InternalServerException: down");
        assertThat(chain.members().get(1).rests()).isFalse();
    }

    @Test
    void the_one_that_is_left_gets_all_the_time() {
        first.thenFails(new InternalServerException("down"));
        askThrice();
        second.thenFails(new InternalServerException("down"));
        catchThrowable(() -> chain.rerank(QUESTION));

        assertThat(second.last().timeout().orElseThrow()).isGreaterThan(Duration.ofSeconds(9));
        assertThat(second.last().maxRetries()).isEmpty();
    }

    @Test
    void a_success_in_between_clears_what_was_counted() {
        for (int i = 0; i < 3; i++) {
            first.thenFails(new InternalServerException("down"));
            chain.rerank(QUESTION);
            chain.rerank(QUESTION);
            first.thenScores(0.1);
            chain.rerank(QUESTION);
        }

        assertThat(chain.members()).noneMatch(MemberStatus::rests);
        assertThat(first.asked()).hasSize(9);
    }

    @Test
    void callers_in_a_hurry_make_nobody_rest() {
        first.thenIsSilent();
        RerankRequest hasty =
                QUESTION.toBuilder().timeout(Duration.ofMillis(60)).build();
        for (int i = 0; i < 10; i++) {
            catchThrowable(() -> chain.rerank(hasty));
        }
        first.thenFails(new TimeoutException("as a model says it"));
        for (int i = 0; i < 10; i++) {
            catchThrowable(() -> chain.rerank(hasty));
        }

        assertThat(chain.members()).noneMatch(MemberStatus::rests);
    }

    @Test
    void a_timeout_that_had_time_enough_counts() {
        first.thenFails(new TimeoutException("late"));

        askThrice();

        assertThat(chain.members().get(0).rests()).isTrue();
    }

    @Test
    void time_enough_is_less_where_a_member_is_said_to_be_fast() {
        first.thenFails(new TimeoutException("late"));
        RerankRequest request =
                QUESTION.toBuilder().timeout(Duration.ofMillis(500)).build();
        try (FallbackScoringModel fast = FallbackScoringModel.builder()
                .member("first", first, member -> member.within(Duration.ofMillis(200)))
                .member("second", second)
                .restAfterFailures(1)
                .build()) {
            fast.rerank(request);
            assertThat(fast.members().get(0).rests()).isTrue();
        }
    }

    @Test
    void a_share_that_is_always_short_counts_too() {
        first.thenFails(new TimeoutException("late"));
        try (FallbackScoringModel brief = FallbackScoringModel.builder()
                .member("first", first)
                .member("second", second)
                .timeout(Duration.ofSeconds(3))
                .restAfterFailures(1)
                .build()) {
            brief.rerank(QUESTION.toBuilder().timeout(Duration.ofSeconds(1)).build());
            assertThat(brief.members().get(0).rests()).isFalse();
            brief.rerank(QUESTION);
            assertThat(brief.members().get(0).rests()).isTrue();
        }
    }

    @Test
    void a_chain_in_a_chain_rests_only_by_the_fault_of_its_members() {
        try (FallbackScoringModel outer = FallbackScoringModel.builder()
                .member("inner", chain)
                .member("other", FakeMember.scoring(0.3))
                .restAfterFailures(2)
                .build()) {
            NoPermitInTimeException ours = new NoPermitInTimeException(Duration.ofSeconds(1), Duration.ZERO);
            first.thenFails(ours);
            second.thenFails(ours);
            for (int i = 0; i < 5; i++) {
                outer.rerank(QUESTION);
            }
            assertThat(outer.members()).noneMatch(MemberStatus::rests);

            first.thenFails(new InternalServerException("down"));
            outer.rerank(QUESTION);
            outer.rerank(QUESTION);
            assertThat(outer.members().get(0).rests()).isTrue();
        }
    }

    @Test
    void a_rest_may_be_longer_than_anybody_lives() {
        chain.close();
        chain = chain(Duration.ofSeconds(Long.MAX_VALUE));
        first.thenFails(new InternalServerException("down"));
        askThrice();

        assertThat(chain.members().get(0).restsUntil().orElseThrow())
                .isAfter(Instant.now().plus(Duration.ofDays(36_500)));
    }

    @Test
    void what_a_cache_knows_shows_nothing_about_its_member() {
        for (int i = 0; i < 3; i++) {
            first.then(request -> CompletableFuture.completedFuture(RerankResponse.of(
                    request,
                    List.of(0.5),
                    RerankResponse.Facts.builder().cached(true).build())));
            assertThat(chain.rerank(QUESTION).answeredBy()).contains("first");
            first.thenFails(new InternalServerException("down"));
            chain.rerank(QUESTION);
        }

        assertThat(chain.members().get(0).rests()).isTrue();
    }

    @Test
    void a_mistake_is_the_callers_whoever_rests() {
        first.thenFails(new InternalServerException("down"));
        askThrice();
        IllegalArgumentException mistake = new IllegalArgumentException("wrong");
        second.thenFails(mistake);

        assertThatThrownBy(() -> chain.rerank(QUESTION)).isSameAs(mistake);
    }

    @Test
    void a_call_that_ends_before_its_probe_begins_leaves_the_place() {
        AtomicReference<CompletableFuture<RerankResponse>> toBeCancelled = new AtomicReference<>();
        try (FallbackScoringModel impatient = FallbackScoringModel.builder()
                .member("first", first)
                .member("second", second)
                .restAfterFailures(1)
                .restFor(Duration.ofNanos(1))
                .fallOverOn(failure -> {
                    CompletableFuture<RerankResponse> call = toBeCancelled.get();
                    if (call != null) {
                        call.cancel(true);
                    }
                    return true;
                })
                .build()) {
            first.thenFails(new InternalServerException("down"));
            second.thenFails(new InternalServerException("down"));
            catchThrowable(() -> impatient.rerank(QUESTION));
            CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
            first.then(request -> slow);
            CompletableFuture<RerankResponse> cancelled = impatient.rerankAsync(QUESTION);
            Awaitility.await().until(() -> first.answered() == 2);
            toBeCancelled.set(cancelled);
            slow.completeExceptionally(new InternalServerException("down"));
            toBeCancelled.set(null);
            second.thenScores(0.2);

            assertThat(impatient.rerank(QUESTION).answeredBy()).contains("second");
        }
    }

    @Test
    void our_own_doing_counts_nothing() {
        for (Throwable ours : List.of(
                new NoPermitInTimeException(Duration.ofSeconds(1), Duration.ZERO),
                new InvalidRequestException("400"),
                new IllegalArgumentException("wrong"))) {
            first.thenFails(ours);
            for (int i = 0; i < 5; i++) {
                catchThrowable(() -> chain.rerank(QUESTION));
            }
        }
        first.thenIsSilent();
        for (int i = 0; i < 5; i++) {
            chain.rerankAsync(QUESTION).cancel(true);
        }

        assertThat(chain.members()).noneMatch(MemberStatus::rests);
    }

    @Test
    void where_all_rest_a_call_fails_at_once() {
        first.thenFails(new InternalServerException("down"));
        second.thenFails(new InternalServerException("down too"));
        askThrice();
        int asked = first.asked().size() + second.asked().size();

        assertThatThrownBy(() -> chain.rerank(QUESTION))
                .isInstanceOf(RetriableException.class)
                .hasMessageMatching("no member of the chain can be asked: first rests for another 5\\d(\\.\\d)? s"
                        + " \\(3 failures in a row, the last: InternalServerException: down\\); second rests for another"
                        + " 5\\d(\\.\\d)? s \\(3 failures in a row, the last: InternalServerException: down too\\)");
        assertThat(first.asked().size() + second.asked().size()).isEqualTo(asked);
    }

    @Test
    void after_its_rest_one_call_finds_out_and_the_others_go_on() {
        chain.close();
        chain = chain(Duration.ofMillis(50));
        first.thenFails(new InternalServerException("down"));
        askThrice();
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        first.then(request -> slow);

        CompletableFuture<RerankResponse> probe = probe();
        for (int i = 0; i < 10; i++) {
            assertThat(chain.rerank(QUESTION).answeredBy()).contains("second");
        }
        assertThat(first.asked()).hasSize(4);
        slow.complete(FakeMember.response(first.last(), 0.9));

        assertThat(probe.join().answeredBy()).contains("first");
        assertThat(chain.members()).noneMatch(MemberStatus::rests);
        first.thenScores(0.1);
        assertThat(chain.rerank(QUESTION).answeredBy()).contains("first");
    }

    @Test
    void a_probe_that_is_cancelled_leaves_its_place_to_the_next() {
        chain.close();
        chain = chain(Duration.ofMillis(50));
        first.thenFails(new InternalServerException("down"));
        askThrice();
        first.thenIsSilent();
        probe().cancel(true);

        first.thenScores(0.1);

        assertThat(chain.rerank(QUESTION).answeredBy()).contains("first");
    }

    @Test
    void one_that_asks_to_wait_longer_than_a_call_may_take_is_left_alone_so_long() {
        first.thenFails(refusal(Duration.ofSeconds(90)));

        chain.rerank(QUESTION);

        assertThat(chain.members().get(0).restsUntil().orElseThrow())
                .isBetween(Instant.now().plusSeconds(80), Instant.now().plusSeconds(91));
    }

    @Test
    void nobody_is_left_alone_for_longer_than_five_minutes_because_he_says_so() {
        first.thenFails(refusal(Duration.ofDays(300)));

        chain.rerank(QUESTION);

        assertThat(chain.members().get(0).restsUntil().orElseThrow())
                .isBetween(Instant.now().plusSeconds(290), Instant.now().plusSeconds(301));
    }

    @Test
    void a_short_wait_is_one_failure() {
        first.thenFails(refusal(Duration.ofSeconds(2)));

        chain.rerank(QUESTION.toBuilder().timeout(Duration.ofSeconds(1)).build());

        assertThat(chain.members().get(0).rests()).isFalse();
    }

    @Test
    void calls_that_wait_for_one_answer_are_one_failure() {
        CompletableFuture<RerankResponse> answer = new CompletableFuture<>();
        first.then(request -> answer.copy());
        List<CompletableFuture<RerankResponse>> calls =
                Stream.generate(() -> chain.rerankAsync(QUESTION)).limit(8).toList();
        Awaitility.await().until(() -> first.answered() == 8);

        answer.completeExceptionally(new InternalServerException("down"));

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().answeredBy()).contains("second"));
        assertThat(chain.members().get(0).rests()).isFalse();
    }

    @Test
    void a_cache_tells_all_who_wait_the_same_failure() {
        CompletableFuture<RerankResponse> answer = new CompletableFuture<>();
        FakeMember model = FakeMember.silent().then(request -> answer);
        try (CachingScoringModel cached = CachingScoringModel.of(model).build()) {
            CompletableFuture<RerankResponse> one = cached.rerankAsync(QUESTION);
            Awaitility.await().until(() -> model.answered() == 1);
            CompletableFuture<RerankResponse> other = cached.rerankAsync(QUESTION);
            Awaitility.await().until(() -> cached.misses() == 2);
            InternalServerException down = new InternalServerException("down");

            answer.completeExceptionally(down);

            assertThat(catchThrowable(one::join)).cause().isSameAs(down);
            assertThat(catchThrowable(other::join)).cause().isSameAs(down);
        }
    }

    private static RateLimitException refusal(Duration wait) {
        return new RateLimitException("slow down", new RerankHttpException(429, null, null, wait, "slow down"));
    }

    /** The call that finds out whether the first member, which has failed three times, answers again. */
    private CompletableFuture<RerankResponse> probe() {
        return Awaitility.await()
                .until(
                        () -> {
                            CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
                            Awaitility.await().until(() -> call.isDone() || first.answered() == 4);
                            return call;
                        },
                        call -> first.answered() == 4);
    }

    private void askThrice() {
        for (int i = 0; i < 3; i++) {
            catchThrowable(() -> chain.rerank(QUESTION));
        }
    }
}
