package io.github.rerank4j.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpPortTest {

    private static final String OK = "HTTP/1.1 200 \r\nContent-Type: text/plain; charset=utf-8\r\n";

    /** Says what it was asked. */
    private final HttpPort port = HttpPort.open(
            0,
            request -> LocalReply.text(200, request.method() + " " + request.path() + " " + request.text()),
            Duration.ZERO);

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void requests_of_one_connection_are_answered_in_their_order() throws IOException {
        String requests = "POST /a HTTP/1.1\r\nContent-Length: 4\r\n\r\n\u00e4\u00f6"
                + "\r\nGET /b?c HTTP/1.1\r\n\r\n"
                + "POST /d HTTP/1.1\r\nConnection: Keep-Alive, Close\r\nContent-Length: 0\r\n\r\n"
                + "GET /unread HTTP/1.1\r\n\r\n";

        assertThat(sent(requests))
                .isEqualTo(OK + "Content-Length: 12\r\n\r\nPOST /a \u00e4\u00f6"
                        + OK + "Content-Length: 9\r\n\r\nGET /b?c "
                        + OK + "Content-Length: 8\r\nConnection: close\r\n\r\nPOST /d ");
    }

    @Test
    void a_body_may_come_in_chunks() throws IOException {
        String head = "POST /a HTTP/1.1\r\nTransfer-Encoding: Chunked\r\nConnection: close\r\n\r\n";
        String body = "3;name=value\r\nabc\r\n00b\r\n, and more.\r\n0\r\nTrailer: x\r\n\r\n";

        assertThat(sent(head + body)).endsWith("\r\n\r\nPOST /a abc, and more.");
    }

    @Test
    void a_client_that_waits_before_the_body_is_told_to_go_on() throws IOException {
        try (Socket client = connected()) {
            client.getOutputStream()
                    .write("POST /a HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n".getBytes(UTF_8));

            String invitation = "HTTP/1.1 100 Continue\r\n\r\n";
            assertThat(new String(client.getInputStream().readNBytes(invitation.length()), UTF_8))
                    .isEqualTo(invitation);

            client.getOutputStream().write('x');
            client.shutdownOutput();
            assertThat(read(client.getInputStream())).endsWith("\r\n\r\nPOST /a x");
        }
    }

    @Test
    void an_older_client_finds_the_end_of_the_answer_at_the_end_of_the_connection() throws IOException {
        assertThat(sent("GET /a HTTP/1.0\r\n\r\nGET /b HTTP/1.0\r\n\r\n"))
                .isEqualTo(OK + "Content-Length: 7\r\nConnection: close\r\n\r\nGET /a ");
    }

    @Test
    void who_asks_for_the_head_gets_no_body() throws IOException {
        assertThat(sent("HEAD /a HTTP/1.1\r\n\r\n")).isEqualTo(OK + "Content-Length: 8\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a\r\n\r\n",
                "GET /a HTTP/2.0\r\n\r\n",
                "GET /a b HTTP/1.1\r\n\r\n",
                "\r\n\r\nGET /a HTTP/1.1\r\n\r\n",
                "GET /a HTTP/1.1\r\nno name\r\n\r\n",
                "GET /a HTTP/1.1\r\n: x\r\n\r\n",
                "POST /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /a HTTP/1.1\r\nContent-Length: 1f\r\n\r\n",
                "POST /a HTTP/1.1\r\nContent-Length: 1234567890123456\r\n\r\n",
                "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
            })
    void what_is_not_http_is_a_bad_request_and_the_last_one(String request) throws IOException {
        assertThat(sent(request)).startsWith("HTTP/1.1 400 \r\n").contains("Connection: close\r\n");
        assertThat(sent("GET /next HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 67108865, 413",
        "Content-Length: 999999999999999, 413",
        "Transfer-Encoding: gzip, 501",
    })
    void what_cannot_be_taken_is_refused_before_it_comes(String header, int status) throws IOException {
        assertThat(sent("POST /a HTTP/1.1\r\n" + header + "\r\n\r\n")).startsWith("HTTP/1.1 " + status + " \r\n");
    }

    @Test
    void chunks_are_counted_together() throws IOException {
        assertThat(sent("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n4000000\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void endless_headers_are_refused() throws IOException {
        assertThat(sent("GET /a HTTP/1.1\r\nX: " + "x".repeat(256 * 1024))).startsWith("HTTP/1.1 431 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /a HTTP",
                "GET /a HTTP/1.1\r\nX: y",
                "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nx",
                "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxx\r\n",
            })
    void a_client_that_leaves_in_the_middle_is_not_answered(String request) throws IOException {
        assertThat(sent(request)).isEmpty();
        assertThat(sent("GET /next HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_service_that_fails_is_an_answer_and_not_the_end() throws IOException {
        Function<ReceivedRequest, LocalReply> deep = request -> {
            throw new StackOverflowError(request.path());
        };
        try (HttpPort failing = HttpPort.open(0, deep, Duration.ZERO)) {
            String twice = "GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n";

            assertThat(sent(failing, twice).split("HTTP/1.1 500 ", -1)).hasSize(3);
        }
    }

    @Test
    void closing_ends_answers_that_are_kept_back_and_connections_that_are_idle() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        HttpPort slow = HttpPort.open(
                0,
                request -> {
                    asked.countDown();
                    return LocalReply.empty(200);
                },
                ChronoUnit.FOREVER.getDuration());
        try (Socket idle = connected(slow);
                Socket waiting = connected(slow)) {
            waiting.getOutputStream().write("GET /a HTTP/1.1\r\n\r\n".getBytes(UTF_8));
            asked.await();

            CompletableFuture.runAsync(slow::close).join();

            for (Socket client : List.of(idle, waiting)) {
                assertThat(read(client.getInputStream())).isEmpty();
            }
        }
    }

    private String sent(String request) throws IOException {
        return sent(port, request);
    }

    /** All that comes until the server ends the connection. */
    private static String sent(HttpPort port, String request) throws IOException {
        try (Socket client = connected(port)) {
            client.getOutputStream().write(request.getBytes(UTF_8));
            client.shutdownOutput();
            return read(client.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException reset) {
            return "";
        }
    }

    private Socket connected() throws IOException {
        return connected(port);
    }

    private static Socket connected(HttpPort port) throws IOException {
        return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port.number());
    }
}
