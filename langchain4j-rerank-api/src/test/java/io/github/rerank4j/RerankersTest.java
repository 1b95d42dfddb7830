package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class RerankersTest {

    private static final TokenUsage USAGE = new TokenUsage(7, 0, 7);

    private final List<TextSegment> asked = new ArrayList<>();
    private final AtomicReference<Thread> worker = new AtomicReference<>();

    @Test
    void a_reranker_is_one_already() {
        Reranker adapted = Rerankers.of(lengths());

        assertThat(Rerankers.of(adapted)).isSameAs(adapted);
    }

    @Test
    void there_must_be_a_model() {
        assertThatThrownBy(() -> Rerankers.of(nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model is null");
    }

    @Test
    void scores_and_usage_are_the_models_in_document_order() {
        RerankResponse response = Rerankers.of(lengths()).rerank(request("aaa", "a", "aa"));

        assertThat(response.scores()).containsExactly(3.0, 1.0, 2.0);
        assertThat(response.tokenUsage()).contains(USAGE);
        assertThat(response.attempts()).isOne();
        assertThat(response.ranked()).extracting(RerankResponse.Ranked::index).containsExactly(0, 2, 1);
    }

    @Test
    void later_they_are_the_same_and_come_from_a_thread_of_ours() {
        RerankResponse response =
                Rerankers.of(lengths()).rerankAsync(request("aaa", "a")).join();

        assertThat(response.scores()).containsExactly(3.0, 1.0);
        assertThat(worker.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void a_call_without_a_time_limit_is_done_by_its_caller_who_keeps_the_metadata() {
        TextSegment segment = TextSegment.from("aaa", Metadata.from("source", "book"));

        Response<List<Double>> response = Rerankers.of(lengths()).scoreAll(List.of(segment), "q");

        assertThat(response.content()).containsExactly(3.0);
        assertThat(asked).containsExactly(segment);
        assertThat(worker.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void resolving_changes_nothing() {
        RerankRequest request = request("a");

        assertThat(Rerankers.of(lengths()).resolve(request)).isSameAs(request);
    }

    @Test
    void nothing_is_known_of_its_scale() {
        RerankerTraits traits = Rerankers.of(lengths()).traits(null);

        assertThat(traits.scale()).isEqualTo(ScoreScale.UNKNOWN);
        assertThat(traits.identity()).isEmpty();
        assertThat(traits.messagesHoldNoTexts()).isFalse();
        assertThat(traits.members()).isEmpty();
    }

    @Test
    void without_documents_nobody_is_asked() {
        Reranker reranker = Rerankers.of(lengths());

        assertThat(reranker.rerank(request()).scores()).isEmpty();
        assertThat(reranker.rerankAsync(request()).join().attempts()).isZero();
        assertThat(worker.get()).isNull();
    }

    private static List<List<Double>> misaligned() {
        return List.of(
                List.of(1.0),
                List.of(1.0, 2.0, 3.0),
                List.of(1.0, Double.NaN),
                List.of(Double.POSITIVE_INFINITY, 1.0),
                Arrays.asList(1.0, null));
    }

    @ParameterizedTest
    @MethodSource("misaligned")
    void anything_but_one_finite_score_per_document_is_refused(List<Double> scores) {
        Reranker reranker = Rerankers.of((segments, query) -> Response.from(scores));

        assertThatThrownBy(() -> reranker.rerank(request("a", "b"))).isInstanceOf(InvalidReplyException.class);
        assertThatThrownBy(() -> reranker.rerankAsync(request("a", "b")).join())
                .hasCauseInstanceOf(InvalidReplyException.class);
    }

    @Test
    void an_output_that_makes_no_number_is_named() {
        ScoreOutput broken = new ScoreOutput() {
            @Override
            public double of(double raw, ScoreScale rawScale) {
                return Double.NaN;
            }

            @Override
            public ScoreScale scale(ScoreScale rawScale) {
                return rawScale;
            }
        };
        try (Reranker reranker = Rerankers.of((segments, query) -> Response.from(List.of(1.0)))) {
            RerankRequest request = request("a").toBuilder().scores(broken).build();

            assertThatThrownBy(() -> reranker.rerank(request))
                    .isInstanceOf(InvalidReplyException.class)
                    .hasMessageContainingAll("into NaN, which is not finite", "document 0");
        }
    }

    @Test
    void no_response_at_all_is_refused() {
        Reranker reranker = Rerankers.of((segments, query) -> noResponse());

        assertThatThrownBy(() -> reranker.rerank(request("a")))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageContaining("no scores for 1 documents");
    }

    @Test
    void what_the_model_throws_reaches_the_caller() {
        IllegalStateException broken = new IllegalStateException("broken");
        Reranker reranker = Rerankers.of((segments, query) -> {
            throw broken;
        });

        assertThatThrownBy(() -> reranker.rerank(request("a"))).isSameAs(broken);
        assertThatThrownBy(() -> reranker.rerankAsync(request("a")).join()).hasCause(broken);
        assertThatThrownBy(() -> reranker.rerank(limited(Duration.ofSeconds(20))))
                .isSameAs(broken);
    }

    private static List<RerankRequest> notForLangChain4j() {
        return List.of(
                request("a").toBuilder().instruction("judge").build(),
                request("a").toBuilder().input(Map.of("i", 1)).build(),
                request("a").toBuilder().parameters(Map.of("p", 1)).build(),
                request("a").toBuilder().modelName("other").build(),
                request("a").toBuilder().scores(ScoreOutput.PROBABILITY).build(),
                request("a").toBuilder()
                        .query(ImageContent.from("https://img.example/1.png"))
                        .build(),
                request("a").toBuilder()
                        .contents(List.of(TextContent.from("a"), ImageContent.from("https://img.example/1.png")))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("notForLangChain4j")
    void what_langchain4j_cannot_express_is_refused(RerankRequest request) {
        Reranker reranker = Rerankers.of(lengths());

        assertThatThrownBy(() -> reranker.rerank(request)).isInstanceOf(UnsupportedFeatureException.class);
        assertThatThrownBy(() -> reranker.rerankAsync(request).join())
                .hasCauseInstanceOf(UnsupportedFeatureException.class);
        assertThat(worker.get()).isNull();
    }

    @Test
    void a_blank_query_and_no_request_are_refused() {
        Reranker reranker = Rerankers.of(lengths());
        RerankRequest blank = request("a").toBuilder().query(" ").build();

        assertThatThrownBy(() -> reranker.rerank(blank)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reranker.rerankAsync(blank).join()).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reranker.rerank(noRequest())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reranker.rerankAsync(noRequest()).join())
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void when_the_time_is_up_the_model_is_interrupted() throws InterruptedException {
        Stuck stuck = new Stuck();

        assertThatThrownBy(() -> Rerankers.of(stuck).rerank(limited(Duration.ofMillis(50))))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("within 50 ms (timeout of the request)");

        assertThat(stuck.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelling_interrupts_the_model() throws InterruptedException {
        Stuck stuck = new Stuck();
        CompletableFuture<RerankResponse> call = Rerankers.of(stuck).rerankAsync(request("a"));
        assertThat(stuck.begun.await(20, TimeUnit.SECONDS)).isTrue();

        call.cancel(true);

        assertThat(stuck.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interrupting_a_caller_ends_the_call_and_keeps_the_flag() throws InterruptedException {
        Stuck stuck = new Stuck();
        AtomicReference<@Nullable Throwable> ended = new AtomicReference<>();
        CountDownLatch flag = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                Rerankers.of(stuck).rerank(limited(Duration.ofMinutes(1)));
            } catch (RuntimeException failure) {
                ended.set(failure);
            }
            if (Thread.currentThread().isInterrupted()) {
                flag.countDown();
            }
        });
        caller.start();
        assertThat(stuck.begun.await(20, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(flag.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.get()).isInstanceOf(LangChain4jException.class);
        assertThat(stuck.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closing_ends_calls_and_refuses_later_ones() throws InterruptedException {
        Stuck stuck = new Stuck();
        Reranker reranker = Rerankers.of(stuck);
        CompletableFuture<RerankResponse> call = reranker.rerankAsync(request("a"));
        assertThat(stuck.begun.await(20, TimeUnit.SECONDS)).isTrue();

        reranker.close();
        reranker.close();

        await().until(call::isCompletedExceptionally);
        assertThatThrownBy(call::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(stuck.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> reranker.rerank(request("a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reranker.rerankAsync(request("a")).join())
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_model_that_scores_asynchronously_is_asked_that_way() {
        CompletableFuture<ScoringResponse> scored = new CompletableFuture<>();
        AtomicReference<@Nullable ScoringRequest> got = new AtomicReference<>();
        Reranker reranker = Rerankers.of(asynchronous(got, scored));

        CompletableFuture<RerankResponse> call = reranker.rerankAsync(
                request("a", "b").toBuilder().modelName("other").build());
        scored.complete(ScoringResponse.builder()
                .scores(List.of(0.1, 0.2))
                .tokenUsage(USAGE)
                .build());

        assertThat(call.join().scores()).containsExactly(0.1, 0.2);
        assertThat(call.join().tokenUsage()).contains(USAGE);
        ScoringRequest request = Objects.requireNonNull(got.get());
        assertThat(request.query()).isEqualTo("q");
        assertThat(request.documents()).containsExactly("a", "b");
        assertThat(request.parameters().modelName()).isEqualTo("other");
    }

    @Test
    void cancelling_reaches_a_model_that_scores_asynchronously_and_so_does_a_time_limit() {
        CompletableFuture<ScoringResponse> first = new CompletableFuture<>();
        AtomicReference<@Nullable ScoringRequest> got = new AtomicReference<>();
        CompletableFuture<RerankResponse> cancelled =
                Rerankers.of(asynchronous(got, first)).rerankAsync(request("a"));
        await().until(() -> got.get() != null);
        cancelled.cancel(true);
        await().until(first::isCancelled);

        CompletableFuture<ScoringResponse> second = new CompletableFuture<>();
        CompletableFuture<RerankResponse> call =
                Rerankers.of(asynchronous(new AtomicReference<>(), second)).rerankAsync(limited(Duration.ofMillis(20)));
        assertThatThrownBy(call::join).hasCauseInstanceOf(TimeoutException.class);
        await().until(second::isCancelled);
    }

    @Test
    void what_blocks_when_it_is_asked_to_score_asynchronously_keeps_no_caller_and_no_time_limit() {
        BlockingLater blocking = new BlockingLater();
        Reranker reranker = Rerankers.of(blocking);

        assertThatThrownBy(() -> reranker.rerank(limited(Duration.ofMillis(50))))
                .isInstanceOf(TimeoutException.class);
        await().until(() -> blocking.interrupted.get() == 1);
        CompletableFuture<RerankResponse> call = reranker.rerankAsync(request("a"));
        await().until(() -> blocking.asked.get() == 2);
        assertThat(call).isNotDone();

        reranker.close();

        assertThatThrownBy(call::join).hasCauseInstanceOf(IllegalStateException.class);
        await().until(() -> blocking.interrupted.get() == 2);
    }

    @Test
    void the_first_work_of_a_call_is_done_where_its_request_says() {
        List<Runnable> taken = new ArrayList<>();
        AtomicReference<@Nullable ScoringRequest> got = new AtomicReference<>();
        CompletableFuture<RerankResponse> call = Rerankers.of(
                        asynchronous(got, CompletableFuture.completedFuture(scored(0.5))))
                .rerankAsync(request("a").toBuilder().executor(taken::add).build());
        assertThat(got).hasValue(null);

        taken.get(0).run();

        assertThat(call.join().scores()).containsExactly(0.5);
    }

    @Test
    void a_caller_who_names_a_model_does_the_asking() {
        AtomicReference<@Nullable Thread> asking = new AtomicReference<>();
        Reranker reranker = Rerankers.of(new Later(request -> {
            asking.set(Thread.currentThread());
            return CompletableFuture.completedFuture(scored(0.5));
        }));

        RerankResponse response =
                reranker.rerank(request("a").toBuilder().modelName("other").build());

        assertThat(response.scores()).containsExactly(0.5);
        assertThat(asking).hasValue(Thread.currentThread());
    }

    @Test
    void no_future_and_no_response_in_it_are_refused_as_no_scores() {
        for (CompletableFuture<ScoringResponse> none :
                Arrays.asList(null, CompletableFuture.<ScoringResponse>completedFuture(null))) {
            assertThatThrownBy(() -> Rerankers.of(new Later(request -> none))
                            .rerankAsync(request("a"))
                            .join())
                    .hasCauseInstanceOf(InvalidReplyException.class)
                    .hasMessageContaining("no scores for 1 documents");
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void what_is_no_score_by_its_type_is_refused_and_not_shown() {
        for (Object score : List.of(1, "a private text", 1.5f)) {
            Reranker reranker = Rerankers.of((segments, query) -> Response.from((List) List.of(score)));

            assertThatThrownBy(() -> reranker.rerank(request("a")))
                    .isInstanceOf(InvalidReplyException.class)
                    .hasMessageContaining(score.getClass().getName())
                    .hasMessageNotContaining("private");
        }
    }

    @Test
    void a_list_that_is_shorter_than_it_says_is_refused() {
        Reranker reranker = Rerankers.of((segments, query) -> Response.from(new AbstractList<>() {

            private int size = 2;

            @Override
            public Double get(int index) {
                size = 1;
                return 0.5;
            }

            @Override
            public int size() {
                return size;
            }
        }));

        assertThatThrownBy(() -> reranker.rerank(request("a", "b")))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageContaining("1 scores for 2 documents");
    }

    @Test
    void a_call_that_meets_closing_is_told_that_the_reranker_is_closed() {
        for (int i = 0; i < 100; i++) {
            Reranker reranker = Rerankers.of(new Stuck());
            List<CompletableFuture<RerankResponse>> calls = new CopyOnWriteArrayList<>();
            CompletableFuture<?> calling = CompletableFuture.runAsync(() -> {
                for (int call = 0; call < 20; call++) {
                    calls.add(reranker.rerankAsync(limited(Duration.ofHours(1))));
                }
            });
            await().pollInterval(Duration.ofNanos(1)).until(() -> !calls.isEmpty());

            reranker.close();

            calling.join();
            for (CompletableFuture<RerankResponse> call : calls) {
                assertThatThrownBy(call::join).hasCauseInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void it_scores_asynchronously_for_langchain4j_too() {
        ScoringModel adapted = Rerankers.of(lengths());

        ScoringResponse response = adapted.scoreAsync(ScoringRequest.builder()
                        .query("q")
                        .documents(List.of("aaa", "a"))
                        .build())
                .join();

        assertThat(response.scores()).containsExactly(3.0, 1.0);
    }

    @Test
    void it_names_the_model_and_no_text() {
        assertThat(Rerankers.of(new Stuck())).hasToString("Rerankers.of(" + Stuck.class.getName() + ")");
    }

    private ScoringModel lengths() {
        return (segments, query) -> {
            worker.set(Thread.currentThread());
            asked.addAll(segments);
            return Response.from(
                    segments.stream()
                            .map(segment -> (double) segment.text().length())
                            .toList(),
                    USAGE);
        };
    }

    private static ScoringModel asynchronous(
            AtomicReference<@Nullable ScoringRequest> got, CompletableFuture<ScoringResponse> scored) {
        return new ScoringModel() {
            @Override
            public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
                throw new AssertionError("asked in the wrong way");
            }

            @Override
            public CompletableFuture<ScoringResponse> doScoreAsync(ScoringRequest request) {
                got.set(request);
                return scored;
            }
        };
    }

    private static ScoringResponse scored(double score) {
        return ScoringResponse.builder().scores(List.of(score)).build();
    }

    private static RerankRequest request(String... documents) {
        return RerankRequest.builder().query("q").documents(List.of(documents)).build();
    }

    private static RerankRequest limited(Duration timeout) {
        return request("a").toBuilder().timeout(timeout).build();
    }

    @SuppressWarnings("NullAway") // what nobody should do
    private static ScoringModel nothing() {
        return null;
    }

    @SuppressWarnings("NullAway") // what nobody should do
    private static RerankRequest noRequest() {
        return null;
    }

    @SuppressWarnings("NullAway") // what nobody should do
    private static Response<List<Double>> noResponse() {
        return null;
    }

    /** Scores by a future alone. */
    private record Later(Function<ScoringRequest, @Nullable CompletableFuture<ScoringResponse>> future)
            implements ScoringModel {

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            throw new AssertionError("asked in the wrong way");
        }

        @Override
        @SuppressWarnings("NullAway") // what nobody should do
        public CompletableFuture<ScoringResponse> scoreAsync(ScoringRequest request) {
            return future.apply(request);
        }
    }

    /** Has no future to give before it is interrupted. */
    private static final class BlockingLater implements ScoringModel {

        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger interrupted = new AtomicInteger();

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            throw new AssertionError("asked in the wrong way");
        }

        @Override
        public CompletableFuture<ScoringResponse> scoreAsync(ScoringRequest request) {
            asked.incrementAndGet();
            try {
                boolean released = new CountDownLatch(1).await(5, TimeUnit.SECONDS);
                throw new AssertionError("nobody counts down: " + released);
            } catch (InterruptedException ended) {
                interrupted.incrementAndGet();
                return new CompletableFuture<>();
            }
        }
    }

    /** Never answers, and says when it is interrupted. */
    private static final class Stuck implements ScoringModel {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts down");
            } catch (InterruptedException ended) {
                interrupted.countDown();
                throw new IllegalStateException(ended);
            }
        }
    }
}
