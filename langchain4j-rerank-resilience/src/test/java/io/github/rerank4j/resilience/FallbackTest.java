package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Ranked;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.fixtures.OpenLogger;
import io.github.rerank4j.spi.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

/** Who answers, and what the response says of it. */
@SuppressWarnings("ReturnValueIgnored")
class FallbackTest {

    private static final RerankRequest QUESTION =
            RerankRequest.builder().query("which").documents(List.of("a", "b")).build();

    private final List<FallbackScoringModel> made = new ArrayList<>();

    @AfterEach
    void close() {
        made.forEach(FallbackScoringModel::close);
    }

    @Test
    void the_first_member_answers_and_nobody_else_is_asked() {
        FakeMember second = FakeMember.scoring(0.2);

        RerankResponse response = chain(FakeMember.scoring(0.1), second).rerank(QUESTION);

        assertThat(response.scores()).containsExactly(0.1, 0.1);
        assertThat(response.answeredBy()).contains("first");
        assertThat(response.fallbacks()).isEmpty();
        assertThat(response.modelName()).contains("model-0.1");
        assertThat(second.asked()).isEmpty();
    }

    static Stream<Throwable> failures_of_one_member() {
        return Stream.of(
                new RateLimitException("slow down"),
                new NoPermitInTimeException(Duration.ofSeconds(1), Duration.ZERO),
                new InternalServerException("broken"),
                new TimeoutException("late"),
                new RetriableException("lost"),
                new UnresolvedModelServerException("no such host"),
                new InvalidReplyException("half of it", null),
                new ModelNotFoundException("gone"),
                new AuthenticationException("balance used up"),
                new HttpException(503, "strangers hand it on"),
                new HttpException(404, "strangers hand it on"),
                refused(302),
                refused(409),
                refused(410),
                refused(501),
                refused(511),
                new UncheckedIOException(new IOException("a stranger's")),
                new IOException("a stranger's future"),
                new RuntimeException("a stranger's"));
    }

    @ParameterizedTest
    @MethodSource("failures_of_one_member")
    void the_next_member_answers_after_a_failure_of_one(Throwable failure) {
        RerankResponse response =
                chain(FakeMember.failing(failure), FakeMember.scoring(0.2)).rerank(QUESTION);

        assertThat(response.scores()).containsExactly(0.2, 0.2);
        assertThat(response.answeredBy()).contains("second");
        assertThat(response.fallbacks()).containsExactly("first");
        assertThat(response.ranked()).extracting(Ranked::index).containsExactly(0, 1);
    }

    static Stream<Throwable> mistakes_of_the_caller() {
        return Stream.of(
                new IllegalArgumentException("wrong"),
                new UnsupportedFeatureException("no images here"),
                new InvalidRequestException("400"),
                refused(200),
                refused(400),
                refused(413),
                refused(500),
                new ContentFilteredException("not that"),
                new HttpException(422, "strangers hand it on"),
                new CancellationException("cancelled"),
                new IllegalStateException("closed"),
                new RejectedExecutionException("full"),
                new LangChain4jException("interrupted", new InterruptedException()),
                new RuntimeException(new InterruptedException()),
                new StackOverflowError("deep"));
    }

    @Test
    void of_the_statuses_that_refuse_a_request_some_speak_of_the_service() {
        Set<Integer> speakOfTheRequest = Set.of(400, 405, 406, 411, 413, 414, 415, 422, 431);

        assertThat(IntStream.range(300, 600)
                        .filter(status -> ErrorKind.ofStatus(status) == ErrorKind.INVALID_REQUEST)
                        .filter(status -> !RerankFailures.anotherCouldHelp(refused(status)))
                        .boxed())
                .containsExactlyInAnyOrderElementsOf(speakOfTheRequest);
    }

    private static InvalidRequestException refused(int status) {
        return new InvalidRequestException("no", new RerankHttpException(status, null, null, null, "no"));
    }

