package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RawServerTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private RawServer server = RawServer.start();
    private OkHttpClient client = new OkHttpClient();

    @AfterEach
    void closes() {
        server.close();
        client.connectionPool().evictAll();
    }

    @Test
    void bytes_arrive_as_they_were_given() throws IOException {
        server.enqueue(RawReply.text("HTTP/1.1 202 Fine\r\nX-Odd: 1\r\nContent-Length: 2\r\n\r\n")
                .then("ok"));

        try (Response response = post("abc")) {
            assertThat(response.code()).isEqualTo(202);
            assertThat(response.header("X-Odd")).isEqualTo("1");
            assertThat(response.body().string()).isEqualTo("ok");
        }
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/rerank");
            assertThat(request.header("content-type")).startsWith("text/plain");
            assertThat(request.text()).isEqualTo("abc");
        });
    }

    @Test
    void replies_go_out_in_their_order_on_one_connection_and_then_there_is_none_left() throws IOException {
        server.enqueue(RawReply.http("200 OK", "one", "X-Number: 1"), RawReply.http("200 OK", "two"));

        assertThat(text()).isEqualTo("one");
        assertThat(text()).isEqualTo("two");
        try (Response response = post("abc")) {
            assertThat(response.code()).isEqualTo(501);
        }
        assertThat(server.requestCount()).isEqualTo(3);
        assertThat(server.connectionCount()).isEqualTo(1);
    }

    @Test
    void bytes_can_be_repeated_dripped_and_held_back() throws IOException {
        server.enqueue(RawReply.text(RawReply.head("200 OK", "Content-Length: 9") + "\r\n")
                .thenTimes(utf8("abc"), 2)
                .pause(Duration.ofMillis(1))
                .thenDrip(utf8("xyz"), Duration.ofMillis(1)));

        assertThat(text()).isEqualTo("abcabcxyz");
    }

    @Test
    void endless_bytes_end_with_the_client() throws IOException {
        server.enqueue(RawReply.text(RawReply.head("200 OK") + "\r\n").thenForever(new byte[10_000]));

        try (Response response = post("abc")) {
            assertThat(response.body().source().readByteArray(1_000_000)).hasSize(1_000_000);
        }
        client.connectionPool().evictAll();

        server.awaitReplies(SOON);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void silence_ends_with_the_client() {
        server.enqueue(RawReply.nothing().silence());
        client = client.newBuilder().callTimeout(Duration.ofMillis(200)).build();

        assertThatThrownBy(this::text).isInstanceOf(IOException.class);

        server.awaitReplies(SOON);
    }

    @Test
    void a_reply_that_goes_on_is_said_to_be_under_way_and_ends_with_the_server() {
        server.enqueue(RawReply.nothing().pause(Duration.ofMinutes(5)));
        client = client.newBuilder().callTimeout(Duration.ofMillis(200)).build();
        assertThatThrownBy(this::text).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> server.awaitReplies(Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("under way");

        server.close();
        server.awaitReplies(SOON);
    }

    @Test
    void an_interrupt_ends_the_wait_for_replies() {
        server.enqueue(RawReply.nothing().pause(Duration.ofMinutes(5)));
        client = client.newBuilder().callTimeout(Duration.ofMillis(200)).build();
        assertThatThrownBy(this::text).isInstanceOf(IOException.class);

        Thread.currentThread().interrupt();
        Throwable failure = catchThrowable(() -> server.awaitReplies(SOON));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("interrupted");
    }

    @Test
    void a_connection_can_be_reset_closed_and_half_closed() {
        for (RawReply odd : new RawReply[] {
            RawReply.nothing().reset(),
            RawReply.nothing().close(),
            RawReply.nothing().halfClose(),
            RawReply.nothing().reset().atConnect(),
            RawReply.nothing().reset().inBodyAfter(1)
        }) {
            client = new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
            server.enqueue(odd);

            assertThatThrownBy(this::text).isInstanceOf(IOException.class);
        }
        assertThat(server.connectionCount()).isEqualTo(5);
        assertThat(server.requestCount()).isEqualTo(4);
    }

    @Test
    void a_closed_server_accepts_nobody() {
        server.close();

        // nothing is thrown where somebody else has the port by now and answers
        assertThat(catchThrowable(this::text))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isInstanceOf(IOException.class),
                        failure -> assertThat(failure).isNull());
        assertThat(server.connectionCount()).isZero();
    }

    @Test
    void a_certificate_without_a_flaw_is_trusted() throws IOException {
        use(RawServer.startTls(TlsFlaw.NONE));
        server.enqueue(RawReply.http("200 OK", "over TLS"));

        assertThat(text()).isEqualTo("over TLS");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_certificate_with_a_flaw_is_refused(TlsFlaw flaw) {
        use(RawServer.startTls(flaw));

        assertThatThrownBy(this::text).isInstanceOf(SSLException.class);
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void a_handshake_can_be_cut() {
        use(RawServer.startTls(TlsFlaw.NONE));
        client = client.newBuilder().retryOnConnectionFailure(false).build();
        server.enqueue(RawReply.text("plain").close().atConnect());

        assertThatThrownBy(this::text)
                .isInstanceOfAny(SSLHandshakeException.class, SSLException.class, IOException.class);
    }

    @Test
    void frames_of_http_2_arrive_as_they_were_given() throws IOException {
        use(RawServer.startHttp2());
        server.enqueue(
                RawReply.frames(stream -> Http2Frames.response(stream, 200, "one")),
                RawReply.frames(stream -> Http2Frames.join(
                        Http2Frames.frame(Http2Frames.PING, 0, 0, new byte[8]),
                        Http2Frames.headers(stream, 404, false),
                        Http2Frames.data(stream, utf8("two"), true))));

        assertThat(text()).isEqualTo("one");
        assertThat(text()).isEqualTo("two");
        assertThat(server.connectionCount()).isEqualTo(1);
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.text()).isEqualTo("abc"));
    }

    @Test
    void a_stream_can_be_reset_and_a_connection_taken_leave_of() {
        use(RawServer.startHttp2());
        client = client.newBuilder().retryOnConnectionFailure(false).build();
        server.enqueue(
                RawReply.frames(stream -> Http2Frames.resetStream(stream, 2)),
                RawReply.frames(stream -> Http2Frames.goAway(0, 0)));

        assertThatThrownBy(this::text).hasMessageContaining("INTERNAL_ERROR");
        assertThatThrownBy(this::text).isInstanceOf(IOException.class);
    }

    @Test
    void a_reply_can_wait_until_it_is_read() throws IOException {
        use(RawServer.startHttp2());
        client = client.newBuilder().retryOnConnectionFailure(false).build();
        server.enqueue(
                RawReply.frames(stream -> Http2Frames.join(
                                Http2Frames.response(stream, 200, "one"), Http2Frames.goAway(stream, 0)))
                        .untilRead(),
                RawReply.frames(stream -> Http2Frames.response(stream, 200, "two")));

        assertThat(text()).isEqualTo("one");
        server.awaitReplies(SOON);

        assertThat(text()).isEqualTo("two");
        assertThat(server.connectionCount()).isEqualTo(2);
    }

    @Test
    void the_wait_until_a_reply_is_read_ends_with_the_client() {
        use(RawServer.startHttp2());
        server.enqueue(RawReply.frames(stream -> Http2Frames.frame(Http2Frames.SETTINGS, 0, 0, new byte[5]))
                .untilRead());

        assertThatThrownBy(this::text).isInstanceOf(IOException.class);

        server.awaitReplies(SOON);
    }

    private void use(RawServer other) {
        server.close();
        server = other;
        client = other.client().build();
    }

    private String text() throws IOException {
        try (Response response = post("abc")) {
            return response.body().string();
        }
    }

    private Response post(String body) throws IOException {
        return client.newCall(new Request.Builder()
                        .url(server.url() + "/rerank")
                        .post(RequestBody.create(utf8(body), okhttp3.MediaType.get("text/plain")))
                        .build())
                .execute();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
