package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OkHttp reads connections of HTTP/2 on threads that it never starts again once the start of one has failed. */
@Timeout(60)
class ReaderlessConnectionsTest {

    private static final MockResponse SCORES = new MockResponse.Builder()
            .body("{\"hits\": [{\"i\": 0, \"s\": 1.5}]}")
            .build();
    private static final RerankRequest REQUEST =
            RerankRequest.builder().query("q").documents(List.of("a")).build();

    private final MockWebServer server = new MockWebServer();
    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    private OkHttpClient client;
    private RerankScoringModel model;
    private volatile boolean starved;
    private volatile boolean onlyHttp2;

    @BeforeEach
    void start() throws Exception {
        server.useHttps(new LayeredTls(serverTls(), this::serverSocket));
        server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        client = client(trusting().sslSocketFactory());
        model = model();
    }

    @AfterEach
    void stop() {
        model.close();
        client.connectionPool().evictAll();
        server.close();
    }

    @Test
    void calls_go_on_with_http_1_once_nobody_reads_what_comes_over_http_2() throws Exception {
        starved = true;
        assertThatThrownBy(() -> model.rerank(REQUEST)).isInstanceOf(OutOfMemoryError.class);
        starved = false;
        for (int i = 0; i < 3; i++) {
            server.enqueue(SCORES);
        }

        RerankResponse first = model.rerank(REQUEST);
        RerankResponse second = model.rerank(REQUEST);

        assertThat(first.attempts()).isEqualTo(2);
        assertThat(second.attempts()).isOne();
        assertThat(versions()).containsExactly("HTTP/2", "HTTP/1.1", "HTTP/1.1");
    }

    @Test
    void a_service_that_speaks_nothing_but_http_2_is_not_asked_in_another_way_for_good() throws Exception {
        onlyHttp2 = true;
        starved = true;
        assertThatThrownBy(() -> model.rerank(REQUEST)).isInstanceOf(OutOfMemoryError.class);
        starved = false;

        for (int i = 0; i < 3; i++) {
            server.enqueue(SCORES);
            // over HTTP/1.1 its TLS would end in the alert that no version is common
            assertThatThrownBy(() -> model.rerank(REQUEST))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("attemptTimeout");
        }
    }

    @Test
    void tls_that_reads_past_the_socket_beneath_stays_with_http_2() throws Exception {
        SSLSocketFactory tls = trusting().sslSocketFactory();
        client = client(new LayeredTls(tls, (plain, host, port) -> tls.createSocket(host, port)));
        model = model();
        assertStaysWithHttp2();
    }

    @Test
    void a_reader_that_waits_for_a_silent_service_stays_with_http_2() throws Exception {
        assertStaysWithHttp2();
    }

    private void assertStaysWithHttp2() throws InterruptedException {
        server.enqueue(SCORES);
        server.enqueue(SCORES.newBuilder().headersDelay(1, TimeUnit.MINUTES).build());
        server.enqueue(SCORES);
        model.rerank(REQUEST);

        RerankResponse response = model.rerank(REQUEST);

        assertThat(response.attempts()).isEqualTo(2);
        assertThat(versions()).containsExactly("HTTP/2", "HTTP/2", "HTTP/2");
    }

    private List<String> versions() throws InterruptedException {
        List<String> versions = new ArrayList<>();
        for (int i = server.getRequestCount(); i > 0; i--) {
            versions.add(server.takeRequest().getVersion());
        }
        return versions;
    }

    private SSLSocketFactory serverTls() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory();
    }

    private Socket serverSocket(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) serverTls().createSocket(plain, host, port, true);
        if (onlyHttp2) {
            socket.setHandshakeApplicationProtocolSelector((made, offered) -> offered.contains("h2") ? "h2" : null);
        }
        return socket;
    }

    private RerankScoringModel model() {
        return PlainService.model()
                .baseUrl(server.url("/").toString())
                .httpClient(client)
                .attemptTimeout(Duration.ofSeconds(2))
                .maxRetries(1)
                .build();
    }

    private HandshakeCertificates trusting() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
    }

    private OkHttpClient client(SSLSocketFactory tls) throws ReflectiveOperationException {
        OkHttpClient.Builder builder =
                new OkHttpClient.Builder().sslSocketFactory(tls, trusting().trustManager());
        ThreadFactory threads = task -> {
            if (starved) {
                throw new OutOfMemoryError("unable to create native thread (in a test)");
            }
            Thread thread = new Thread(task, "readerless-test");
            thread.setDaemon(true);
            return thread;
        };
        TaskRunner runner = new TaskRunner(
                new TaskRunner.RealBackend(threads), Logger.getLogger(ReaderlessConnectionsTest.class.getName()));
        // a client of its own, because what fails here fails for the rest of the JVM otherwise
        OkHttpClient.Builder.class
                .getMethod("taskRunner$okhttp", TaskRunner.class)
                .invoke(builder, runner);
        return builder.build();
    }
}