    @ParameterizedTest
    @MethodSource("mistakes_of_the_caller")
    void what_is_the_callers_own_comes_back_as_it_is(Throwable mistake) {
        FakeMember second = FakeMember.scoring(0.2);

        Throwable thrown =
                catchThrowable(() -> chain(FakeMember.failing(mistake), second).rerank(QUESTION));

        if (mistake instanceof CancellationException) {
            // newer JDKs make another of it
            assertThat(thrown).isInstanceOf(CancellationException.class);
        } else {
            assertThat(thrown).isSameAs(mistake);
        }
        assertThat(second.asked()).isEmpty();
    }

    @Test
    void the_user_says_after_which_failures_the_next_is_asked() {
        FallbackScoringModel.Builder settings = FallbackScoringModel.builder()
                .member("first", FakeMember.failing(new InvalidRequestException("400")))
                .member("second", FakeMember.failing(new InternalServerException("500")))
                .member("third", FakeMember.scoring(0.3))
                .fallOverOn(InvalidRequestException.class::isInstance);

        assertThatThrownBy(() -> make(settings).rerank(QUESTION))
                .isInstanceOf(RetriableException.class)
                .hasCauseInstanceOf(InternalServerException.class);
    }

    @Test
    void what_a_later_member_refuses_is_told_beside_what_the_first_has_done() {
        FakeMember third = FakeMember.scoring(0.3);
        InternalServerException down = new InternalServerException("down");
        UnsupportedFeatureException refusal = new UnsupportedFeatureException("no instructions here");

        assertThatThrownBy(() -> chain(FakeMember.failing(down), FakeMember.failing(refusal), third)
                        .rerank(QUESTION))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("InternalServerException: down")
                .hasMessageContaining("UnsupportedFeatureException: no instructions here")
                .hasCause(refusal)
                .satisfies(failure -> assertThat(failure.getSuppressed()).contains(down));
        assertThat(third.asked()).isEmpty();
    }

    @Test
    void a_predicate_that_throws_asks_nobody_else() {
        InternalServerException failure = new InternalServerException("500");
        FallbackScoringModel.Builder settings = FallbackScoringModel.builder()
                .member("first", FakeMember.failing(failure))
                .member("second", FakeMember.scoring(0.3))
                .fallOverOn(any -> {
                    throw new IllegalStateException("broken on purpose");
                });

        assertThatThrownBy(() -> make(settings).rerank(QUESTION)).isSameAs(failure);
    }

