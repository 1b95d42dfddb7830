package io.github.rerank4j.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.testkit.ConnectionEnd;
import io.github.rerank4j.testkit.Http2Frames;
import io.github.rerank4j.testkit.RawReply;
import io.github.rerank4j.testkit.RawServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections of HTTP/2 that have gone silent, are stuck, or refuse requests that nobody has looked at. */
@Timeout(60)
class Http2ConnectionsTest {

    private static final int REFUSED_STREAM = 7;
    private static final int NO_ERROR = 0;
    private static final int CALM = 11;
    /** Enough for the first call, too. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Words words = new Words(0);
    private final Scene scene = new Scene(Subject.SILICONFLOW, words, "");
    private final RawServer server = RawServer.startHttp2();
    private final OkHttpClient client = server.client().build();

    @AfterEach
    void close() {
        server.close();
        client.connectionPool().evictAll();
    }

    @ParameterizedTest
    @EnumSource
    void calls_go_on_after_one_that_nobody_answered(Way way) throws Throwable {
        try (RerankScoringModel model = model().timeout(Duration.ofSeconds(2)).build()) {
            server.enqueue(right(), RawReply.nothing().silence(), right(), right());
            way.rerank(model, words.request(), PATIENCE);

            assertThatThrownBy(() -> way.rerank(model, words.request(), PATIENCE))
                    .isInstanceOf(TimeoutException.class);

            assertThat(way.rerank(model, words.request(), PATIENCE).scores()).isEqualTo(Scene.SCORES);
            assertThat(way.rerank(model, words.request(), PATIENCE).scores()).isEqualTo(Scene.SCORES);
            assertThat(server.connectionCount()).isEqualTo(2);
        }
    }

    @Test
    void the_next_attempt_has_another_connection() {
        try (RerankScoringModel model =
                model().timeout(PATIENCE).attemptTimeout(SHORT).maxRetries(1).build()) {
            server.enqueue(right(), RawReply.nothing().silence(), right());
            model.rerank(words.request());

            RerankResponse response = model.rerank(words.request());

            assertThat(response.attempts()).isEqualTo(2);
            assertThat(server.connectionCount()).isEqualTo(2);
        }
    }

    @Test
    void a_slow_request_on_a_connection_that_lives_costs_the_others_nothing() {
        try (RerankScoringModel model =
                model().timeout(PATIENCE).attemptTimeout(SHORT).maxRetries(1).build()) {
            server.enqueue(right(), pingingFor(SHORT.plusMillis(100)), right());
            model.rerank(words.request());

            RerankResponse response = model.rerank(words.request());

            assertThat(response.attempts()).isEqualTo(2);
            assertThat(server.connectionCount()).isOne();
        }
    }

    @Test
    void a_connection_that_answers_no_ping_ends_before_the_time_of_a_call_does() {
        OkHttpClient pinging =
                client.newBuilder().pingInterval(2, TimeUnit.SECONDS).build();
        try (RerankScoringModel model =
                model().httpClient(pinging).timeout(PATIENCE).maxRetries(1).build()) {
            server.enqueue(right(), RawReply.nothing().silence(), right());
            model.rerank(words.request());

            RerankResponse response = model.rerank(words.request());

            assertThat(response.attempts()).isEqualTo(2);
            assertThat(server.connectionCount()).isEqualTo(2);
        }
    }

    private static Stream<IntFunction<byte[]>> refusals() {
        return Stream.of(
                stream -> Http2Frames.resetStream(stream, REFUSED_STREAM),
                stream -> Http2Frames.goAway(stream - 1, NO_ERROR),
                stream -> Http2Frames.goAway(stream - 1, CALM));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_nobody_has_looked_at_is_sent_again_in_the_same_attempt(IntFunction<byte[]> refusal) {
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            server.enqueue(right(), RawReply.frames(refusal), right());
            model.rerank(words.request());

            RerankResponse response = model.rerank(words.request());

            assertThat(response.scores()).isEqualTo(Scene.SCORES);
            assertThat(response.attempts()).isOne();
            assertThat(server.requestCount()).isEqualTo(3);
        }
    }

    @Test
    void a_server_that_refuses_for_ever_fails_the_attempt() {
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            RawReply refused = RawReply.frames(stream -> Http2Frames.resetStream(stream, REFUSED_STREAM));
            server.enqueue(refused, refused, refused, refused, right());

            assertThatThrownBy(() -> model.rerank(words.request())).isInstanceOf(RetriableException.class);

            assertThat(server.requestCount()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionEnd.class)
    void a_used_connection_that_ends_before_the_answer_is_replaced(ConnectionEnd end) {
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            server.enqueue(right(), ending(end), right());
            model.rerank(words.request());

            RerankResponse response = model.rerank(words.request());

            assertThat(response.attempts()).isOne();
            assertThat(server.connectionCount()).isEqualTo(2);
        }
    }

    private static Stream<RawReply> signsOfLife() {
        return Stream.of(
                RawReply.frames(stream -> Http2Frames.headers(stream, 103, false))
                        .untilRead(),
                RawReply.frames(stream -> Arrays.copyOf(Http2Frames.headers(stream, 200, false), 11)),
                RawReply.frames(stream -> Http2Frames.goAway(stream, NO_ERROR)).pause(Duration.ofMillis(200)),
                RawReply.frames(stream -> Http2Frames.frame(8, 0, stream, new byte[] {0, 0, 0, 9})));
    }

    @ParameterizedTest
    @MethodSource("signsOfLife")
    void what_somebody_may_have_looked_at_is_not_sent_again(RawReply sign) {
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            server.enqueue(right(), sign.close(), right());
            model.rerank(words.request());

            assertThatThrownBy(() -> model.rerank(words.request())).isInstanceOf(RetriableException.class);

            assertThat(server.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void nothing_is_sent_again_that_went_out_on_a_connection_without_an_answer() throws Exception {
        CountDownLatch sent = new CountDownLatch(2);
        RateLimiter watching = demand -> CompletableFuture.completedFuture(new RateLimiter.Permit() {
            @Override
            public void sent() {
                sent.countDown();
            }
        });
        try (RerankScoringModel model = model().rateLimiter(watching).build()) {
            CompletableFuture<Void> bothAreThere = new CompletableFuture<>();
            server.enqueue(RawReply.nothing().waitFor(bothAreThere).close(), right(), right());
            CompletableFuture<RerankResponse> first = model.rerankAsync(words.request());
            while (server.requestCount() < 1) {
                Thread.onSpinWait();
            }
            CompletableFuture<RerankResponse> second = model.rerankAsync(words.request());
            assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();
            bothAreThere.complete(null);

            assertThat(failureOf(first)).isInstanceOf(RetriableException.class);
            assertThat(failureOf(second)).isInstanceOf(RetriableException.class);
            assertThat(server.connectionCount()).isOne();
        }
    }

    private static Throwable failureOf(CompletableFuture<RerankResponse> call) throws Exception {
        return call.handle((response, failure) -> failure).get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_caller_stuck_in_a_write_that_nobody_reads_comes_back() throws Exception {
        Words large = new Words(5_000_000);
        try (RerankScoringModel model = model().timeout(Duration.ofSeconds(2))
                .maxCharactersPerRequest(Integer.MAX_VALUE)
                .build()) {
            CompletableFuture<Void> never = new CompletableFuture<>();
            server.enqueue(right().then(wideWindow()).waitFor(never));
            model.rerank(words.request());

            CompletableFuture<RerankResponse> blocked =
                    CompletableFuture.supplyAsync(() -> model.rerank(large.request()));

            assertThatThrownBy(() -> blocked.get(40, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void a_caller_stuck_in_a_write_comes_back_when_the_model_is_closed() throws Exception {
        Words large = new Words(5_000_000);
        RerankScoringModel model = model().timeout(Duration.ofMinutes(10))
                .maxCharactersPerRequest(Integer.MAX_VALUE)
                .build();
        server.enqueue(right().then(wideWindow()).waitFor(new CompletableFuture<>()));
        model.rerank(words.request());

        CompletableFuture<RerankResponse> blocked = CompletableFuture.supplyAsync(() -> model.rerank(large.request()));
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isInWrite() && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        model.close();

        assertThatThrownBy(() -> blocked.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class);
    }

    /** Whether a thread is inside a write to a socket of ours. */
    private static boolean isInWrite() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().endsWith("CountedSocket$Timed"));
    }

    /** Room for a gigabyte on the connection and on each stream. */
    private static byte[] wideWindow() {
        int window = 1 << 30;
        byte[] size = {(byte) (window >> 24), (byte) (window >> 16), (byte) (window >> 8), (byte) window};
        byte[] initialWindowSize = Http2Frames.join(new byte[] {0, 4}, size);
        return Http2Frames.join(Http2Frames.frame(4, 0, 0, initialWindowSize), Http2Frames.frame(8, 0, 0, size));
    }

    /** No answer, but signs of life. */
    private static RawReply pingingFor(Duration time) {
        RawReply reply = RawReply.nothing();
        Duration tick = Duration.ofMillis(50);
        for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plus(tick)) {
            reply = reply.pause(tick).then(Http2Frames.frame(6, 0, 0, new byte[8]));
        }
        return reply;
    }

    private static RawReply ending(ConnectionEnd end) {
        return switch (end) {
            case CLOSED -> RawReply.nothing().close();
            case CUT -> RawReply.nothing().cut();
            case RESET -> RawReply.nothing().reset();
        };
    }

    private RawReply right() {
        return RawReply.frames(stream -> Http2Frames.response(stream, 200, scene.right()));
    }

    private RerankScoringModel.Builder<?> model() {
        return Subject.SILICONFLOW
                .builder(words)
                .baseUrl(server.url())
                .httpClient(client)
                .maxRetries(0);
    }
}
