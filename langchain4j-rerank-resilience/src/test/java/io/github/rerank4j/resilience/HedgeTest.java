package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A member that is silent gets company. */
class HedgeTest {

    private static final RerankRequest QUESTION =
            RerankRequest.builder().query("which").documents(List.of("a")).build();

    private final FakeMember first = FakeMember.scoring(0.1);
    private final FakeMember second = FakeMember.scoring(0.2);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final FallbackListener listener = new FallbackListener() {
        @Override
        public void onFallback(FallbackContext context) {
            heard.add("fallback " + context.from() + " " + context.to());
        }

        @Override
        public void onHedge(HedgeContext context) {
            heard.add("hedge " + context.member() + " " + context.other());
        }

        @Override
        public void onLoserCancelled(HedgeContext context) {
            heard.add("lost " + context.member() + " " + context.other());
        }
    };
    private final FallbackScoringModel chain = FallbackScoringModel.builder()
            .member("first", first)
            .member("second", second)
            .hedgeAfter(Duration.ofMillis(30))
            .restAfterFailures(2)
            .listeners(List.of(listener))
            .build();

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void the_next_member_answers_in_place_of_a_silent_one_which_is_cancelled() {
        save(10);
        first.thenIsSilent();

        RerankResponse response = chain.rerank(QUESTION);

        assertThat(response.scores()).containsExactly(0.2);
        assertThat(response.answeredBy()).contains("second");
        assertThat(response.fallbacks()).containsExactly("first");
        assertThat(first.answer()).isCancelled();
        assertThat(heard).containsExactly("hedge first second", "lost first second");
    }

    @Test
    void nothing_is_heard_of_a_hedge_after_the_end_of_its_call() {
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        FallbackListener ending = new FallbackListener() {
            @Override
            public void onHedge(HedgeContext context) {
                slow.complete(FakeMember.response(first.last(), 0.1));
            }
        };
        FallbackListener late = new FallbackListener() {
            @Override
            public void onResponse(RerankResponseContext context) {
                heard.add("response of " + context.member().orElseThrow());
            }

            @Override
            public void onHedge(HedgeContext context) {
                heard.add("hedge");
            }
        };
        try (FallbackScoringModel hedging = FallbackScoringModel.builder()
                .member("first", first)
                .member("second", second)
                .hedgeAfter(Duration.ofMillis(30))
                .listeners(List.of(ending, late))
                .build()) {
            for (int i = 0; i < 10; i++) {
                hedging.rerank(QUESTION);
            }
            heard.clear();
            first.then(request -> slow);

            assertThat(hedging.rerank(QUESTION).answeredBy()).contains("first");
        }

        assertThat(heard).containsExactly("response of first");
        assertThat(second.asked()).isEmpty();
    }

    @Test
    void the_first_answer_counts_whoever_gives_it() {
        save(10);
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        first.then(request -> slow);
        second.thenIsSilent();
        CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
        awaitAsked(second, 1);

        slow.complete(FakeMember.response(first.last(), 0.1));

        assertThat(call.join().answeredBy()).contains("first");
        assertThat(call.join().fallbacks()).isEmpty();
        assertThat(second.answer()).isCancelled();
        assertThat(heard).containsExactly("hedge first second", "lost second first");
    }

    @Test
    void where_one_of_two_fails_the_other_is_waited_for() {
        save(10);
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        first.then(request -> slow);
        CompletableFuture<RerankResponse> slower = new CompletableFuture<>();
        second.then(request -> slower);
        CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
        awaitAsked(second, 1);

        slow.completeExceptionally(new RetriableException("lost"));
        assertThat(call).isNotDone();
        slower.complete(FakeMember.response(second.last(), 0.2));

        assertThat(call.join().answeredBy()).contains("second");
        assertThat(heard).containsExactly("hedge first second", "fallback first second");
    }

    @Test
    void where_both_fail_both_are_named() {
        save(10);
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        first.then(request -> slow);
        second.thenFails(new InternalServerException("down"));
        CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
        awaitAsked(second, 1);

        slow.completeExceptionally(new RetriableException("lost"));

        assertThatThrownBy(call::join).hasMessageContaining("second failed").hasMessageContaining("first failed");
    }

    @Test
    void what_the_second_refuses_does_not_end_what_the_first_may_answer() {
        save(10);
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        first.then(request -> slow);
        second.thenFails(new UnsupportedFeatureException("no instructions here"));
        CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
        awaitAsked(second, 1);

        assertThat(call).isNotDone();
        slow.complete(FakeMember.response(first.last(), 0.1));

        assertThat(call.join().answeredBy()).contains("first");
    }