    @Test
    void a_response_without_one_score_per_document_is_a_failure() {
        RerankRequest shorter =
                RerankRequest.builder().query("which").documents(List.of("a")).build();
        FakeMember halfOfIt = FakeMember.silent()
                .then(request -> CompletableFuture.completedFuture(FakeMember.response(shorter, 0.9)));
        FakeMember nothing = FakeMember.silent().then(request -> CompletableFuture.completedFuture(null));
        @SuppressWarnings("NullAway")
        FakeMember noFuture = FakeMember.silent().then(request -> null);
        FakeMember throwing = FakeMember.silent().then(request -> {
            throw new RetriableException("thrown and not in the future");
        });

        RerankResponse response = chain(halfOfIt, nothing, noFuture, throwing, FakeMember.scoring(0.2))
                .rerank(QUESTION);

        assertThat(response.scores()).containsExactly(0.2, 0.2);
        assertThat(response.fallbacks()).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void the_failure_of_all_says_what_each_has_done() {
        RateLimitException first = new RateLimitException("slow down");
        AuthenticationException second = new AuthenticationException("no balance");

        Throwable thrown = catchThrowable(() ->
                chain(FakeMember.failing(first), FakeMember.failing(second)).rerank(QUESTION));

        assertThat(thrown)
                .isInstanceOf(RetriableException.class)
                .hasMessageMatching(
                        "no member of the chain has answered \\(timeout 10 s\\): first failed after \\S+ \\w+"
                                + " \\(RateLimitException: slow down\\); second failed after \\S+ \\w+"
                                + " \\(AuthenticationException: no balance\\)")
                .hasCause(second);
        assertThat(thrown.getSuppressed()).contains(first);
    }

    @Test
    void what_cannot_be_tried_again_with_any_member_is_not_called_retriable() {
        AuthenticationException refused = new AuthenticationException("401");

        assertThatThrownBy(
                        () -> chain(FakeMember.failing(refused), FakeMember.failing(new ModelNotFoundException("404")))
                                .rerank(QUESTION))
                .isInstanceOf(NonRetriableException.class);
    }

    @Test
    void the_text_of_a_strangers_failure_stays_out_of_the_message() {
        ScoringModel stranger = (segments, query) -> {
            throw new IllegalCallerException("no scores for " + segments.get(0).text());
        };
        FallbackScoringModel.Builder settings =
                FallbackScoringModel.builder().member("first", stranger).member("second", stranger);

        assertThatThrownBy(() -> make(settings)
                        .rerank(RerankRequest.builder()
                                .query("which")
                                .documents(List.of("a private text"))
                                .build()))
                .hasMessageContaining("first failed after")
                .hasMessageContaining("(IllegalCallerException)")
                .hasMessageNotContaining("private");
    }

    @Test
    void a_model_is_not_named_in_a_request() {
        FakeMember member = FakeMember.scoring(0.1);
        RerankRequest named = QUESTION.toBuilder().modelName("other").build();

        assertThatThrownBy(() -> chain(member).rerank(named))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelName");
        assertThat(chain(member).rerankAsync(named)).isCompletedExceptionally();
        assertThat(member.asked()).isEmpty();
    }

    @Test
    void instruction_entries_segments_and_output_go_to_every_member() {
        FakeMember first = FakeMember.failing(new RetriableException("lost"));
        FakeMember second = FakeMember.scoring(0.2);
        TextSegment segment = TextSegment.from("a");
        RerankRequest request = RerankRequest.builder()
                .query("which")
                .segments(List.of(segment))
                .instruction("judge")
                .input(Map.of("i", 1))
                .parameters(Map.of("p", 2))
                .topN(1)
                .build();

        chain(first, second).rerank(request);

        for (FakeMember member : List.of(first, second)) {
            assertThat(member.last().instruction()).contains("judge");
            assertThat(member.last().input()).isEqualTo(Map.of("i", 1));
            assertThat(member.last().parameters()).isEqualTo(Map.of("p", 2));
            assertThat(member.last().candidates().get(0).segment()).contains(segment);
        }
    }

    @Test
    void a_threshold_belongs_to_a_member() {
        FakeMember down = FakeMember.failing(new RetriableException("lost"));

        assertThat(chain(FakeMember.scoring(0.1)).rerank(QUESTION).minScore()).isEmpty();
        assertThat(second(down, member -> member.minScore(0.35)).minScore()).hasValue(0.35);
        assertThat(second(down, FallbackScoringModel.MemberBuilder::withoutThreshold)
                        .minScore())
                .hasValue(Double.NEGATIVE_INFINITY);
        assertThat(second(down, member -> member).minScore()).isEmpty();
    }

    private RerankResponse second(FakeMember first, UnaryOperator<FallbackScoringModel.MemberBuilder> settings) {
        return make(FallbackScoringModel.builder()
                        .member("first", first)
                        .member("second", FakeMember.scoring(0.2), settings::apply))
                .rerank(QUESTION);
    }

    @Test
    void a_chain_in_a_chain_says_who_it_was() {
        FallbackScoringModel inner = make(FallbackScoringModel.builder()
                .member("x", FakeMember.failing(new RetriableException("lost")))
                .member("y", FakeMember.scoring(0.3), member -> member.minScore(0.5)));
        FallbackScoringModel outer = make(FallbackScoringModel.builder()
                .member("first", FakeMember.failing(new RetriableException("lost")))
                .member("inner", inner));

        RerankResponse response = outer.rerank(QUESTION);

        assertThat(response.answeredBy()).contains("inner/y");
        assertThat(response.fallbacks()).containsExactly("first", "inner/x");
        assertThat(response.minScore()).hasValue(0.5);

        FallbackScoringModel own =
                make(FallbackScoringModel.builder().member("inner", inner, member -> member.minScore(0.1)));
        assertThat(own.rerank(QUESTION).minScore()).as("the answering member's").hasValue(0.5);
    }

    @Test
    void langchain4j_learns_it_from_the_metadata() {
        FallbackScoringModel chain = chain(FakeMember.failing(new RetriableException("lost")), FakeMember.scoring(0.2));

        Response<List<Double>> all = chain.scoreAll(List.of(TextSegment.from("a")), "which");
        Response<Double> one = chain.score("a", "which");

        for (Response<?> response : List.of(all, one)) {
            assertThat(response.metadata())
                    .containsEntry("rerank.member", "second")
                    .containsEntry("rerank.model", "model-0.2")
                    .containsEntry("rerank.fallbacks", List.of("first"));
        }
    }

    @Test
    void its_traits_are_those_of_all_members_together() {
        FakeMember texts = FakeMember.scoring(0.1);
        FakeMember images = FakeMember.scoring(0.1).ranking(Set.of(ContentType.TEXT, ContentType.IMAGE));
        FakeMember logits = FakeMember.scoring(0.1).of(ScoreScale.LOGIT);

        RerankerTraits traits = make(FallbackScoringModel.builder()
                        .member("first", texts)
                        .member("second", images, member -> member.minScore(0.4)))
                .traits(null);

        assertThat(traits.scale()).isEqualTo(ScoreScale.PROBABILITY);
        assertThat(traits.kinds()).containsExactly(ContentType.TEXT);
        assertThat(traits.identity()).isEmpty();
        assertThat(traits.listwise()).isFalse();
        assertThat(traits.members()).extracting(RerankerTraits.Member::name).containsExactly("first", "second");
        assertThat(traits.members().get(1).minScore()).hasValue(0.4);
        assertThat(chain(texts, logits).traits(null).scale()).isEqualTo(ScoreScale.UNKNOWN);
        assertThat(chain(images, images).traits(null).kinds()).contains(ContentType.IMAGE);
    }

    @Test
    void a_member_is_not_closed_with_the_chain() {
        FakeMember member = FakeMember.scoring(0.1);

        chain(member).close();

        assertThat(member.isClosed()).isFalse();
    }

    @Test
    void a_member_without_words_for_its_failure_is_followed_all_the_same() {
        RetriableException speechless = new RetriableException("") {
            @Override
            public String getMessage() {
                throw new IllegalStateException("broken on purpose");
            }
        };

        assertThat(chain(FakeMember.failing(speechless), FakeMember.scoring(0.2))
                        .rerank(QUESTION)
                        .answeredBy())
                .contains("second");
    }

    @Test
    void a_logger_that_throws_costs_no_answer() {
        OpenLogger broken = new OpenLogger() {
            @Override
            protected void logged(Level level, String line) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        FallbackScoringModel.Builder settings = FallbackScoringModel.builder()
                .member("first", FakeMember.failing(new AuthenticationException("401")))
                .member("second", FakeMember.scoring(0.2))
                .restAfterFailures(1)
                .logger(broken);

        assertThat(make(settings).rerank(QUESTION).answeredBy()).contains("second");
    }

    @Test
    void a_callers_cancelling_ends_the_member_at_work() {
        FakeMember second = FakeMember.silent();
        CompletableFuture<RerankResponse> call = chain(FakeMember.failing(new RetriableException("lost")), second)
                .rerankAsync(QUESTION);

        Awaitility.await().until(() -> second.answered() == 1);
        call.cancel(true);

        assertThat(second.answer()).isCancelled();
    }

    private FallbackScoringModel chain(ScoringModel... members) {
        String[] names = {"first", "second", "third", "fourth", "fifth"};
        FallbackScoringModel.Builder builder = FallbackScoringModel.builder();
        for (int i = 0; i < members.length; i++) {
            builder.member(names[i], members[i]);
        }
        return make(builder);
    }

    private FallbackScoringModel make(FallbackScoringModel.Builder builder) {
        FallbackScoringModel chain = builder.build();
        made.add(chain);
        return chain;
    }
}
