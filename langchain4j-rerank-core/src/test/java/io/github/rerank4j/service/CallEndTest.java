package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** How a call ends that gets no reply: by its limits, by an interrupt, by the network or by the user's own code. */
class CallEndTest extends PlainServiceCase {

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
    void a_timeout_of_many_requests_says_how_many_were_answered() {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
        try (RerankScoringModel model = model().maxDocumentsPerRequest(1)
                .maxConcurrentRequests(1)
                .timeout(Duration.ofSeconds(4))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContainingAll("4 s (timeout)", "1 of 2 requests got a response");
        }
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
    void an_async_call_fails_with_the_exception_itself() {
        server.setDispatcher(status(429));
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerankAsync(request("a")).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RateLimitException.class);
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
}