    @Test
    void without_credit_a_silent_member_is_waited_for() {
        save(9);
        first.thenIsSilent();
        chain.rerank(QUESTION);
        assertThat(second.asked()).as("company of the tenth call").hasSize(1);
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        first.then(request -> slow);
        CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
        awaitThoseThatHaveCompanyByNow();

        assertThat(call).isNotDone();
        slow.complete(FakeMember.response(QUESTION, 0.1));

        assertThat(call.join().answeredBy()).contains("first");
        assertThat(second.asked()).hasSize(1);
    }

    @Test
    void nobody_gets_company_while_a_member_rests() {
        save(30);
        second.thenFails(new InternalServerException("down"));
        for (int i = 0; i < 2; i++) {
            first.thenFails(new InternalServerException("down"));
            assertThatThrownBy(() -> chain.rerank(QUESTION)).isInstanceOf(RetriableException.class);
            first.thenScores(0.1);
            chain.rerank(QUESTION);
        }
        assertThat(chain.members().get(1).rests()).isTrue();

        assertStaysAlone();
    }

    @Test
    void a_member_whose_rest_is_over_may_be_the_company() {
        try (FallbackScoringModel brief = FallbackScoringModel.builder()
                .member("first", first)
                .member("second", second)
                .hedgeAfter(Duration.ofMillis(30))
                .restAfterFailures(1)
                .restFor(Duration.ofNanos(1))
                .build()) {
            for (int i = 0; i < 10; i++) {
                brief.rerank(QUESTION);
            }
            first.thenFails(new IllegalCallerException("down"));
            second.thenFails(new IllegalCallerException("down"));
            assertThatThrownBy(() -> brief.rerank(QUESTION)).isInstanceOf(RetriableException.class);
            first.thenScores(0.1);
            brief.rerank(QUESTION);
            assertThat(brief.members().get(1).rests()).isTrue();
            first.thenIsSilent();
            second.thenScores(0.2);

            assertThat(brief.rerank(QUESTION).answeredBy()).contains("second");
        }
    }

    @Test
    void nobody_gets_company_after_a_service_has_asked_for_less() {
        save(30);
        first.thenFails(new RateLimitException("slow down"));
        chain.rerank(QUESTION);
        int before = second.asked().size();

        assertStaysAlone();

        assertThat(second.asked()).hasSize(before);
    }

    private void assertStaysAlone() {
        int asked = second.asked().size();
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        first.then(request -> slow);
        CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
        awaitThoseThatHaveCompanyByNow();

        assertThat(second.asked()).hasSize(asked);
        slow.complete(FakeMember.response(first.last(), 0.1));
        assertThat(call.join().answeredBy()).contains("first");
    }

    /** A call of another chain, which begins later and goes on later. */
    private static void awaitThoseThatHaveCompanyByNow() {
        try (FallbackScoringModel other = FallbackScoringModel.builder()
                .member("silent", FakeMember.silent())
                .member("witness", FakeMember.scoring(0.3))
                .timeout(Duration.ofMillis(200))
                .build()) {
            other.rerank(QUESTION);
        }
    }

    @Test
    void cancelling_ends_all_who_are_at_work() {
        save(10);
        first.thenIsSilent();
        second.thenIsSilent();
        CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
        awaitAsked(second, 1);

        call.cancel(true);

        assertThat(first.answer()).isCancelled();
        assertThat(second.answer()).isCancelled();
    }

    @Test
    void a_member_listed_twice_is_asked_twice() {
        FakeMember same = FakeMember.scoring(0.1);
        List<CompletableFuture<RerankResponse>> answers = new ArrayList<>();
        try (FallbackScoringModel twice = FallbackScoringModel.builder()
                .member("one", same)
                .member("again", same)
                .hedgeAfter(Duration.ofMillis(30))
                .build()) {
            for (int i = 0; i < 10; i++) {
                twice.rerank(QUESTION);
            }
            same.then(request -> {
                CompletableFuture<RerankResponse> answer = answers.isEmpty()
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(FakeMember.response(request, 0.4));
                answers.add(answer);
                return answer;
            });

            assertThat(twice.rerank(QUESTION).answeredBy()).contains("again");
            assertThat(answers.get(0)).isCancelled();
        }
    }

    /** Calls that need no company. */
    private void save(int calls) {
        for (int i = 0; i < calls; i++) {
            chain.rerank(QUESTION);
        }
    }

    private static void awaitAsked(FakeMember member, int times) {
        Awaitility.await().until(() -> member.asked().size() == times && member.answered() == times);
    }
}
