package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** What a rate limiter hears of each of its permits. */
class PermitTest extends PlainServiceCase {

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
}
