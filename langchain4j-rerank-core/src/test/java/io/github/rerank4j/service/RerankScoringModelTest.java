package io.github.rerank4j.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.fixtures.RecordingLogger;
import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RerankScoringModelTest {

    private static final String TWO_HITS = "{\"hits\":[{\"i\":1,\"s\":2.0},{\"i\":0,\"s\":-1.0}]}";

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void segments_get_their_scores_in_order_with_usage() {
        answer(200, "{\"hits\":[{\"i\":1,\"s\":2.0},{\"i\":0,\"s\":-1.0}],\"usage\":{\"total_tokens\":9}}");
        try (RerankScoringModel model = model().build()) {
            var response = model.scoreAll(List.of(TextSegment.from("a"), TextSegment.from("b")), "q");

            assertThat(response.content()).containsExactly(-1.0, 2.0);
            assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(9, 0, 9));
        }
    }

    @Test
    void a_response_says_who_answered_what() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("X-Request-Id", "r-1")
                .body("{\"model\":\"m-2\",\"hits\":[{\"i\":0,\"s\":1}]}")
                .build());
        try (RerankScoringModel model = model().modelName("m").build()) {
            RerankResponse response = model.rerank(request("a"));

            assertThat(response.modelName()).contains("m-2");
            assertThat(response.requestIds()).containsExactly("r-1");
            assertThat(response.attempts()).isEqualTo(1);
        }
    }

    @Test
    void logits_become_probabilities_on_request() {
        answer(200, TWO_HITS);
        try (RerankScoringModel model = model().scores(ScoreOutput.PROBABILITY).build()) {
            assertThat(model.rerank(request("a", "b")).scores())
                    .satisfiesExactly(
                            first -> assertThat(first).isCloseTo(0.26894, org.assertj.core.data.Offset.offset(1e-5)),
                            second -> assertThat(second).isCloseTo(0.88080, org.assertj.core.data.Offset.offset(1e-5)));
        }
    }

    @Test
    void probabilities_stay_as_they_are() {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":0.3}]}");
        try (RerankScoringModel model = model().traits(ModelTraits.pointwise(ScoreScale.PROBABILITY))
                .scores(ScoreOutput.PROBABILITY)
                .build()) {
            assertThat(model.rerank(request("a")).scores()).containsExactly(0.3);
        }
    }

    @Test
    void a_score_that_is_no_probability_is_refused_where_probabilities_are_asked_for() {
        server.setDispatcher(always("{\"hits\":[{\"i\":1,\"s\":6.83},{\"i\":0,\"s\":0.3}]}"));
        ModelTraits probabilities = ModelTraits.pointwise(ScoreScale.PROBABILITY);
        try (RerankScoringModel raw = model().traits(probabilities).build();
                RerankScoringModel model = model().traits(probabilities)
                        .scores(ScoreOutput.PROBABILITY)
                        .build()) {
            assertThat(raw.rerank(request("a", "b")).scores()).containsExactly(0.3, 6.83);
            assertThatThrownBy(() -> model.rerank(request("a", "b")))
                    .isInstanceOf(InvalidReplyException.class)
                    .hasMessageContainingAll("document 1", "6.83");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"object\":\"chat.completion\",\"choices\":[]} | a chat completion",
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"embedding\":[0.1]}]} | a list of embeddings",
                "{\"rankings\":[]} | an object with \"rankings\"",
                "<html><title>Welcome to nginx!</title></html> | a web page \"Welcome to nginx!\"",
                "data: {\"choices\":[]} | an event stream"
            })
    void a_reply_without_scores_is_named_as_what_it_is(String body, String words) {
        answer(200, body);
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InvalidReplyException.class)
                    .hasMessageContainingAll("the reply holds no list of scores; it is " + words, "; correct baseUrl");
        }
    }

    @Test
    void a_404_speaks_of_a_model_only_where_the_service_does() {
        answer(404, "{\"err\":\"no route\"}");
        answer(404, "{\"err\":\"no such model\"}");
        try (RerankScoringModel model =
                model().baseUrl(server.url("/v1/chat/completions").toString()).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .hasMessageContainingAll(
                            "POST " + server.url("/v1/chat/completions/rank"), "the path of another API")
                    .hasMessageNotContaining("no such model");
            assertThatThrownBy(() -> model.rerank(request("a"))).hasMessageContaining("check modelName");
        }
    }

    @Test
    void the_model_asked_for_is_told_however_much_the_service_says() {
        answer(404, "{\"err\":\"no such model; " + "have a look at the list of models. ".repeat(100) + "\"}");
        try (RerankScoringModel model = model().modelName("rank-9 ").build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .hasMessageContaining("no such model; have a look")
                    .hasMessageContaining("… (model \"rank-9 \")")
                    .hasMessageEndingWith("; check modelName");
        }
    }

    @Test
    void a_page_of_a_firewall_is_not_blamed_on_the_credentials() {
        answer(403, "<html><title>Access blocked</title></html>");
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("firewall")
                    .hasMessageNotContaining("check the credentials");
        }
    }

    @Test
    void probability_of_an_unknown_scale_is_refused() {
        PlainService.Builder builder =
                model().traits(ModelTraits.pointwise(ScoreScale.UNKNOWN)).scores(ScoreOutput.PROBABILITY);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RAW");
    }

    @Test
    void a_listwise_model_is_not_split() {
        try (RerankScoringModel model = model().traits(
                        ModelTraits.listwise(ScoreScale.LOGIT).maxDocuments(2))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b", "c")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll("3 documents", "maxResults", "here 2");
        }
    }

    @Test
    void content_the_model_does_not_rank_is_refused_before_any_request() {
        RerankRequest image = RerankRequest.builder()
                .query("q")
                .contents(List.of(TextContent.from("a"), ImageContent.from("https://images.example/cat.png")))
                .build();
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(image))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContainingAll("document 1", "image");
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_blank_document_is_refused_where_the_service_rejects_it() {
        try (RerankScoringModel model = model().traits(
                        ModelTraits.pointwise(ScoreScale.LOGIT).blankDocuments(false))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a", " ")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("document 1");
        }
    }

    @Test
    void entries_of_a_call_win_over_those_of_the_model() throws InterruptedException {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .documents(List.of("a"))
                .modelName("other")
                .input(Map.of("k", List.of(1, true)))
                .build();
        try (RerankScoringModel model = model().modelName("m").build()) {
            model.rerank(request);
        }

        assertThat(body(server.takeRequest())).contains("\"model\":\"other\"", "\"input\":{\"k\":[1,true]}");
    }

    @Test
    void a_mapper_that_returns_null_is_a_mistake_that_is_named() {
        try (RerankScoringModel model =
                model().documentMapper(segment -> nothing()).build()) {
            assertThatThrownBy(() -> model.scoreAll(List.of(TextSegment.from("a", Metadata.from("k", "v"))), "q"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("documentMapper");
        }
    }

    @Test
    void a_mapper_that_throws_is_named_and_what_it_threw_is_the_cause() {
        IllegalStateException broken = new IllegalStateException("a private text");
        try (RerankScoringModel model = model().documentMapper(segment -> {
                    throw broken;
                })
                .build()) {
            assertThatThrownBy(() -> model.scoreAll(List.of(TextSegment.from("a")), "q"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "documentMapper threw java.lang.IllegalStateException for segment 0 (counted from 0); see the"
                                    + " cause")
                    .hasCause(broken);
        }
    }

    @Test
    void an_error_of_a_mapper_is_thrown_as_it_is() {
        try (RerankScoringModel model = model().documentMapper(segment -> {
                    throw new AssertionError("not to be wrapped");
                })
                .build()) {
            assertThatThrownBy(() -> model.scoreAll(List.of(TextSegment.from("a")), "q"))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void an_ambiguous_refusal_is_repeated_once_however_many_retries_there_are() {
        server.setDispatcher(always("{\"err\":\"something\"}"));
        try (RerankScoringModel model = model().maxRetries(5).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InternalServerException.class)
                    .hasMessageContainingAll("plain (POST " + server.url("/"), "HTTP 200 E1: something", "2 attempts");
        }
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void the_cause_of_a_refusal_holds_status_code_and_request_id() {
        server.enqueue(new MockResponse.Builder()
                .code(404)
                .addHeader("X-Request-Id", "r-9")
                .body("{\"err\":\"gone\"}")
                .build());
        try (RerankScoringModel model = model().build()) {
            Throwable failure = catchThrowable(() -> model.rerank(request("a")));

            assertThat(failure).isInstanceOf(ModelNotFoundException.class).hasMessageContaining("(request r-9)");
            assertThat(failure.getCause()).isInstanceOfSatisfying(RerankHttpException.class, cause -> {
                assertThat(cause.statusCode()).isEqualTo(404);
                assertThat(cause.code()).contains("E1");
                assertThat(cause.requestId()).contains("r-9");
            });
        }
    }

    @Test
    void a_backoff_that_does_not_fit_the_deadline_is_not_begun() {
        server.setDispatcher(status(503));
        try (RerankScoringModel warmUp = model().maxRetries(0).build()) {
            assertThatThrownBy(() -> warmUp.rerank(request("a"))).isInstanceOf(InternalServerException.class);
        }
        // the waits are from 0.25 to 0.5, 0.5 to 1, and 1 to 2 s: the second fits for sure, and the third does not
        try (RerankScoringModel model =
                model().timeout(Duration.ofMillis(1_700)).maxRetries(100).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InternalServerException.class)
                    .hasMessageContainingAll("not repeated", "timeout (1.7 s)");
        }
        assertThat(server.getRequestCount() - 1).isBetween(2, 3);
    }

    @Test
    void a_failure_on_a_blocking_path_shows_where_it_was_called() {
        server.setDispatcher(status(400));
        try (RerankScoringModel model = model().maxDocumentsPerRequest(1).build()) {
            Throwable failure = catchThrowable(() -> model.rerank(request("a", "b", "c")));

            assertThat(failure.getSuppressed())
                    .anySatisfy(caller -> assertThat(caller.getStackTrace())
                            .anyMatch(frame ->
                                    frame.getClassName().equals(getClass().getName())));
        }
    }

    @Test
    void a_refused_connection_is_retriable_and_says_what_to_check() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        try (RerankScoringModel model = PlainService.model()
                .baseUrl("http://127.0.0.1:" + unused)
                .maxRetries(0)
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isExactlyInstanceOf(RetriableException.class)
                    .hasMessageContaining("check that the server runs")
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void what_a_users_interceptor_throws_reaches_the_caller() {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new IllegalCallerException("a bug in an interceptor");
                })
                .build();
        try (RerankScoringModel model = model().httpClient(client).build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(IllegalCallerException.class);
        }
    }

    @Test
    void an_attempt_that_exceeds_its_own_limit_is_named_so() {
        server.setDispatcher(silence());
        try (RerankScoringModel model =
                model().attemptTimeout(Duration.ofMillis(100)).maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContainingAll("100 ms", "attemptTimeout");
        }
    }

    @Test
    void waiting_for_credentials_is_on_the_clock_and_named() {
        CompletableFuture<Map<String, String>> never = new CompletableFuture<>();
        try (RerankScoringModel model = model().authorizer(attempt -> never)
                .timeout(Duration.ofMillis(100))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("credentials");
        }
        assertThat(never).isNotDone();
    }

    @Test
    void credentials_that_come_later_are_sent() throws Exception {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
        try (RerankScoringModel model = model().authorizer(attempt -> later).build()) {
            CompletableFuture<RerankResponse> call = model.rerankAsync(request("a"));
            later.complete(Map.of("X-Key", "k"));

            assertThat(call.get(20, TimeUnit.SECONDS).scores()).containsExactly(1.0);
        }
        assertThat(server.takeRequest().getHeaders().get("X-Key")).isEqualTo("k");
    }

    @Test
    void credentials_that_cannot_be_had_are_an_authentication_failure() {
        try (RerankScoringModel model = model().authorizer(
                        attempt -> CompletableFuture.failedFuture(new IOException("metadata is away")))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("metadata is away");
        }
    }

    @Test
    void a_key_that_http_cannot_carry_is_refused_without_being_shown() {
        try (RerankScoringModel model = model().authorizer(
                        attempt -> CompletableFuture.completedFuture(Map.of("X-Key", "secret\nvalue")))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret")
                    .hasMessageContaining("X-Key");
        }
    }

    @Test
    void an_async_call_fails_with_the_exception_itself() {
        server.setDispatcher(status(429));
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerankAsync(request("a")).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RateLimitException.class);
        }
    }

    @Test
    void a_mapper_gets_bare_texts_on_the_asynchronous_path() {
        try (RerankScoringModel model = model().documentMapper(segment -> TextContent.from("<" + segment.text() + ">"))
                .build()) {
            RerankRequest request = model.resolve(RerankRequest.builder()
                    .query("q")
                    .segments(List.of(TextSegment.from("a")))
                    .build());

            assertThat(request.documents()).containsExactly(TextContent.from("<a>"));
        }
    }

    @Test
    void a_null_segment_is_named() {
        try (RerankScoringModel model = model().build()) {
            List<TextSegment> segments = java.util.Collections.singletonList(nothing());

            assertThatThrownBy(() -> model.scoreAll(segments, "q")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_interrupted_wait_is_reported_with_the_flag_set() throws InterruptedException {
        server.setDispatcher(silence());
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (RerankScoringModel model = model().build()) {
            Thread caller = new Thread(() -> {
                Throwable thrown = catchThrowable(() -> model.rerank(request("a")));
                failure.complete(Thread.currentThread().isInterrupted() ? thrown : new AssertionError("no flag"));
            });
            caller.start();
            server.takeRequest();

            caller.interrupt();

            assertThat(failure.join()).isExactlyInstanceOf(LangChain4jException.class);
            caller.join();
        }
    }

    @Test
    void an_interrupt_reaches_the_wire_even_after_an_interceptor_has_used_a_file_channel() throws Exception {
        server.setDispatcher(silence());
        Path log = Files.createTempFile("interceptor", ".log");
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                        file.write(ByteBuffer.wrap(new byte[] {'x'}));
                    }
                    return chain.proceed(chain.request());
                })
                .build();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (RerankScoringModel model = model().httpClient(client).build()) {
            Thread caller = new Thread(() -> failure.complete(catchThrowable(() -> model.rerank(request("a")))));
            caller.start();
            server.takeRequest();

            caller.interrupt();

            assertThat(failure.get(20, TimeUnit.SECONDS)).isExactlyInstanceOf(LangChain4jException.class);
        } finally {
            Files.delete(log);
        }
    }

    @Test
    void a_rate_limiter_hears_what_becomes_of_each_permit() {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "0")
                .build());
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        List<String> heard = new CopyOnWriteArrayList<>();
        RateLimiter limiter = demand -> {
            heard.add("acquire " + demand.documents());
            return CompletableFuture.completedFuture(new Telling(heard));
        };
        try (RerankScoringModel model = model().rateLimiter(limiter).build()) {
            model.rerank(request("a"));
        }

        assertThat(heard).containsExactly("acquire 1", "sent", "rejected", "answered", "acquire 1", "sent", "answered");
    }

    @Test
    void a_permit_is_given_back_when_there_was_nothing_to_send_with() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (RerankScoringModel model = model().rateLimiter(
                        demand -> CompletableFuture.completedFuture(new Telling(heard)))
                .authorizer(attempt -> {
                    throw new IllegalStateException("no key today");
                })
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).hasMessageContaining("no key today");
        }

        assertThat(heard).containsExactly("unused");
    }

    @Test
    void cancelling_leaves_the_queue_of_a_rate_limiter() {
        CompletableFuture<RateLimiter.Permit> never = new CompletableFuture<>();
        try (RerankScoringModel model = model().rateLimiter(demand -> never).build()) {
            CompletableFuture<RerankResponse> call = model.rerankAsync(request("a"));

            call.cancel(true);

            assertThat(never).isCancelled();
        }
    }

    @Test
    void a_rate_limiter_that_fails_fails_the_call() {
        try (RerankScoringModel model = model().rateLimiter(demand -> {
                    throw new IllegalStateException("limiter is broken");
                })
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).hasMessageContaining("limiter is broken");
        }
    }

    @Test
    void what_an_authorizer_puts_right_is_worth_one_more_attempt_even_without_retries() {
        server.setDispatcher(status(401));
        AtomicInteger mended = new AtomicInteger();
        Authorizer authorizer = new Authorizer() {
            @Override
            public CompletableFuture<Map<String, String>> authorize(Attempt attempt) {
                return CompletableFuture.completedFuture(Map.of("X-Key", "k"));
            }

            @Override
            public CompletableFuture<Boolean> mend(Refused refused, WireReply reply, Map<String, String> sent) {
                assertThat(sent).containsOnly(Map.entry("X-Key", "k"));
                mended.incrementAndGet();
                return CompletableFuture.completedFuture(true);
            }
        };
        try (RerankScoringModel model =
                model().authorizer(authorizer).maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(AuthenticationException.class);
        }

        assertThat(mended).hasValue(1);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_closed_model_leaves_no_thread_behind() throws InterruptedException {
        server.setDispatcher(always("{\"hits\":[{\"i\":0,\"s\":1}]}"));
        try (RerankScoringModel model =
                model().maxDocumentsPerRequest(1).requestsPerSecond(1000).build()) {
            model.rerankAsync(request("a")).join();
        }

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("rerank4j")) {
                thread.join(20_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void an_interceptor_that_reads_the_body_does_not_start_the_clock_of_a_permit() {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        List<String> heard = new CopyOnWriteArrayList<>();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Buffer copy = new Buffer();
                    RequestBody body = chain.request().body();
                    if (body != null) {
                        body.writeTo(copy);
                    }
                    heard.add("intercepted " + (copy.size() > 0));
                    return chain.proceed(chain.request());
                })
                .build();
        try (RerankScoringModel model = model().httpClient(client)
                .rateLimiter(demand -> CompletableFuture.completedFuture(new Telling(heard)))
                .build()) {
            model.rerank(request("a"));
        }

        assertThat(heard).containsExactly("intercepted true", "sent", "answered");
    }

    @Test
    void an_error_of_the_users_code_reaches_the_caller_and_frees_the_slot() {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        AtomicInteger asked = new AtomicInteger();
        try (RerankScoringModel model = model().maxConcurrentRequests(1)
                .authorizer(attempt -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new ExceptionInInitializerError("a broken key store");
                    }
                    return CompletableFuture.completedFuture(Map.of());
                })
                .build()) {
            assertThat(catchThrowable(() -> model.rerank(request("a")))).hasMessageContaining("a broken key store");
            assertThat(model.rerank(request("a")).scores()).containsExactly(1.0);
        }
    }

    @Test
    void what_is_left_behind_an_odd_reply_is_not_read_as_the_next_answer() throws IOException {
        String stale = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"hits\":[{\"i\":0,\"s\":0.1}]}\n";
        String busy = "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 4\r\n\r\nbusy" + stale;
        String right = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"hits\":[{\"i\":0,\"s\":0.9}]}\n";
        try (RawServer raw = new RawServer(busy, right);
                RerankScoringModel model =
                        PlainService.model().baseUrl(raw.url()).build()) {
            assertThat(model.rerank(request("a")).scores()).containsExactly(0.9);
        }
    }

    @Test
    void codes_ids_addresses_and_entries_that_a_service_repeats_are_not_shown() {
        String picture = "https://pictures.example/cat.png?signature=0123456789abcdef";
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .contents(List.of(ImageContent.from(picture)))
                .input(Map.of("hint", "a confidential hint for the model"))
                .build();
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .addHeader("X-Request-Id", "r-1 a confidential hint for the model")
                .body("{\"err\":\"cannot load " + picture + " with a confidential hint for the model\"}")
                .build());
        RecordingLogger log = new RecordingLogger();
        try (RerankScoringModel model = model().traits(
                        ModelTraits.pointwise(ScoreScale.LOGIT).kinds(ContentType.TEXT, ContentType.IMAGE))
                .logger(log)
                .logRequests(true)
                .logResponses(true)
                .build()) {
            Throwable failure = catchThrowable(() -> model.rerank(request));

            assertThat(failure).hasMessageContaining("cannot load").hasMessageContaining("r-1");
            assertThat(failure.toString() + failure.getCause() + log.lines())
                    .doesNotContain("signature", "confidential");
        }
    }

    @Test
    void the_name_of_a_model_that_a_reply_gives_is_clean_and_short() {
        String secret = "how do I tell my boss about it";
        server.enqueue(new MockResponse.Builder()
                .addHeader("X-Request-Id", "id " + secret)
                .body("{\"hits\":[{\"i\":0,\"s\":0.5}],\"model\":\"rank\\r\\n\\u001b[31m2\\u2028 " + secret
                        + "x".repeat(1000) + "\"}")
                .build());
        List<RerankResponseContext> heard = new ArrayList<>();
        RerankListener listener = new RerankListener() {
            @Override
            public void onResponse(RerankResponseContext context) {
                heard.add(context);
            }
        };
        RecordingLogger log = new RecordingLogger();
        try (RerankScoringModel model = model().listeners(List.of(listener))
                .logger(log)
                .logResponses(true)
                .build()) {
            RerankResponse response = model.rerank(RerankRequest.builder()
                    .query(secret)
                    .documents(List.of("a"))
                    .build());

            assertThat(response.modelName().orElse(""))
                    .startsWith("rank [31m2 ***")
                    .hasSizeLessThanOrEqualTo(101);
            assertThat(response.toString() + heard + log.lines())
                    .doesNotContain(secret, "\r", "\n", "\u001b", "\u2028", "x".repeat(101));
        }
    }

    @Test
    void a_query_that_a_service_repeats_in_escapes_is_not_shown() {
        String query = "客户张伟的身份证号码和住址不得外传请妥善保管";
        StringBuilder escaped = new StringBuilder();
        query.chars().forEach(c -> escaped.append(String.format("\\\\u%04x", c)));
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .body("{\"err\":\"bad {\\\"query\\\":\\\"" + escaped + "\\\"}\"}")
                .build());
        try (RerankScoringModel model = model().build()) {
            Throwable failure = catchThrowable(() -> model.rerank(
                    RerankRequest.builder().query(query).documents(List.of("a")).build()));

            assertThat(failure).hasMessageContaining("bad {\"query\":\"***\"}");
            assertThat(failure.toString() + failure.getCause()).doesNotContain("u5ba2");
        }
    }

    @Test
    void an_ambiguous_failure_after_a_throttle_is_still_repeated_once() {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "0")
                .build());
        answer(200, "{\"err\":\"something\"}");
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        try (RerankScoringModel model = model().build()) {
            assertThat(model.rerank(request("a")).attempts()).isEqualTo(3);
        }
    }

    @Test
    void without_retries_left_a_long_retry_after_is_not_what_failed() {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .addHeader("Retry-After", "3600")
                .build());
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(InternalServerException.class);
        }
    }

    @Test
    void a_permit_is_unused_where_nothing_was_sent() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (RerankScoringModel model = PlainService.model()
                .baseUrl("http://127.0.0.1:1")
                .rateLimiter(demand -> CompletableFuture.completedFuture(new Telling(heard)))
                .maxRetries(0)
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(RetriableException.class);
        }

        assertThat(heard).containsExactly("unused");
    }

    @Test
    void a_tls_handshake_that_does_not_end_is_limited_and_repeated() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                RerankScoringModel model = PlainService.model()
                        .baseUrl("https://127.0.0.1:" + silent.getLocalPort())
                        .connectTimeout(Duration.ofMillis(200))
                        .maxRetries(1)
                        .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining(
                            ": no connection within 200 ms (connectTimeout): the TLS handshake did not end; if this port"
                                    + " speaks plain text, write http:// in baseUrl; check address, network and proxy,"
                                    + " or raise connectTimeout (on the httpClient, if one is set); gave up after 2 attempts");
        }
    }

    @Test
    void no_record_shows_what_it_carries() {
        RerankCall call = new RerankCall(
                TextContent.from("secret query"),
                List.of(TextContent.from("secret text")),
                null,
                null,
                Map.of(),
                Map.of());
        RerankReply refused = new Refused(ErrorKind.SERVER, "c", "secret words", "r");
        RerankReply scored = RerankReply.Scored.positional(Json.read("[\"secret\"]".getBytes(UTF_8)));

        assertThat(List.of(call, refused, scored).toString()).doesNotContain("secret");
    }

    @Test
    void a_timeout_of_many_requests_says_how_many_were_answered() {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
        try (RerankScoringModel model = model().maxDocumentsPerRequest(1)
                .maxConcurrentRequests(1)
                .timeout(Duration.ofSeconds(1))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContainingAll("1 s (timeout)", "1 of 2 requests were answered");
        }
    }

    @Test
    void a_permit_is_abandoned_where_no_reply_came() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        List<String> heard = new CopyOnWriteArrayList<>();
        try (RerankScoringModel model = model().rateLimiter(
                        demand -> CompletableFuture.completedFuture(new Telling(heard)))
                .maxRetries(0)
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(RetriableException.class);
        }

        assertThat(heard).containsExactly("sent", "abandoned");
    }

    @Test
    void a_missing_request_is_named_and_on_the_asynchronous_path_fails_the_future() {
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(nothing())).isInstanceOf(IllegalArgumentException.class);
            assertThat(model.rerankAsync(nothing())).isCompletedExceptionally();
        }
    }

    /** A permit that says what it is told. */
    private record Telling(List<String> heard) implements RateLimiter.Permit {

        @Override
        public void sent() {
            heard.add("sent");
        }

        @Override
        public void rejected() {
            heard.add("rejected");
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

    private PlainService.Builder model() {
        return PlainService.model().baseUrl(server.url("/").toString());
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private static Dispatcher status(int status) {
        return dispatcher(new MockResponse.Builder().code(status).build());
    }

    private static Dispatcher always(String body) {
        return dispatcher(new MockResponse.Builder().body(body).build());
    }

    private static Dispatcher silence() {
        return dispatcher(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
    }

    private static Dispatcher dispatcher(MockResponse response) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return response;
            }
        };
    }

    private static String body(RecordedRequest request) {
        ByteString body = request.getBody();
        return body == null ? "" : body.utf8();
    }

    private static RerankRequest request(String... documents) {
        return RerankRequest.builder().query("q").documents(List.of(documents)).build();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // a user without null checks
    private static <T> T nothing() {
        return null;
    }
}
