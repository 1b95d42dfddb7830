package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.fixtures.RecordingLogger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What logs, listeners and contexts learn of a chain. */
@SuppressWarnings("CheckReturnValue")
class ChainReportTest {

    private static final RerankRequest QUESTION =
            RerankRequest.builder().query("which").documents(List.of("a", "b")).build();

    private final FakeMember first = FakeMember.scoring(0.1);
    private final FakeMember second = FakeMember.scoring(0.2);
    private final RecordingLogger log = new RecordingLogger();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private FallbackScoringModel.Builder chain() {
        return FallbackScoringModel.builder()
                .member("first", first)
                .member("second", second)
                .logger(log);
    }

    /** The lines of a level, without its name. */
    private List<String> lines(String level) {
        return log.lines().stream()
                .filter(line -> line.startsWith(level + " "))
                .map(line -> line.substring(level.length() + 1))
                .toList();
    }

    private final class Heard implements FallbackListener {

        @Override
        public void onRequest(RerankRequestContext context) {
            heard.add("start " + context.kind() + " " + context.documents());
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            heard.add("response of " + context.member().orElseThrow());
        }

        @Override
        public void onError(RerankErrorContext context) {
            heard.add("error " + context.error().getClass().getSimpleName());
        }

        @Override
        public void onFallback(FallbackContext context) {
            heard.add("fallback from " + context.from() + " to " + context.to() + " after "
                    + context.failure().getClass().getSimpleName());
            assertThat(context.call().reranker()).isEqualTo("fallback");
            assertThat(context.spent()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
        }

        @Override
        public void onRest(MemberStatus member) {
            heard.add("rest of " + member.name());
            assertThat(member.rests()).isTrue();
        }

        @Override
        public void onRestEnded(MemberStatus member) {
            heard.add("end of the rest of " + member.name());
        }
    }

    @Test
    void listeners_hear_what_becomes_of_members() {
        try (FallbackScoringModel chain = chain().listeners(List.of(new Heard()))
                .restAfterFailures(1)
                .restFor(Duration.ofMillis(1))
                .build()) {
            first.thenFails(new InternalServerException("down"));
            chain.rerank(QUESTION);
            first.thenScores(0.1);
            Awaitility.await().until(() -> chain.rerank(QUESTION).answeredBy().equals(java.util.Optional.of("first")));
            first.thenFails(new IllegalArgumentException("wrong"));
            catchThrowable(() -> chain.rerank(QUESTION));
        }

        assertThat(heard)
                .startsWith(
                        "start " + Kind.CHAIN + " 2",
                        "rest of first",
                        "fallback from first to second after InternalServerException",
                        "response of second")
                .endsWith(
                        "end of the rest of first",
                        "response of first",
                        "start " + Kind.CHAIN + " 2",
                        "error IllegalArgumentException");
    }

    @Test
    void a_members_call_knows_the_chains() {
        try (FallbackScoringModel chain = chain().build()) {
            chain.rerank(QUESTION);
        }

        assertThat(first.last().calledBy()).hasValueSatisfying(call -> {
            assertThat(call.reranker()).isEqualTo("fallback");
            assertThat(call.id()).isEqualTo("1");
        });
    }

    @Test
    void a_listener_that_throws_changes_nothing() {
        FallbackListener broken = new FallbackListener() {
            @Override
            public void onFallback(FallbackContext context) {
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public void onRest(MemberStatus member) {
                throw new StackOverflowError("broken on purpose");
            }
        };
        first.thenFails(new InternalServerException("down"));
        try (FallbackScoringModel chain = chain().listeners(List.of(broken, new Heard()))
                .restAfterFailures(1)
                .build()) {
            assertThat(chain.rerank(QUESTION).answeredBy()).contains("second");
        }
        assertThat(heard).hasSize(4);
    }

    @Test
    void a_warning_says_once_that_another_member_answers() {
        first.thenFails(new InternalServerException("down"));
        try (FallbackScoringModel chain = chain().restAfterFailures(0).build()) {
            for (int i = 0; i < 10; i++) {
                chain.rerank(QUESTION);
            }
            first.thenScores(0.1);
            chain.rerank(QUESTION);
            chain.rerank(QUESTION);
            first.thenFails(new InternalServerException("down again"));
            chain.rerank(QUESTION);
        }

        assertThat(lines("WARN")).hasSize(2).allMatch(line -> line.contains("second answers instead of first"));
        assertThat(lines("WARN").get(0))
                .contains("first failed after")
                .contains("InternalServerException: down")
                .endsWith("calls so far that first did not answer: 1");
        assertThat(lines("WARN").get(1)).endsWith("calls so far that first did not answer: 11");
        assertThat(lines("INFO")).containsExactly("first answers again");
    }

    @Test
    void a_member_that_fails_now_and_then_does_not_fill_the_log() {
        try (FallbackScoringModel chain =
                chain().restAfterFailures(3).restFor(Duration.ofNanos(1)).build()) {
            for (int i = 0; i < 1_000; i++) {
                if (i % 5 == 0) {
                    first.thenScores(0.1);
                } else {
                    first.thenFails(new InternalServerException("down"));
                }
                chain.rerank(QUESTION);
            }
        }

        assertThat(log.lines()).hasSizeBetween(6, 30);
    }

    @Test
    void a_silent_member_is_named_with_its_time() {
        try (FallbackScoringModel chain =
                chain().hedgeAfter(Duration.ofMillis(20)).build()) {
            for (int i = 0; i < 10; i++) {
                chain.rerank(QUESTION);
            }
            first.thenIsSilent();
            chain.rerank(QUESTION);
        }

        assertThat(lines("WARN"))
                .singleElement()
                .asString()
                .matches(
                        "second answers instead of first: first was silent for \\d+ ms; calls so far that first did not"
                                + " answer: 1");
    }

    @Test
    void credentials_that_are_refused_are_an_error_in_the_log_once_a_minute() {
        first.thenFails(new AuthenticationException("401"));
        try (FallbackScoringModel chain = chain().build()) {
            chain.rerank(QUESTION);
            chain.rerank(QUESTION);
        }

        assertThat(lines("ERROR"))
                .containsExactly("first does not accept the credentials, or its balance is used up:"
                        + " AuthenticationException: 401");
    }

    @Test
    void a_rest_is_in_the_log_with_its_reason() {
        first.thenFails(new InternalServerException("down"));
        try (FallbackScoringModel chain = chain().restAfterFailures(2).build()) {
            chain.rerank(QUESTION);
            chain.rerank(QUESTION);
        }

        assertThat(lines("WARN"))
                .contains("first rests for 30 s: 2 failures in a row, the last: InternalServerException: down");
    }

    @Test
    void numbers_of_another_scale_are_warned_of_once() {
        first.thenFails(new InternalServerException("down"));
        FakeMember logits = second.of(ScoreScale.LOGIT);
        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", first)
                .member("second", logits)
                .logger(log)
                .build()) {
            chain.rerank(QUESTION);
            assertThat(lines("WARN")).noneMatch(line -> line.contains("another scale"));

            chain.scoreAll(List.of(TextSegment.from("a")), "which");
            chain.scoreAsync(ScoringRequest.builder()
                            .query("which")
                            .documents(List.of("a"))
                            .build())
                    .join();
        }

        assertThat(lines("WARN").stream().filter(line -> line.contains("another scale")))
                .hasSize(1)
                .allMatch(line -> line.startsWith("second has answered instead of first"));
    }

