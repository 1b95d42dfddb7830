package io.github.rerank4j.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.spi.WireBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WireWatchTest {

    private static final WireBody BODY = new WireBody(List.of("{}".getBytes(US_ASCII)));
    private static final String OURS = fixed("ours");
    private static final String STALE = fixed("left");

    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private AnsweringServer server;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 200"})
    void a_whole_answer_leaves_its_connection_in_use(String statusLine) throws IOException {
        String answer = OURS.replace("HTTP/1.1 200 OK", statusLine);
        server = plain(answer, answer, answer);
        Exchange exchange = Exchange.over(new OkHttpClient());

        assertThat(words(exchange)).isEqualTo("ours");
        assertThat(words(exchange)).isEqualTo("ours");
        assertThat(words(exchange)).isEqualTo("ours");

        assertThat(server.connections).containsExactly(0, 0, 0);
    }

    @Test
    void a_chunked_answer_leaves_its_connection_in_use() throws IOException {
        server = plain(chunked("ours"), chunked("ours"));
        Exchange exchange = Exchange.over(new OkHttpClient());

        assertThat(words(exchange)).isEqualTo("ours");
        assertThat(words(exchange)).isEqualTo("ours");

        assertThat(server.connections).containsExactly(0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a second answer", "a line", "one byte"})
    void what_stands_behind_an_answer_is_nobodys(String more) throws IOException {
        String rest = more.equals("a second answer") ? STALE : more.equals("a line") ? "\r\n" : "H";
        server = plain(OURS + rest, OURS);
        Exchange exchange = Exchange.over(new OkHttpClient());

        assertThat(words(exchange)).isEqualTo("ours");
        assertThat(words(exchange)).isEqualTo("ours");

        assertThat(server.connections).containsExactly(0, 1);
    }

    @Test
    void a_long_answer_is_followed_to_its_end() throws IOException {
        String text = "long ".repeat(10_000).strip();
        server = plain(fixed(text), fixed(text) + STALE, OURS);
        Exchange exchange = Exchange.over(new OkHttpClient());

        assertThat(words(exchange)).isEqualTo(text);
        assertThat(words(exchange)).isEqualTo(text);
        assertThat(words(exchange)).isEqualTo("ours");

        assertThat(server.connections).containsExactly(0, 0, 1);
    }

    @Test
    void an_answer_that_comes_before_it_was_asked_for_is_nobodys() throws IOException {
        server = plain(OURS, OURS);
        Exchange exchange = Exchange.over(new OkHttpClient());

        assertThat(words(exchange)).isEqualTo("ours");
        server.push(STALE);
        assertThat(words(exchange)).isEqualTo("ours");

        assertThat(server.connections).containsExactly(0, 1);
    }

    @Test
    void two_models_over_one_client_do_not_read_each_others_answers() throws IOException {
        OkHttpClient shared = new OkHttpClient();
        server = plain(OURS, OURS);

        assertThat(words(Exchange.over(shared))).isEqualTo("ours");
        server.push(STALE);
        assertThat(words(Exchange.over(shared))).isEqualTo("ours");

        assertThat(server.connections).containsExactly(0, 1);
    }

    @Test
    void a_listener_of_the_users_that_throws_is_not_taken_for_the_service() throws IOException {
        server = plain(OURS);
        OkHttpClient client = new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void requestHeadersStart(Call call) {
                        throw new IllegalStateException("a mistake of the listener's");
                    }
                })
                .build();

        assertThatThrownBy(() -> words(Exchange.over(client))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void behind_a_chunked_answer_it_fails_the_next_attempt_rather_than_answer_it() throws IOException {
        server = plain(chunked("ours") + STALE, OURS, OURS);
        Exchange exchange = Exchange.over(new OkHttpClient());

        assertThat(words(exchange)).isEqualTo("ours");
        assertThatThrownBy(() -> words(exchange)).isInstanceOf(IOException.class);
        assertThat(words(exchange)).isEqualTo("ours");

        // in any order: the server may get to the request in the middle late
        assertThat(server.connections).contains(1);
    }

    @Test
    void under_tls_it_fails_the_next_attempt_rather_than_answer_it() throws IOException {
        server = secure(OURS, OURS + STALE, OURS, OURS);
        Exchange exchange = Exchange.over(trusting());

        assertThat(words(exchange)).isEqualTo("ours");
        assertThat(words(exchange)).isEqualTo("ours");
        assertThatThrownBy(() -> words(exchange)).isInstanceOf(IOException.class);
        assertThat(words(exchange)).isEqualTo("ours");

        assertThat(server.connections).startsWith(0, 0).contains(1);
    }

    @Test
    void an_answer_that_is_not_what_it_says_costs_the_connection() throws IOException {
        String labelled = OURS.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n");
        server = plain(labelled, OURS);
        Exchange exchange = Exchange.over(new OkHttpClient());

        assertThatThrownBy(() -> words(exchange)).isInstanceOf(IOException.class);
        assertThat(words(exchange)).isEqualTo("ours");

        assertThat(server.connections).containsExactly(0, 1);
    }

    @Test
    void a_status_that_is_no_number_of_http_is_a_broken_answer() throws IOException {
        server = plain(OURS.replace("200", "-20"));

        assertThatThrownBy(() -> words(Exchange.over(new OkHttpClient())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not HTTP");
    }

    @Test
    void a_server_that_speaks_as_a_proxy_is_heard() throws IOException {
        server = plain(OURS.replace("200 OK", "407 Proxy Authentication Required"));

        Exchange.Received answer = post(Exchange.over(new OkHttpClient()));

        assertThat(answer.reply().status()).isEqualTo(407);
        assertThat(answer.reply().json().path("words").asText()).isEqualTo("ours");
    }

    private static String fixed(String words) {
        String body = "{\"words\":\"" + words + "\"}";
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String chunked(String words) {
        String body = "{\"words\":\"" + words + "\"}";
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n"
                + body + "\r\n0\r\n\r\n";
    }

    private String words(Exchange exchange) throws IOException {
        return post(exchange).reply().json().path("words").asText();
    }

    private Exchange.Received post(Exchange exchange) throws IOException {
        return exchange.send(server.url(), Map.of(), BODY, new ExchangeEvents() {});
    }

    private static AnsweringServer plain(String... answers) throws IOException {
        return new AnsweringServer("http", ServerSocketFactory.getDefault(), answers);
    }

    private AnsweringServer secure(String... answers) throws IOException {
        HandshakeCertificates identity =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return new AnsweringServer("https", identity.sslContext().getServerSocketFactory(), answers);
    }

    private OkHttpClient trusting() {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        return new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
    }

    /** Answers one request after the other with given bytes, over whatever connection it comes. */
    private static final class AnsweringServer implements AutoCloseable {

        private final List<Integer> connections = new CopyOnWriteArrayList<>();
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final String scheme;
        private final ServerSocket server;
        private final List<String> answers;

        AnsweringServer(String scheme, ServerSocketFactory servers, String... answers) throws IOException {
            this.scheme = scheme;
            this.server = servers.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            this.answers = List.of(answers);
            daemon(this::accept);
        }

        HttpUrl url() {
            return HttpUrl.get(scheme + "://127.0.0.1:" + server.getLocalPort() + "/");
        }

        /** Sends what nobody asked for over the last connection; on loopback it has arrived when the write returns. */
        void push(String bytes) throws IOException {
            sockets.get(sockets.size() - 1).getOutputStream().write(bytes.getBytes(US_ASCII));
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    sockets.add(socket);
                    int connection = sockets.size() - 1;
                    daemon(() -> serve(socket, connection));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket socket, int connection) {
            try (socket) {
                InputStream in = socket.getInputStream();
                StringBuilder request = new StringBuilder();
                for (int read = in.read(); read >= 0; read = in.read()) {
                    request.append((char) read);
                    if (request.indexOf("\r\n\r\n{}") >= 0) {
                        request.setLength(0);
                        String answer = answers.get(connections.size());
                        connections.add(connection);
                        socket.getOutputStream().write(answer.getBytes(US_ASCII));
                    }
                }
            } catch (IOException clientIsGone) {
                // nothing more to do for it
            }
        }

        private static void daemon(Runnable task) {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
