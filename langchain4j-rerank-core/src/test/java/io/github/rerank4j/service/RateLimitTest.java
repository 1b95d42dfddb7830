package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model asks of a limiter, what it tells it, and what becomes of a call that it refuses. */
@Timeout(60)
class RateLimitTest {

    private static final String SCORED = "{\"hits\":[{\"i\":0,\"s\":0.5}]}";
    private static final String COUNTED = "{\"hits\":[{\"i\":0,\"s\":0.5}],\"usage\":{\"total_tokens\":7}}";
    private static final Duration HOUR = Duration.ofHours(1);

    private final MockWebServer server = new MockWebServer();
    private final List<Demand> asked = new CopyOnWriteArrayList<>();
    private final List<Long> tokens = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private enum Way {
        BLOCKING {
            @Override
            RerankResponse rerank(RerankScoringModel model, RerankRequest request) {
                return model.rerank(request);
            }
        },
        ASYNC {
            @Override
            RerankResponse rerank(RerankScoringModel model, RerankRequest request) {
                try {
                    return model.rerankAsync(request)
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join();
                } catch (CompletionException failed) {
                    if (failed.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw failed;
                }
            }
        };

        abstract RerankResponse rerank(RerankScoringModel model, RerankRequest request);
    }

    @ParameterizedTest
    @EnumSource
    void a_limiter_is_asked_for_what_an_attempt_sends_to_whom_and_how_long_it_can_wait(Way way) {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1},{\"i\":1,\"s\":1}]}");
        RerankRequest request = RerankRequest.builder()
                .query("what?")
                .documents(List.of("a document", "文档"))
                .modelName("another")
                .timeout(Duration.ofSeconds(30))
                .build();
        try (RerankScoringModel model = model().timeout(HOUR).build()) {
            way.rerank(model, request);
        }

        assertThat(asked).hasSize(1);
        Demand demand = asked.get(0);
        assertThat(demand.documents()).isEqualTo(2);
        assertThat(demand.characters()).isEqualTo(5 + 10 + 2);
        assertThat(tokens).containsExactly(2L * 2 + 4 + 2);
        assertThat(demand.provider()).isEqualTo("plain");
        assertThat(demand.modelName()).hasValue("another");
        assertThat(demand.patience()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @EnumSource
    void each_batch_asks_for_itself(Way way) {
        answer(200, SCORED);
        answer(200, SCORED);
        try (RerankScoringModel model = model().maxDocumentsPerRequest(1).build()) {
            way.rerank(model, request("1234", "567890"));
        }

        assertThat(asked).extracting(Demand::characters).containsExactlyInAnyOrder(5L, 7L);
    }

    @ParameterizedTest
    @EnumSource
    void a_repeated_attempt_has_less_patience(Way way) {
        answer(503, "{}", "Retry-After", "0");
        answer(200, SCORED);
        try (RerankScoringModel model = model().timeout(HOUR).build()) {
            way.rerank(model, request("a"));
        }

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).patience()).isLessThan(asked.get(0).patience());
    }

    @ParameterizedTest
    @EnumSource
    void patience_is_what_is_left_when_the_limiter_is_asked_and_not_when_the_slot_was(Way way) {
        CompletableFuture<Permit> first = new CompletableFuture<>();
        answer(200, SCORED);
        answer(200, SCORED);
        RateLimiter limiter = demand -> {
            asked.add(demand);
            return asked.size() == 1 ? first : CompletableFuture.completedFuture(new Permit() {});
        };
        try (RerankScoringModel model = model().rateLimiter(limiter)
                .timeout(HOUR)
                .maxConcurrentRequests(1)
                .build()) {
            CompletableFuture<RerankResponse> holder = model.rerankAsync(request("a"));
            long start = System.nanoTime();
            CompletableFuture<RerankResponse> waiting = model.rerankAsync(request("b"));
            while (System.nanoTime() - start < 20_000_000) {
                Thread.onSpinWait();
            }
            first.complete(new Permit() {});
            holder.join();
            waiting.join();
        }

        assertThat(asked.get(1).patience()).isLessThanOrEqualTo(HOUR.minusMillis(20));
    }

