package io.github.rerank4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.testkit.Http2Frames;
import io.github.rerank4j.testkit.RawReply;
import io.github.rerank4j.testkit.RawServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.helpers.NOPLogger;

/** Through each adversity every call ends, with scores or a failure that says why, and after it calls succeed again. */
@Timeout(900)
class AdversityTest {

    private static final int SLOTS = 4;
    private static final int BURST = 16;
    private static final long LOST_AFTER_SECONDS = 60;
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final String SCORES = "{\"results\":[{\"index\":0,\"relevance_score\":0.5}]}";

    /** What happens to the callers of a model. */
    private enum Event {
        THROWING_CALLBACKS,
        INTERRUPTS,
        IDLE_CLOSES,
        SILENT_CONNECTIONS,
        SILENT_HTTP2
    }

    @ParameterizedTest
    @EnumSource
    void calls_end_and_succeed_again(Event event) throws Exception {
        through(event, 2);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void calls_end_and_succeed_again_and_again(Event event) throws Exception {
        // silence is long: it has to last until calls have run out of time
        through(event, Share.of(event == Event.SILENT_HTTP2 ? 25 : 100));
    }

    @Test
    void a_handler_of_uncaught_exceptions_that_throws_changes_nothing() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            throw new IllegalStateException("a broken handler");
        });
        try {
            through(Event.THROWING_CALLBACKS, 2);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void through(Event event, int rounds) throws Exception {
        if (event == Event.SILENT_HTTP2) {
            throughSilence(rounds);
            return;
        }
        Adversity adversity = new Adversity();
        try (SoakServer server = SoakServer.start();
                ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                GenericScoringModel model = model(server.url(), adversity, Duration.ofSeconds(30));
                GenericScoringModel unanswered =
                        model("http://127.0.0.1:" + silent.getLocalPort(), adversity, Duration.ofMillis(300))) {
            for (int round = 0; round < rounds; round++) {
                switch (event) {
                    case THROWING_CALLBACKS -> throwing(model, unanswered, adversity);
                    case INTERRUPTS -> interrupted(model);
                    case IDLE_CLOSES -> {
                        burst(model);
                        server.closeConnections();
                    }
                    case SILENT_CONNECTIONS -> burst(unanswered);
                    default -> throw new AssertionError(event);
                }
                assertThat(burst(model)).as("%s, then calm", event).containsOnlyNulls();
            }
        }
    }

    /** A call cannot know that the path has forgotten the connection; once it has run out of time, others do. */
    private static void throughSilence(int rounds) throws Exception {
        try (RawServer server = RawServer.startHttp2();
                ForgetfulPath path = ForgetfulPath.to(server.url());
                GenericScoringModel model = builder(path.url(), new Adversity(), SILENCE)
                        .httpClient(server.client().build())
                        .build()) {
            answerAll(server, 2 * BURST);
            // classes are loaded in no time of a call's that is asserted
            burst(model);
            for (int round = 0; round < rounds; round++) {
                answerAll(server, 2 * BURST);
                int connections = path.connections();
                assertThat(path.forget()).isPositive();
                long start = System.nanoTime();
                assertThat(burst(model)).as("on silent connections").hasAtLeastOneElementOfType(TimeoutException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SILENCE.plus(GRACE));
                assertThat(burst(model)).as("after round %d of silence", round).containsOnlyNulls();
                assertThat(path.connections()).isGreaterThan(connections);
            }
        }
    }

    private static void answerAll(RawServer server, int requests) {
        for (int i = 0; i < requests; i++) {
            server.enqueue(RawReply.frames(stream -> Http2Frames.response(stream, 200, SCORES)));
        }
    }

    private static void throwing(GenericScoringModel model, GenericScoringModel unanswered, Adversity adversity)
            throws InterruptedException {
        adversity.on(true);
        try {
            burst(model);
            burst(unanswered);
        } finally {
            adversity.on(false);
        }
    }

    private static void interrupted(GenericScoringModel model) throws InterruptedException {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            callers.add(Caller.call(Caller.Way.INTERRUPT, model, request("SILENT " + i)));
        }
        for (Caller caller : callers) {
            caller.giveUp();
            assertThat(caller.awaitFailure()).isNotZero();
        }
    }

    /** What became of calls put at once, half of them blocking; null for scores. */
    private static List<@Nullable Throwable> burst(GenericScoringModel model) throws InterruptedException {
        List<CompletableFuture<RerankResponse>> calls = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            calls.add(i % 2 == 0 ? model.rerankAsync(request("FINE " + i)) : blocking(model, request("FINE " + i)));
        }
        List<@Nullable Throwable> failures = new ArrayList<>();
        for (CompletableFuture<RerankResponse> call : calls) {
            failures.add(failure(call));
        }
        return failures;
    }

    private static CompletableFuture<RerankResponse> blocking(GenericScoringModel model, RerankRequest request) {
        CompletableFuture<RerankResponse> call = new CompletableFuture<>();
        SoakServer.daemon("soak-blocked", () -> {
            try {
                call.complete(model.rerank(request));
            } catch (Throwable failure) {
                call.completeExceptionally(failure);
            }
        });
        return call;
    }

    private static @Nullable Throwable failure(CompletableFuture<RerankResponse> call) throws InterruptedException {
        try {
            assertThat(call.get(LOST_AFTER_SECONDS, TimeUnit.SECONDS).scores()).hasSize(1);
            return null;
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNull(failed.getCause());
            assertThat(cause instanceof LangChain4jException
                            || String.valueOf(cause.getMessage()).contains("broken on purpose"))
                    .as("%s", cause)
                    .isTrue();
            return cause;
        } catch (java.util.concurrent.TimeoutException lost) {
            throw new AssertionError("a call without an end", lost);
        }
    }

    private static GenericScoringModel model(String url, Adversity adversity, Duration timeout) {
        return builder(url, adversity, timeout).build();
    }

    private static GenericScoringModel.Builder builder(String url, Adversity adversity, Duration timeout) {
        return GenericScoringModel.builder()
                .baseUrl(url)
                .dialect(RerankDialect.COHERE_V2)
                .modelName("example-reranker")
                .maxConcurrentRequests(SLOTS)
                .timeout(timeout)
                .logger(NOPLogger.NOP_LOGGER)
                .customHeaders(adversity::headers)
                .rateLimiter(adversity.limiter())
                .listeners(List.of(adversity.listener()));
    }

    private static RerankRequest request(String query) {
        return RerankRequest.builder().query(query).documents(List.of("a")).build();
    }
}
