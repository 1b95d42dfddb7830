package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.ScoreThreshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway")
class CachingScoringModelTest {

    private final AskedModel model = new AskedModel();
    private CachingScoringModel cache = CachingScoringModel.of(model).build();

    @AfterEach
    void close() {
        cache.close();
    }

    static RerankRequest request(String... documents) {
        return RerankRequest.builder()
                .query("which")
                .documents(List.of(documents))
                .build();
    }

    @Test
    void what_is_known_is_not_asked_again() {
        RerankResponse first = cache.rerank(request("0.5", "0.25"));
        RerankResponse again = cache.rerank(request("0.5", "0.25"));

        assertThat(first.cached()).isFalse();
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(again.cached()).isTrue();
        assertThat(again.scores()).containsExactly(0.5, 0.25);
        assertThat(again.attempts()).isZero();
        assertThat(again.tokenUsage()).isEmpty();
        assertThat(again.requestIds()).isEmpty();
        assertThat(again.modelName()).hasValue("model");
        assertThat(model.requests).hasSize(1);
        assertThat(cache.hits()).isEqualTo(2);
        assertThat(cache.misses()).isEqualTo(2);
    }

    @Test
    void only_what_is_not_known_is_asked_in_one_request_and_in_document_order() {
        cache.rerank(request("2", "4"));

        RerankResponse response = cache.rerank(
                request("1", "2", "3", "4", "5").toBuilder().topN(2).build());

        assertThat(AskedModel.texts(model.last())).containsExactly("1", "3", "5");
        assertThat(model.requests).hasSize(2);
        assertThat(response.scores()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(response.ranked()).extracting(RerankResponse.Ranked::index).containsExactly(4, 3);
        assertThat(response.cached()).isFalse();
        assertThat(response.tokenUsage()).hasValue(new TokenUsage(30, 0));
        assertThat(response.requestIds()).containsExactly("id of 3");
    }

    @Test
    void a_document_that_is_twice_in_a_call_is_asked_once() {
        RerankResponse response = cache.rerank(request("1", "2", "1", "2", "1"));

        assertThat(AskedModel.texts(model.last())).containsExactly("1", "2");
        assertThat(response.scores()).containsExactly(1.0, 2.0, 1.0, 2.0, 1.0);
    }

    @Test
    void raw_scores_are_kept_and_made_into_what_each_call_wants() {
        List<Double> raw = cache.rerank(request("1", "-1")).scores();
        RerankRequest probabilities =
                request("1", "-1").toBuilder().scores(ScoreOutput.PROBABILITY).build();

        RerankResponse made = cache.rerank(probabilities);

        assertThat(raw).containsExactly(1.0, -1.0);
        assertThat(made.cached()).isTrue();
        assertThat(made.scores())
                .containsExactly(
                        ScoreOutput.PROBABILITY.of(1, ScoreScale.LOGIT),
                        ScoreOutput.PROBABILITY.of(-1, ScoreScale.LOGIT));
        assertThat(model.requests)
                .allSatisfy(request -> assertThat(request.scores()).hasValue(ScoreOutput.RAW));
    }

    @Test
    void the_models_own_output_counts_where_a_call_says_nothing() {
        model.traits = builder -> builder.output(ScoreOutput.PROBABILITY);
        cache = CachingScoringModel.of(model).build();
        double expected = ScoreOutput.PROBABILITY.of(1, ScoreScale.LOGIT);

        assertThat(cache.rerank(request("1")).scores()).containsExactly(expected);
        assertThat(cache.rerank(request("1")).scores()).containsExactly(expected);
    }

    @Test
    void an_output_that_does_not_fit_is_refused_before_anybody_is_asked() {
        model.traits = builder -> builder.rawScale(ScoreScale.UNKNOWN);
        cache = CachingScoringModel.of(model).build();
        RerankRequest probabilities =
                request("1").toBuilder().scores(ScoreOutput.PROBABILITY).build();

        assertThatThrownBy(() -> cache.rerank(probabilities)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> cache.rerank(request("1").toBuilder()
                        .scores(new Fussy("no such model"))
                        .build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no such model");
        assertThat(model.requests).isEmpty();
    }

    @Test
    void what_cannot_be_handed_over_is_not_kept() {
        model.traits = builder -> builder.rawScale(ScoreScale.PROBABILITY);
        cache = CachingScoringModel.of(model).build();
        RerankRequest probabilities =
                request("7").toBuilder().scores(ScoreOutput.PROBABILITY).build();

        assertThatThrownBy(() -> cache.rerank(probabilities)).isInstanceOf(InvalidReplyException.class);
        assertThat(cache.rerank(request("7")).cached()).isFalse();
        // that is kept now, but is no use for this one, who asks again
        assertThatThrownBy(() -> cache.rerank(probabilities)).isInstanceOf(InvalidReplyException.class);
        assertThat(model.requests).hasSize(3);
    }

    @Test
    void an_output_that_makes_something_infinite_is_refused() {
        RerankRequest request = request("1").toBuilder()
                .scores(new Fussy(null) {
                    @Override
                    public double of(double raw, ScoreScale rawScale) {
                        return Double.POSITIVE_INFINITY;
                    }
                })
                .build();

        assertThatThrownBy(() -> cache.rerank(request))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageContaining("document 0");
    }

    @Test
    void scores_are_forgotten_after_their_time() {
        AtomicLong now = new AtomicLong();
        cache = CachingScoringModel.of(model)
                .timeToLive(Duration.ofMinutes(5))
                .ticker(now::get)
                .build();
        cache.rerank(request("1"));
        now.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
        assertThat(cache.rerank(request("1")).cached()).isTrue();

        now.addAndGet(1);

        assertThat(cache.rerank(request("1")).cached()).isFalse();
    }

    @Test
    void no_more_is_kept_than_is_wanted() {
        MemoryStore store = new MemoryStore(100, Duration.ofHours(1), () -> 0);
        List<ScoreKey> keys = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            keys.add(new ScoreKey(i * 0x9E3779B97F4A7C15L, i));
        }

        store.keep(keys, new double[1000], () -> {});

        assertThat(store.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void no_failure_is_kept() {
        model.manner = question -> question.result().completeExceptionally(new InternalServerException("on purpose"));
        assertThatThrownBy(() -> cache.rerank(request("1"))).isInstanceOf(InternalServerException.class);

        model.manner = AskedModel.Question::echo;

        assertThat(cache.rerank(request("1")).scores()).containsExactly(1.0);
    }

    @Test
    void a_response_without_a_score_for_each_document_is_refused() {
        model.manner = question -> question.result().complete(null);
        assertThatThrownBy(() -> cache.rerank(request("1"))).isInstanceOf(InvalidReplyException.class);

        model.manner = question ->
                question.result().complete(RerankResponse.of(request("1"), List.of(1.0), RerankResponse.Facts.NONE));
        assertThatThrownBy(() -> cache.rerank(request("1", "2"))).isInstanceOf(InvalidReplyException.class);
        assertThat(cache.rerank(request("1")).cached()).isFalse();
    }

    @Test
    void once_another_model_answers_no_older_score_is_used() {
        cache.rerank(request("1", "2"));
        model.answersAs = "its successor";
        assertThat(cache.rerank(request("1")).cached()).isTrue();

        RerankResponse mixed = cache.rerank(request("1", "3"));

        assertThat(mixed.scores()).containsExactly(1.0, 3.0);
        assertThat(mixed.modelName()).hasValue("its successor");
        assertThat(mixed.attempts()).isEqualTo(2);
        assertThat(mixed.tokenUsage()).hasValue(new TokenUsage(20, 0));
        assertThat(AskedModel.texts(model.last())).containsExactly("1");
        assertThat(cache.rerank(request("2")).cached()).isFalse();
        RerankResponse again = cache.rerank(request("1", "2", "3"));
        assertThat(again.cached()).isTrue();
        assertThat(again.modelName()).hasValue("its successor");
    }

    @Test
    void a_call_that_begins_again_may_find_all_it_needs() {
        cache.rerank(request("1"));
        model.silent().answersAs = "its successor";
        CompletableFuture<RerankResponse> call = cache.rerankAsync(request("1", "3"));
        AskedModel.Question question = model.awaitQuestion();
        question = question.documents().contains("3") ? question : model.awaitQuestion();
        model.manner = AskedModel.Question::echo;
        cache.rerank(request("4"));
        cache.rerank(request("1"));
        int asked = model.requests.size();

        question.echo();

        assertThat(call).succeedsWithin(Duration.ofSeconds(20));
        assertThat(call.join().scores()).containsExactly(1.0, 3.0);
        assertThat(call.join().modelName()).hasValue("its successor");
        assertThat(call.join().cached()).isFalse();
        assertThat(call.join().attempts()).isEqualTo(1);
        assertThat(model.requests).hasSize(asked);
    }

    @Test
    void a_model_that_answers_by_another_name_each_time_is_asked_for_the_whole_in_the_end() {
        cache.rerank(request("1"));
        model.manner = question -> new AskedModel.Question(
                        question.request(), question.result(), "number " + model.requests.size())
                .echo();

        RerankResponse response = cache.rerank(request("1", "2"));

        assertThat(response.scores()).containsExactly(1.0, 2.0);
        assertThat(AskedModel.texts(model.last())).containsExactly("1", "2");
        assertThat(model.requests).hasSize(4);
        assertThat(response.attempts()).isEqualTo(3);
    }

    @Test
    void a_response_to_an_older_question_does_not_say_who_answers_today() {
        AnsweringModels models = new AnsweringModels();
        models.answered("asked", 2, "new");

        assertThat(models.answered("asked", 1, "old")).isEqualTo("old");
        assertThat(models.now("asked")).isEqualTo("new");
        assertThat(models.answered("asked", 3, null)).isEqualTo("asked");
        assertThat(models.now("asked")).isEqualTo("asked");
    }

    @Test
    void of_too_many_names_nothing_is_remembered() {
        AnsweringModels models = new AnsweringModels();
        for (int i = 0; i < 1000; i++) {
            models.answered("name " + i, i, "answering " + i);
        }

        assertThat(models.now("one more")).isNull();
        assertThat(models.now("name 7")).isEqualTo("answering 7");
    }

    @Test
    void names_that_answer_as_themselves_make_room_for_later_ones() {
        AnsweringModels models = new AnsweringModels();
        models.answered("asked", 0, "answering");
        for (int i = 1; i < 2000; i++) {
            models.answered("name " + i, i, "name " + i);
        }

        assertThat(models.now("one more")).isEqualTo("one more");
        assertThat(models.answered("one more", 3000, "its date")).isEqualTo("its date");
        assertThat(models.now("one more")).isEqualTo("its date");
        assertThat(models.now("asked")).isEqualTo("answering");
    }

    @Test
    void what_nobody_says_to_be_his_is_not_kept_where_others_have_said_so() {
        cache.rerank(request("1"));
        model.manner = question -> new AskedModel.Question(question.request(), question.result(), null).echo();

        assertThat(cache.rerank(request("2")).scores()).containsExactly(2.0);
        assertThat(cache.rerank(request("2")).cached()).isFalse();
        assertThat(cache.rerank(request("1")).cached()).isTrue();
    }

    @Test
    void a_seal_changes_with_each_score_and_can_be_kept() {
        Set<Double> seals = new HashSet<>();
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                seals.add(Keys.seal(new double[] {first / 256.0, 0.5, second / 256.0, 0.25}));
            }
        }

        assertThat(seals).hasSize(256 * 256).allMatch(seal -> seal >= 1 && seal < 2);
    }

    @Test
    void a_listwise_model_is_remembered_by_whole_lists() {
        model.traits = builder -> builder.identity("lists").listwise(true);
        cache = CachingScoringModel.of(model).build();
        cache.rerank(request("1", "2", "3"));

        assertThat(cache.rerank(request("1", "2", "3")).cached()).isTrue();
        for (RerankRequest other : List.of(request("1", "2"), request("2", "1", "3"), request("1", "2", "3", "3"))) {
            assertThat(cache.rerank(other).cached()).isFalse();
            assertThat(model.last().documents()).isEqualTo(other.documents());
        }
        assertThat(model.requests).hasSize(4);
    }

    @Test
    void listeners_hear_that_a_call_was_answered_from_memory() {
        List<RerankResponseContext> heard = new ArrayList<>();
        cache = CachingScoringModel.of(model)
                .listeners(List.of(new RerankListener() {
                    @Override
                    public void onResponse(RerankResponseContext context) {
                        heard.add(context);
                    }
                }))
                .build();
        cache.rerank(request("1"));
        cache.rerank(request("1"));

        assertThat(heard).extracting(RerankResponseContext::cached).containsExactly(false, true);
        assertThat(heard)
                .allSatisfy(context -> assertThat(context.request().kind()).isEqualTo(Kind.CACHE));
    }

    @Test
    void a_request_to_the_model_is_made_for_the_call_and_is_nobody_elses_thread() {
        RerankRequest request = request("1").toBuilder()
                .executor(task -> {
                    throw new AssertionError("not for what several may wait for");
                })
                .timeout(Duration.ofSeconds(30))
                .maxRetries(1)
                .build();
        List<Thread> threads = new ArrayList<>();
        model.manner = question -> {
            threads.add(Thread.currentThread());
            question.echo();
        };

        cache.rerank(request);

        RerankRequest asked = model.last();
        assertThat(asked.executor()).isEmpty();
        assertThat(asked.calledBy())
                .hasValueSatisfying(call -> assertThat(call.reranker()).isEqualTo("cache"));
        assertThat(asked.maxRetries()).hasValue(1);
        assertThat(asked.timeout().orElseThrow()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void the_context_of_the_caller_is_there_when_the_model_is_asked() {
        ThreadLocal<String> context = new ThreadLocal<>();
        List<String> seen = new ArrayList<>();
        model.manner = question -> {
            seen.add(context.get());
            question.echo();
        };
        cache = CachingScoringModel.of(model)
                .contextCapture(() -> {
                    String captured = context.get();
                    return task -> () -> {
                        context.set(captured);
                        try {
                            task.run();
                        } finally {
                            context.remove();
                        }
                    };
                })
                .build();
        context.set("of the caller");

        cache.rerankAsync(request("1")).join();

        assertThat(seen).containsExactly("of the caller");
    }

    @Test
    void traits_are_those_of_the_model_and_a_threshold_is_checked_against_them() {
        assertThat(cache.traits(null).identity()).hasValue("of this test");
        assertThat(cache.traits(null).rawScale()).isEqualTo(ScoreScale.LOGIT);
        assertThat(cache.traits(null).members())
                .singleElement()
                .satisfies(member -> assertThat(member.reranker()).isSameAs(model));
        assertThatThrownBy(() -> ScoreThreshold.check(cache, 0.5, "minScore", "waiver", false))
                .isInstanceOf(IllegalArgumentException.class);
        model.traits = builder -> builder.output(ScoreOutput.PROBABILITY);
        cache = CachingScoringModel.of(model).build();
        ScoreThreshold.check(cache, 0.5, "minScore", "waiver", false);
        assertThatThrownBy(() -> ScoreThreshold.check(cache, 1.5, "minScore", "waiver", false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cache_in_a_chain_leaves_its_member_a_threshold_of_its_own() {
        model.traits = builder -> builder.output(ScoreOutput.PROBABILITY);
        cache = CachingScoringModel.of(model).build();
        FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", cache)
                .member("second", cache, member -> member.minScore(0.25))
                .build();

        ScoreThreshold.check(chain, 0.5, "minScore", "waiver", false);

        assertThat(chain.rerank(request("1")).cached()).isFalse();
        assertThat(chain.rerank(request("1")).cached()).isTrue();
        chain.close();
    }

    /** An output with a fault. */
    private static class Fussy implements ScoreOutput {

        private final String fault;

        Fussy(String fault) {
            this.fault = fault;
        }

        @Override
        public double of(double raw, ScoreScale rawScale) {
            return raw;
        }

        @Override
        public ScoreScale scale(ScoreScale rawScale) {
            return rawScale;
        }

        @Override
        public String fault(String modelName, ScoreScale rawScale) {
            return fault;
        }
    }
}