    @ParameterizedTest
    @EnumSource
    void a_permit_hears_what_was_used_before_its_attempt_is_over(Way way) {
        answer(200, COUNTED);
        try (RerankScoringModel model = model().build()) {
            way.rerank(model, request("a"));
        }

        assertThat(heard).containsExactly("sent", "used 7", "answered");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_reported_is_not_told(Way way) {
        answer(429, "{}", "Retry-After", "0");
        answer(200, SCORED);
        try (RerankScoringModel model = model().build()) {
            way.rerank(model, request("a"));
        }

        assertThat(heard).containsExactly("sent", "rejected", "answered", "sent", "answered");
    }

    @ParameterizedTest
    @EnumSource
    void a_reply_that_cannot_be_used_was_counted_all_the_same(Way way) {
        answer(200, "{\"hits\":[{\"i\":5,\"s\":0.5}],\"usage\":{\"total_tokens\":7}}");
        try (RerankScoringModel model = model().build()) {
            assertThat(catchThrowableOfType(InvalidReplyException.class, () -> way.rerank(model, request("a"))))
                    .isNotNull();
        }

        assertThat(heard).containsExactly("sent", "used 7", "answered");
    }

    @ParameterizedTest
    @EnumSource
    void an_attempt_without_a_reply_has_used_what_nobody_knows(Way way) {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        answer(200, COUNTED);
        try (RerankScoringModel model = model().build()) {
            way.rerank(model, request("a"));
        }

        assertThat(heard).containsSubsequence("abandoned", "sent", "used 7", "answered");
        assertThat(heard).filteredOn(word -> word.startsWith("used")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("NullAway") // a limiter of somebody
    void a_limiter_that_does_not_say_how_long_fails_the_call_in_words(Way way) {
        for (Duration wrong : Arrays.asList(null, Duration.ofDays(-3))) {
            RateLimiter limiter =
                    demand -> CompletableFuture.failedFuture(new NoPermitInTimeException("no", wrong, null));
            try (RerankScoringModel model =
                    model().rateLimiter(limiter).timeout(HOUR).build()) {
                assertThat(refused(() -> way.rerank(model, request("a"))))
                        .hasMessageContaining("allows none in time, and ")
                        .hasMessageNotContaining("-259200");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_permit_that_cannot_come_in_time_fails_the_call_at_once_and_is_not_asked_for_again(Way way) {
        RateLimiter limiter = demand -> {
            asked.add(demand);
            return CompletableFuture.failedFuture(new NoPermitInTimeException(Duration.ofHours(2), demand.patience()));
        };
        try (RerankScoringModel model =
                model().rateLimiter(limiter).timeout(HOUR).maxRetries(5).build()) {
            NoPermitInTimeException failure = refused(() -> way.rerank(model, request("a")));

            assertThat(failure)
                    .hasMessageContainingAll(
                            "plain",
                            "(POST " + server.url("/") + ")",
                            "the request was not sent, because the rate limit",
                            "7200 s",
                            "timeout (3600 s) leaves",
                            "fewer calls at once",
                            "raise timeout");
            assertThat(failure.leastWait()).isEqualTo(Duration.ofHours(2));
            assertThat(failure.getCause()).isInstanceOf(NoPermitInTimeException.class);
        }
        assertThat(asked).hasSize(1);
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void a_limiter_that_throws_it_says_the_same(Way way) {
        RateLimiter limiter = demand -> {
            throw new NoPermitInTimeException(Duration.ofHours(2), demand.patience());
        };
        try (RerankScoringModel model =
                model().rateLimiter(limiter).timeout(HOUR).build()) {
            assertThat(refused(() -> way.rerank(model, request("a")))).hasMessageContaining("7200 s");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_repetition_without_a_permit_in_time_says_what_had_failed_before(Way way) {
        answer(503, "{\"err\":\"not today\"}", "Retry-After", "0");
        RateLimiter limiter = demand -> {
            asked.add(demand);
            return asked.size() == 1
                    ? CompletableFuture.completedFuture(new Telling(heard))
                    : CompletableFuture.failedFuture(new NoPermitInTimeException(HOUR, demand.patience()));
        };
        try (RerankScoringModel model = model().rateLimiter(limiter).build()) {
            NoPermitInTimeException failure = refused(() -> way.rerank(model, request("a")));

            assertThat(failure).hasMessageContaining("not sent again, because");
            assertThat(failure.getCause()).hasMessageContainingAll("HTTP 503", "not today");
        }
        assertThat(heard).containsExactly("sent", "answered");
    }

    @ParameterizedTest
    @EnumSource
    void one_batch_without_a_permit_in_time_ends_the_call_and_the_others_give_their_permits_back(Way way) {
        RateLimiter limiter = RateLimiters.perSecond(1.0 / 3600);
        try (RerankScoringModel model = model().rateLimiter(limiter)
                .maxDocumentsPerRequest(1)
                .timeout(Duration.ofMinutes(90))
                .authorizer(attempt -> new CompletableFuture<>())
                .build()) {
            // the first has its permit, the second waits an hour, and the third would have to wait for two
            assertThat(refused(() -> way.rerank(model, request("a", "b", "c"))).leastWait())
                    .isEqualTo(Duration.ofHours(2));
        }

        // the caller may hear of the end first
        assertThat(limiter.acquire(Demand.builder().build())).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void a_call_that_can_have_its_permit_in_time_waits_for_it() {
        IntStream.range(0, 30).forEach(i -> answer(200, SCORED));
        String[] documents = IntStream.range(0, 30).mapToObj(Integer::toString).toArray(String[]::new);
        try (RerankScoringModel model = model().rateLimiter(RateLimiters.perSecond(20))
                .maxDocumentsPerRequest(1)
                .build()) {
            assertThat(model.rerank(request(documents)).scores()).hasSize(30);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tokens_of_a_minute_are_those_that_were_counted(Way way) {
        RateLimiter limiter = RateLimiters.perMinute(1000, 10);
        for (int i = 0; i < 3; i++) {
            answer(200, "{\"hits\":[{\"i\":0,\"s\":0.5}],\"usage\":{\"total_tokens\":" + (i == 2 ? 9 : 1) + "}}");
        }
        try (RerankScoringModel model =
                model().rateLimiter(limiter).timeout(Duration.ofSeconds(50)).build()) {
            for (int i = 0; i < 3; i++) {
                // 8 tokens as they are estimated
                way.rerank(model, request("123456789012345678901"));
            }

            assertThat(refused(() -> way.rerank(model, request("a"))).leastWait())
                    .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
        }
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    private static NoPermitInTimeException refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(NoPermitInTimeException.class, call);
    }

    private PlainService.Builder model() {
        return PlainService.model().baseUrl(server.url("/").toString()).rateLimiter(demand -> {
            // only now: the texts are gone when the attempt is over
            tokens.add(demand.tokens());
            asked.add(demand);
            return CompletableFuture.completedFuture(new Telling(heard));
        });
    }

    private static RerankRequest request(String... documents) {
        return RerankRequest.builder().query("q").documents(List.of(documents)).build();
    }

    private void answer(int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
    }

    /** A permit that says what it is told. */
    private record Telling(List<String> heard) implements Permit {

        @Override
        public void sent() {
            heard.add("sent");
        }

        @Override
        public void rejected() {
            heard.add("rejected");
        }

        @Override
        public void used(TokenUsage usage) {
            heard.add("used " + usage.totalTokenCount());
        }

        @Override
        public void answered() {
            heard.add("answered");
        }

        @Override
        public void abandoned() {
            heard.add("abandoned");
        }

        @Override
        public void unused() {
            heard.add("unused");
        }
    }
}
