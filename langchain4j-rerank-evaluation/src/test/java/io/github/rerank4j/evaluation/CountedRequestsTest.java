package io.github.rerank4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.ScoreScale;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountedRequestsTest {

    private static Judgments judgments() {
        return Judgments.builder()
                .query("q1", "one?")
                .query("q2", "two?")
                .query("q3", "three?")
                .grade("q1", "a", 1)
                .grade("q2", "a", 1)
                .markJudged("q3")
                .build();
    }

    private static RerankEvaluation evaluation() {
        List<Candidate> both = List.of(new Candidate("a", "right"), new Candidate("b", "wrong"));
        return RerankEvaluation.of(judgments()).candidates(Candidates.of(Map.of("q1", both, "q2", both, "q3", both)));
    }

    /** Makes so many attempts for each call, through a chain of its own, and fails on one question. */
    private static class CountedReranker implements Reranker {

        private final RerankListener listener;
        private final int attempts;

        CountedReranker(RerankListener listener, int attempts) {
            this.listener = listener;
            this.attempts = attempts;
        }

        @Override
        public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
            CallContext chain = CallContext.of("chain", 1, request.calledBy().orElse(null));
            CallContext call = CallContext.of("acme", 1, chain);
            for (int i = 0; i < attempts; i++) {
                listener.onAttempt(RerankAttemptContext.builder(
                                RerankRequestContext.builder("acme").call(call).build())
                        .build());
            }
            // a request that has nothing to do with the evaluation
            listener.onAttempt(RerankAttemptContext.builder(
                            RerankRequestContext.builder("acme").build())
                    .build());
            if (request.query().toString().contains("two?")) {
                return CompletableFuture.failedFuture(new IllegalStateException("busy"));
            }
            return CompletableFuture.completedFuture(
                    RerankResponse.of(request, Collections.nCopies(request.size(), 1.0), RerankResponse.Facts.NONE));
        }

        @Override
        public RerankResponse rerank(RerankRequest request) {
            return rerankAsync(request).join();
        }

        @Override
        public RerankRequest resolve(RerankRequest request) {
            return request.toBuilder().modelName("acme-1").build();
        }

        @Override
        public RerankerTraits traits(@Nullable String modelName) {
            return RerankerTraits.builder("acme").rawScale(ScoreScale.LOGIT).build();
        }

        @Override
        public void close() {
            throw new AssertionError("it is its owner's");
        }
    }

    @Test
    void retries_failures_and_unanswerable_questions_count_and_foreign_requests_do_not() {
        RerankEvaluation evaluation = evaluation();
        Reranker model = new CountedReranker(evaluation.listener("m"), 3);

        ModelReport report = evaluation.rerankers(Map.of("m", model)).run().model("m");

        assertThat(report.requests()).hasValue(9);
        assertThat(report.asked()).hasValue(9);
        assertThat(report.failedQueries()).extracting(FailedQuery::id).containsExactly("q2");
        assertThat(report.tokens()).isEmpty();
    }

    @Test
    void a_listener_that_a_model_has_twice_counts_once() {
        RerankEvaluation evaluation = evaluation();
        RerankListener listener = evaluation.listener("m");
        RerankListener other = evaluation.listener("other");
        Reranker model = new CountedReranker(
                new RerankListener() {
                    @Override
                    public void onAttempt(RerankAttemptContext context) {
                        listener.onAttempt(context);
                        listener.onAttempt(context);
                        other.onAttempt(context);
                    }
                },
                3);

        ModelReport report = evaluation.rerankers(Map.of("m", model)).run().model("m");

        assertThat(report.requests()).hasValue(9);
    }

    @Test
    void a_listener_that_no_model_has_counts_nothing_instead_of_0() {
        RerankEvaluation evaluation = evaluation();
        evaluation.listener("m");
        Reranker model = new CountedReranker(new RerankListener() {}, 3);

        ModelReport report = evaluation.rerankers(Map.of("m", model)).run().model("m");

        assertThat(report.requests()).isEmpty();
        assertThat(report.asked()).isEmpty();
    }

    @Test
    void what_a_cache_has_is_no_request_though_no_model_is_asked() {
        RerankEvaluation evaluation = evaluation();
        Reranker model = new CountedReranker(evaluation.listener("m"), 0) {
            @Override
            public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
                return CompletableFuture.completedFuture(RerankResponse.of(
                        request,
                        Collections.nCopies(request.size(), 1.0),
                        RerankResponse.Facts.builder().cached(true).build()));
            }
        };

        ModelReport report = evaluation.rerankers(Map.of("m", model)).run().model("m");

        assertThat(report.requests()).hasValue(0);
    }

    @Test
    void requests_of_earlier_runs_count_and_asked_is_what_this_one_sent() {
        KeptResponses store = new KeptResponses();
        RerankEvaluation first = evaluation().store(store);
        first.rerankers(Map.of("m", new CountedReranker(first.listener("m"), 2)))
                .run();
        RerankEvaluation second = evaluation().store(store);

        ModelReport report = second.rerankers(Map.of("m", new CountedReranker(second.listener("m"), 1)))
                .run()
                .model("m");

        assertThat(report.requests()).hasValue(3 * 2 + 1);
        assertThat(report.asked()).hasValue(1);
    }

    @Test
    void what_a_cancelled_run_has_sent_already_counts_in_the_next() {
        KeptResponses store = new KeptResponses();
        RerankEvaluation ended = evaluation().store(store);
        Reranker silent = new CountedReranker(ended.listener("m"), 2) {
            @Override
            public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
                CompletableFuture<RerankResponse> answered = super.rerankAsync(request);
                ended.cancel();
                return answered.thenCombine(new CompletableFuture<>(), (response, never) -> response);
            }
        };
        ended.rerankers(Map.of("m", silent));
        assertThatThrownBy(ended::run).isInstanceOf(CancellationException.class);
        RerankEvaluation next = evaluation().store(store);

        ModelReport report = next.rerankers(Map.of("m", new CountedReranker(next.listener("m"), 1)))
                .run()
                .model("m");

        assertThat(report.requests()).hasValue(2 + 3);
        assertThat(report.asked()).hasValue(3);
    }

    @Test
    void a_price_of_tokens_that_nobody_reports_is_unknown() {
        RerankEvaluation evaluation = evaluation().prices(Map.of("m", Price.perMillionTokens(2)));
        Reranker model = new CountedReranker(evaluation.listener("m"), 1);

        ModelReport report = evaluation.rerankers(Map.of("m", model)).run().model("m");

        assertThat(report.requests()).isPresent();
        assertThat(report.pricePerThousandQueries()).isEmpty();
    }
}