    @Test
    void of_scales_that_nobody_knows_nobody_knows_that_they_are_one() {
        first.thenFails(new InternalServerException("down"));
        FakeMember unknown = FakeMember.scoring(0.4).of(ScoreScale.UNKNOWN);
        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                        .member("first", first.of(ScoreScale.UNKNOWN).thenFails(new InternalServerException("down")))
                        .member("second", unknown)
                        .logger(log)
                        .build();
                FallbackScoringModel twice = FallbackScoringModel.builder()
                        .member("first", unknown)
                        .member("second", unknown)
                        .logger(log)
                        .build()) {
            twice.scoreAll(List.of(TextSegment.from("a")), "which");
            assertThat(lines("WARN")).isEmpty();
            chain.scoreAll(List.of(TextSegment.from("a")), "which");
        }

        assertThat(lines("WARN").stream().filter(line -> line.contains("another scale")))
                .hasSize(1);
    }

    @Test
    void numbers_of_one_scale_need_no_warning() {
        first.thenFails(new InternalServerException("down"));
        try (FallbackScoringModel chain = chain().build()) {
            chain.scoreAll(List.of(TextSegment.from("a")), "which");
        }

        assertThat(lines("WARN")).noneMatch(line -> line.contains("another scale"));
    }

    @Test
    void a_callers_context_follows_to_the_second_member_and_to_company() {
        ThreadLocal<String> tenant = ThreadLocal.withInitial(() -> "nobody");
        UnaryOperator<FallbackScoringModel.Builder> capturing = builder -> builder.contextCapture(() -> {
            String captured = tenant.get();
            return task -> () -> {
                String before = tenant.get();
                tenant.set(captured);
                try {
                    task.run();
                } finally {
                    tenant.set(before);
                }
            };
        });
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<RerankResponse> slow = new CompletableFuture<>();
        first.then(request -> slow);
        second.then(request -> {
            seen.add(tenant.get());
            return FakeMember.answering(0.2).apply(request);
        });
        try (FallbackScoringModel chain = capturing.apply(chain()).build();
                FallbackScoringModel hedging = capturing
                        .apply(chain())
                        .hedgeAfter(Duration.ofMillis(20))
                        .build()) {
            tenant.set("tenant 1");
            CompletableFuture<RerankResponse> call = chain.rerankAsync(QUESTION);
            Awaitility.await().until(() -> first.answered() == 1);
            for (int i = 0; i < 10; i++) {
                first.thenScores(0.1);
                hedging.rerank(QUESTION);
            }
            first.thenIsSilent();
            CompletableFuture<RerankResponse> hedged = hedging.rerankAsync(QUESTION);
            Awaitility.await().until(() -> first.answered() == 12);
            tenant.remove();
            slow.completeExceptionally(new RetriableException("lost"));

            assertThat(call.join().answeredBy()).contains("second");
            assertThat(hedged.join().answeredBy()).contains("second");
        }
        assertThat(seen).containsExactly("tenant 1", "tenant 1");
    }

    @Test
    void it_shows_the_names_of_its_members() {
        try (FallbackScoringModel chain = chain().build()) {
            assertThat(chain).hasToString("FallbackScoringModel[first, second]");
            assertThat(chain.members())
                    .map(MemberStatus::toString)
                    .containsExactly("first is in use", "second is in use");
        }
    }

    @Test
    void a_closed_chain_says_so() {
        FallbackScoringModel chain = chain().build();
        chain.close();

        assertThatThrownBy(() -> chain.rerank(QUESTION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this chain is closed; build a new one");
    }
}
