package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.fixtures.HttpTestClient;
import io.github.rerank4j.local.ReceivedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@Isolated("looks at all threads of the JVM")
class ScriptedServerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NOW = Duration.ofMillis(20);

    private final HttpTestClient client = HttpTestClient.plain();
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void replies_are_given_in_the_order_in_which_they_were_enqueued() throws Exception {
        server.enqueue(
                ScriptedReply.json("{\"n\":1}"), ScriptedReply.text(503, "busy").retryAfter("2"));

        HttpResponse<String> first = client.post(server.url(), "a");
        HttpResponse<String> second = client.post(server.url(), "b");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("{\"n\":1}");
        assertThat(first.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(second.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    }

    @Test
    void a_request_is_recorded_as_it_came() throws Exception {
        server.enqueue(ScriptedReply.empty(204));

        client.post(server.url() + "/v1/rerank?x=1", "{\"query\":\"Straße\"}", "X-Case", "Kept");
        ReceivedRequest request = server.takeRequest(SOON);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/rerank?x=1");
        assertThat(request.header("x-cASE")).isEqualTo("Kept");
        assertThat(request.header("absent")).isNull();
        assertThat(request.headers()).containsEntry("X-CASE", List.of("Kept"));
        assertThat(request.text()).isEqualTo("{\"query\":\"Straße\"}");
        assertThat(request.body()).isEqualTo("{\"query\":\"Straße\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(request.json().path("query").textValue()).isEqualTo("Straße");
        assertThat(request).hasToString("POST /v1/rerank?x=1 (19 bytes)");
        assertThat(server.requests()).containsExactly(request);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void a_body_that_is_not_json_says_so() throws Exception {
        server.enqueue(ScriptedReply.empty(200));

        client.post(server.url(), "504 Gateway");
        ReceivedRequest request = server.takeRequest(SOON);

        assertThatIllegalStateException().isThrownBy(request::json).withMessageContaining("is not JSON");
    }

    @Test
    void the_responder_answers_when_nothing_is_enqueued() throws Exception {
        server.respondWith(request -> ScriptedReply.text(200, "echo " + request.text()));
        server.enqueue(ScriptedReply.text(200, "first"));

        assertThat(client.post(server.url(), "a").body()).isEqualTo("first");
        assertThat(client.post(server.url(), "b").body()).isEqualTo("echo b");
    }

    @Test
    void a_failing_responder_becomes_status_500() throws Exception {
        server.respondWith(request -> {
            throw new IllegalStateException("on purpose");
        });

        HttpResponse<String> response = client.post(server.url(), "a");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("on purpose");
    }

    @Test
    void a_request_without_any_reply_gets_501() throws Exception {
        HttpResponse<String> response = client.post(server.url(), "a");

        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body()).contains("no reply is scripted");
    }

    @Test
    void waiting_for_a_request_that_does_not_come_fails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> server.takeRequest(NOW))
                .withMessageContaining("no request came within");
        assertThatIllegalStateException()
                .isThrownBy(() -> server.awaitAborted(NOW))
                .withMessageContaining("no request was aborted within");
    }

    @Test
    void an_interrupt_ends_waiting_and_is_kept() {
        Thread.currentThread().interrupt();

        assertThatIllegalStateException().isThrownBy(() -> server.takeRequest(SOON));
        assertThatIllegalStateException().isThrownBy(() -> server.awaitAborted(SOON));
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void every_protocol_answers_and_keeps_its_connection(Protocol protocol) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            OkHttpClient okHttp = server.client().build();
            server.respondWith(request -> ScriptedReply.text(200, request.text() + " " + request.header("host")));
            String expected = server.url().replaceAll("https?://", "");

            for (String body : List.of("a", "b")) {
                try (Response response = okHttp.newCall(post(server, body)).execute()) {
                    assertThat(response.body().string()).isEqualTo(body + " " + expected);
                }
            }

            assertThat(server.connectionCount()).isEqualTo(1);
            assertThat(server.requestCount()).isEqualTo(2);
            assertThat(server.requests().get(0).headers().keySet()).noneMatch(name -> name.startsWith(":"));
            okHttp.connectionPool().evictAll();
        }
    }

    @Test
    void http_2_is_really_spoken() throws Exception {
        try (ScriptedServer http2 = ScriptedServer.startHttp2();
                HttpTestClient other = HttpTestClient.trusting(http2.sslContext())) {
            OkHttpClient okHttp = http2.client().build();
            http2.respondWith(request -> ScriptedReply.json("{}"));

            try (Response response = okHttp.newCall(post(http2, "a")).execute()) {
                assertThat(response.protocol()).isEqualTo(okhttp3.Protocol.HTTP_2);
            }
            assertThat(other.post(http2.url(), "b").version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
            okHttp.connectionPool().evictAll();
        }
    }

    @Test
    void a_plain_server_has_no_certificate() {
        assertThatIllegalStateException().isThrownBy(() -> server.sslContext());
    }

    @Test
    void a_delayed_reply_takes_its_time() throws Exception {
        server.enqueue(ScriptedReply.text(200, "late").afterDelay(Duration.ofMillis(100)));
        long start = System.nanoTime();

        HttpResponse<String> response = client.post(server.url(), "a");

        assertThat(response.body()).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(95));
    }

    @ParameterizedTest
    @EnumSource
    void a_held_reply_comes_when_it_is_released(Protocol protocol) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            OkHttpClient okHttp = server.client().build();
            CompletableFuture<Void> release = new CompletableFuture<>();
            server.enqueue(ScriptedReply.text(200, "held").heldUntil(release), ScriptedReply.text(200, "next"));
            CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> send(okHttp, post(server, "a")));
            server.takeRequest(SOON);

            assertThat(send(okHttp, post(server, "b"))).isEqualTo("next");
            assertThat(held).isNotDone();
            release.completeExceptionally(new IOException("any completion will do"));

            assertThat(held.get(10, TimeUnit.SECONDS)).isEqualTo("held");
            assertThat(server.abortedCount()).isZero();
            okHttp.connectionPool().evictAll();
        }
    }

    @Test
    void a_connection_serves_on_after_a_held_reply() throws Exception {
        server.enqueue(ScriptedReply.text(200, "slow").afterDelay(Duration.ofMillis(20)));
        server.enqueue(ScriptedReply.text(200, "fast"));

        assertThat(client.post(server.url(), "a").body()).isEqualTo("slow");
        assertThat(client.post(server.url(), "b").body()).isEqualTo("fast");
        assertThat(server.takeRequest(SOON).text()).isEqualTo("a");
        assertThat(server.takeRequest(SOON).text()).isEqualTo("b");
        assertThat(server.connectionCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void an_aborted_request_is_noticed_while_no_answer_is_given(Protocol protocol) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            server.enqueue(ScriptedReply.neverRespond());

            cancelOneCall(server);

            server.awaitAborted(SOON);
            assertThat(server.abortedCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_aborted_request_is_noticed_while_the_answer_is_delayed(Protocol protocol) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            server.enqueue(ScriptedReply.text(200, "late").afterDelay(Duration.ofHours(1)));

            cancelOneCall(server);

            server.awaitAborted(SOON);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_aborted_request_is_noticed_while_the_body_is_silent(Protocol protocol) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            server.enqueue(ScriptedReply.silentBody());

            cancelOneCall(server);

            server.awaitAborted(SOON);
            assertThat(server.abortedCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_aborted_request_is_noticed_while_the_body_drips(Protocol protocol) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            server.enqueue(ScriptedReply.text(200, "a".repeat(10_000)).drip(1, Duration.ofMillis(10)));

            cancelOneCall(server);

            server.awaitAborted(SOON);
            assertThat(server.abortedCount()).isEqualTo(1);
        }
    }

    @Test
    void an_aborted_stream_leaves_its_neighbours_alone() throws Exception {
        try (ScriptedServer http2 = ScriptedServer.startHttp2()) {
            OkHttpClient okHttp = http2.client().build();
            CompletableFuture<Void> release = new CompletableFuture<>();
            http2.enqueue(ScriptedReply.text(200, "kept").heldUntil(release), ScriptedReply.neverRespond());
            CompletableFuture<String> kept = CompletableFuture.supplyAsync(() -> send(okHttp, post(http2, "a")));
            http2.takeRequest(SOON);
            Call cancelled = okHttp.newCall(post(http2, "b"));
            CompletableFuture<Void> failed = failing(cancelled);
            http2.takeRequest(SOON);

            cancelled.cancel();
            http2.awaitAborted(SOON);
            release.complete(null);

            assertThat(kept.get(10, TimeUnit.SECONDS)).isEqualTo("kept");
            assertThat(failed).succeedsWithin(SOON);
            assertThat(http2.abortedCount()).isEqualTo(1);
            assertThat(http2.connectionCount()).isEqualTo(1);
            okHttp.connectionPool().evictAll();
        }
    }

    @Test
    void an_answered_request_is_not_aborted_when_its_connection_ends() throws Exception {
        server.respondWith(request -> ScriptedReply.text(200, "a").afterDelay(Duration.ofMillis(1)));
        OkHttpClient okHttp = server.client().build();
        send(okHttp, post(server, "a"));

        okHttp.connectionPool().evictAll();
        send(okHttp, post(server, "b"));

        assertThatIllegalStateException().isThrownBy(() -> server.awaitAborted(NOW));
        assertThat(server.connectionCount()).isEqualTo(2);
        okHttp.connectionPool().evictAll();
    }

    @Test
    void a_dripping_body_arrives_complete() throws Exception {
        server.enqueue(ScriptedReply.text(200, "0123456789").drip(3, Duration.ofMillis(1)));

        assertThat(client.post(server.url(), "a").body()).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @EnumSource
    void a_truncated_body_fails_the_client(Protocol protocol) {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            OkHttpClient okHttp = server.client().build();
            server.enqueue(ScriptedReply.text(200, "a".repeat(100)).truncated());

            assertThatThrownBy(() -> {
                        try (Response response =
                                okHttp.newCall(post(server, "a")).execute()) {
                            response.body().string();
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(server.abortedCount()).isZero();
        }
    }

    @Test
    void a_truncated_body_is_sent_up_to_its_middle() throws Exception {
        server.enqueue(ScriptedReply.text(200, "abcdef").truncated());

        String raw = rawExchange("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");

        assertThat(raw).contains("Content-Length: 6").endsWith("\r\n\r\nabc");
    }

    @Test
    void a_compressed_body_is_labelled() throws Exception {
        server.enqueue(ScriptedReply.json("{\"a\":1}").gzip());

        HttpResponse<InputStream> response = java.net.http.HttpClient.newHttpClient()
                .send(HttpTestClient.request(server.url(), "a"), HttpResponse.BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(response.body()).readAllBytes())
                .asString()
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void a_wrong_content_length_is_sent_as_it_is() throws Exception {
        server.enqueue(ScriptedReply.bytes(200, new byte[] {'a', 'b', 'c'}).header("Content-Length", "1"));

        assertThat(client.post(server.url(), "a").body()).isEqualTo("a");
    }

    @Test
    void an_endless_body_ends_with_its_reader() throws Exception {
        server.enqueue(ScriptedReply.text(200, "again ").endless());
        OkHttpClient okHttp = server.client().build();

        try (Response response = okHttp.newCall(post(server, "a")).execute()) {
            assertThat(response.header("Content-Length")).isNull();
            assertThat(response.body().source().readUtf8(60_000)).startsWith("again again");
        }

        server.awaitAborted(SOON);
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_before_the_answer_fails_the_client(Protocol protocol) {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            OkHttpClient okHttp =
                    server.client().retryOnConnectionFailure(false).build();
            server.enqueue(ScriptedReply.resetBeforeResponse());

            assertThatThrownBy(() -> okHttp.newCall(post(server, "a")).execute())
                    .isInstanceOf(IOException.class);
            assertThat(server.requestCount()).isEqualTo(1);
            assertThat(server.abortedCount()).isZero();
        }
    }

    @Test
    void a_reset_is_a_reset_and_no_orderly_end() throws Exception {
        server.enqueue(ScriptedReply.resetBeforeResponse());

        assertThatThrownBy(() -> rawExchange("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_at_connect_comes_before_any_request(Protocol protocol) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(protocol)) {
            OkHttpClient okHttp =
                    server.client().retryOnConnectionFailure(false).build();
            server.enqueue(ScriptedReply.resetAtConnect(), ScriptedReply.text(200, "up again"));

            assertThatThrownBy(() -> okHttp.newCall(post(server, "a")).execute())
                    .isInstanceOf(IOException.class);
            assertThat(server.requestCount()).isZero();
            assertThat(send(okHttp, post(server, "b"))).isEqualTo("up again");
            assertThat(server.connectionCount()).isEqualTo(2);
            okHttp.connectionPool().evictAll();
        }
    }

    @Test
    void a_reset_at_connect_hits_a_reused_connection_with_its_request() throws Exception {
        OkHttpClient okHttp = server.client().retryOnConnectionFailure(false).build();
        server.enqueue(ScriptedReply.text(200, "up"), ScriptedReply.resetAtConnect());

        assertThat(send(okHttp, post(server, "a"))).isEqualTo("up");
        assertThatThrownBy(() -> okHttp.newCall(post(server, "b")).execute()).isInstanceOf(IOException.class);
        assertThat(server.connectionCount()).isEqualTo(1);
    }

    @Test
    void an_unread_request_blocks_its_sender() throws Exception {
        OkHttpClient okHttp = server.client().build();
        server.enqueue(ScriptedReply.neverRead());
        Call call = okHttp.newCall(post(server, "a".repeat(20_000_000)));
        CompletableFuture<Void> failed = failing(call);

        assertThat(server.takeRequest(SOON).body()).isEmpty();
        assertThat(failed).isNotDone();
        call.cancel();

        assertThat(failed).succeedsWithin(SOON);
    }

    @ParameterizedTest
    @EnumSource
    void closing_ends_whatever_is_held_and_leaves_no_thread(Protocol protocol) throws Exception {
        ScriptedServer server = ScriptedServer.start(protocol);
        OkHttpClient okHttp = server.client().build();
        server.enqueue(
                ScriptedReply.neverRespond(),
                ScriptedReply.silentBody(),
                ScriptedReply.text(200, "late").afterDelay(Duration.ofHours(1)),
                ScriptedReply.text(200, "held").heldUntil(new CompletableFuture<>()),
                ScriptedReply.text(200, "slow").drip(1, Duration.ofHours(1)));
        List<CompletableFuture<Void>> failures = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            failures.add(failing(okHttp.newCall(post(server, "a"))));
            server.takeRequest(SOON);
        }

        server.close();
        server.close();

        assertThat(failures).allSatisfy(failed -> assertThat(failed).succeedsWithin(SOON));
        assertThat(server.abortedCount()).isZero();
        assertNoServerThreadIsLeft();
    }

    @Test
    void many_clients_are_served_at_a_time() {
        server.respondWith(request -> ScriptedReply.text(200, request.text()).afterDelay(Duration.ofMillis(50)));

        List<CompletableFuture<HttpResponse<String>>> replies = IntStream.range(0, 300)
                .mapToObj(i -> client.postAsync(server.url(), "n" + i))
                .toList();

        assertThat(replies)
                .extracting(reply -> reply.join().body())
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(i -> "n" + i).toList());
        assertThat(server.requestCount()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 40_000})
    void no_answer_waits_for_a_delayed_acknowledgement(int size) throws Exception {
        server.respondWith(request -> ScriptedReply.json("[" + " ".repeat(2_000) + "]"));
        long[] nanos = new long[41];

        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            client.post(server.url(), "a".repeat(size));
            nanos[i] = System.nanoTime() - start;
        }

        Arrays.sort(nanos);
        assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(30));
    }

    @Test
    void impossible_replies_are_refused() {
        ScriptedReply reply = ScriptedReply.json("{}");

        assertThatIllegalArgumentException().isThrownBy(() -> reply.afterDelay(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> reply.drip(0, Duration.ZERO));
        assertThatIllegalStateException()
                .isThrownBy(() -> ScriptedReply.empty(200).endless());
        assertThat(reply).hasToString("reply 200 (2 bytes)");
        assertThat(ScriptedReply.neverRespond()).hasToString("reply NEVER_ANSWERED");
    }

    private static void cancelOneCall(ScriptedServer server) {
        OkHttpClient okHttp = server.client().build();
        Call call = okHttp.newCall(post(server, "a"));
        CompletableFuture<Void> failed = failing(call);
        server.takeRequest(SOON);

        call.cancel();

        assertThat(failed).succeedsWithin(SOON);
        okHttp.connectionPool().evictAll();
    }

    private static CompletableFuture<Void> failing(Call call) {
        return CompletableFuture.runAsync(
                () -> assertThatThrownBy(() -> {
                            try (Response response = call.execute()) {
                                response.body().string();
                            }
                        })
                        .isInstanceOf(IOException.class),
                task -> new Thread(task, "test-call").start());
    }

    private static String send(OkHttpClient client, Request request) {
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Request post(ScriptedServer server, String body) {
        return new Request.Builder()
                .url(server.url() + "/")
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private String rawExchange(String request) throws IOException {
        URI url = URI.create(server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private void assertNoServerThreadIsLeft() throws InterruptedException {
        server.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("rerank-testkit")
                    || thread.getName().startsWith("MockWebServer")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
