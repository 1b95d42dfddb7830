package io.github.rerank4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.rerank4j.fixtures.Caller;
import io.github.rerank4j.internal.http.Exchange.Received;
import io.github.rerank4j.spi.UserAgent;
import io.github.rerank4j.spi.WireBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExchangeTest {

    private static final int AT_ONCE = 20;
    private static final int MEGABYTE = 1024 * 1024;
    private static final WireBody BODY = new WireBody(List.of("{}".getBytes(StandardCharsets.UTF_8)));
    private static final MockResponse OK = new MockResponse.Builder().build();
    private static final ExchangeEvents UNWATCHED = new ExchangeEvents() {};

    private final MockWebServer server = new MockWebServer();
    private final RecordingSockets sockets = new RecordingSockets();
    private final OkHttpClient client =
            new OkHttpClient.Builder().socketFactory(sockets).build();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        client.connectionPool().evictAll();
        server.close();
    }

    @Test
    void sockets_send_without_waiting_for_more() throws IOException {
        server.enqueue(OK);

        post(Exchange.over(client));

        assertThat(sockets.made).hasSize(1);
        assertThat(sockets.made.get(0).getTcpNoDelay()).isTrue();
    }

    @Test
    void the_kernel_asks_whether_a_silent_server_is_still_there() throws IOException {
        server.enqueue(OK);

        post(Exchange.over(client));

        Socket socket = sockets.made.get(0);
        assertThat(socket.getKeepAlive()).isTrue();
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        }
    }

    @Test
    void a_small_reply_that_unzips_to_a_huge_one_is_given_up_in_bounded_memory() throws IOException {
        Exchange exchange = Exchange.over(client);
        server.enqueue(OK);
        post(exchange);
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(new Buffer().write(zipped(256 * MEGABYTE)))
                .build());
        long before = allocated();

        assertThatThrownBy(() -> post(exchange)).isInstanceOf(OversizedReply.class);

        assertThat(allocated() - before).isLessThan(64L * MEGABYTE);
    }

    @Test
    void a_reply_may_repeat_its_request_and_then_some() throws IOException {
        Exchange exchange = Exchange.over(client);
        WireBody large = new WireBody(Collections.nCopies(20, new byte[MEGABYTE]));
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(new byte[35 * MEGABYTE]))
                .build());
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(new byte[37 * MEGABYTE]))
                .build());

        assertThat(exchange.send(server.url("/"), Map.of(), large, UNWATCHED)
                        .reply()
                        .status())
                .isEqualTo(200);
        assertThatThrownBy(() -> exchange.send(server.url("/"), Map.of(), large, UNWATCHED))
                .isInstanceOf(OversizedReply.class)
                .hasMessageContaining("36 MB");
    }

    @Test
    void requests_say_who_sends_them_unless_a_header_does() throws Exception {
        Exchange exchange = Exchange.over(client);
        server.enqueue(OK);
        server.enqueue(OK);

        exchange.send(server.url("/"), Map.of(), null, UNWATCHED);
        exchange.send(server.url("/"), Map.of("user-agent", "mine"), null, UNWATCHED);

        assertThat(server.takeRequest().getHeaders().values("User-Agent")).containsExactly(UserAgent.VALUE);
        assertThat(server.takeRequest().getHeaders().values("User-Agent")).containsExactly("mine");
    }

    @Test
    void more_than_5_requests_to_a_host_run_at_once_over_a_users_client() throws Exception {
        server.setDispatcher(new AllAtOnce());

        assertThat(connectionsOfRound(Exchange.over(client))).doesNotHaveDuplicates();
    }

    @Test
    void more_than_5_idle_connections_are_kept() throws Exception {
        server.setDispatcher(new AllAtOnce());
        try (Exchange exchange =
                Exchange.own(Duration.ofSeconds(10), null, Exchange.pool(1024, Duration.ofSeconds(55)), false)) {
            List<Integer> first = connectionsOfRound(exchange);

            List<Integer> second = connectionsOfRound(exchange);

            assertThat(second).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(first);
        }
    }

    @Test
    void a_discarded_connection_is_closed_and_not_used_again() throws Exception {
        Exchange exchange = Exchange.over(client);
        server.enqueue(OK);
        server.enqueue(OK);

        post(exchange).discardConnection().run();
        post(exchange);

        assertThat(connectionOfNext()).isZero();
        assertThat(connectionOfNext()).isEqualTo(1);
        assertThat(sockets.made).extracting(Socket::isClosed).containsExactly(true, false);
    }

    @Test
    void what_could_not_be_aborted_for_want_of_memory_is_aborted_the_next_time() throws Exception {
        server.enqueue(OK.newBuilder().headersDelay(1, TimeUnit.MINUTES).build());
        sockets.making = UncloseableOnce::new;
        BlockingQueue<AbortableExchange> begun = new LinkedBlockingQueue<>();
        ExchangeEvents watched = new ExchangeEvents() {
            @Override
            public void began(AbortableExchange request) {
                begun.add(request);
            }
        };
        Caller<Received> caller =
                Caller.calling(() -> Exchange.over(client).send(server.url("/"), Map.of(), BODY, watched));
        server.takeRequest();
        AbortableExchange request = begun.take();

        assertThatThrownBy(request::abort).isInstanceOf(OutOfMemoryError.class);
        request.abort();

        assertThat(caller.outcome().thrown()).isInstanceOf(IOException.class);
    }

    @Test
    void want_of_memory_comes_out_as_it_is_although_the_reply_cannot_be_closed_either() {
        OutOfMemoryError always = new OutOfMemoryError("in a test");
        Source lacking = new Source() {
            @Override
            public long read(Buffer sink, long bytes) {
                throw always;
            }

            @Override
            public okio.Timeout timeout() {
                return okio.Timeout.NONE;
            }

            @Override
            public void close() {
                throw always;
            }
        };
        server.enqueue(OK);
        Exchange exchange = Exchange.over(client.newBuilder()
                .addInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .body(ResponseBody.create(Okio.buffer(lacking), null, -1))
                        .build())
                .build());

        assertThatThrownBy(() -> post(exchange)).isSameAs(always);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, 8_191, 8_192, 30_000})
    void a_body_that_an_interceptor_keeps_is_read_to_its_end(int bytes) throws IOException {
        Buffer kept = new Buffer().writeUtf8("[]" + " ".repeat(bytes - 2));
        server.enqueue(OK);
        Exchange exchange = Exchange.over(client.newBuilder()
                .addInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .body(ResponseBody.create(kept, null, -1))
                        .build())
                .build());

        assertThat(post(exchange).reply().json().isArray()).isTrue();
        assertThat(kept.size()).isZero();
    }

    @Test
    void a_shared_connection_is_not_closed_for_one_of_its_requests() throws Exception {
        HeldCertificate held = new HeldCertificate.Builder()
                .commonName("localhost")
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        server.useHttps(certificates().heldCertificate(held).build().sslSocketFactory());
        HandshakeCertificates trusting =
                certificates().addTrustedCertificate(held.certificate()).build();
        Exchange exchange = Exchange.over(client.newBuilder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .build());
        server.enqueue(OK);
        server.enqueue(OK);

        post(exchange).discardConnection().run();
        post(exchange);

        assertThat(connectionOfNext()).isZero();
        assertThat(connectionOfNext()).isZero();
        assertThat(sockets.made).extracting(Socket::isClosed).containsExactly(false);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308, 401, 408, 421, 503})
    void no_answer_makes_the_client_send_again(int status) throws IOException {
        server.enqueue(asksForMore(status));
        server.enqueue(OK);

        Received answer = post(Exchange.over(client));

        assertThat(answer.reply().status()).isEqualTo(status);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308, 401, 408, 421})
    void no_answer_makes_the_client_ask_again_without_a_body(int status) throws IOException {
        server.enqueue(asksForMore(status));
        server.enqueue(OK);

        try (Exchange exchange = Exchange.occasional(Duration.ofSeconds(10))) {
            Received answer = exchange.send(server.url("/"), Map.of(), null, UNWATCHED);

            assertThat(answer.reply().status()).isEqualTo(status);
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    private static HandshakeCertificates.Builder certificates() {
        return new HandshakeCertificates.Builder();
    }

    private MockResponse asksForMore(int status) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Location", server.url("/elsewhere").toString())
                .setHeader("Retry-After", "0")
                .build();
    }

    private Received post(Exchange exchange) throws IOException {
        return exchange.send(server.url("/"), Map.of(), BODY, UNWATCHED);
    }

    /** The connections of so many requests that are all under way at the same time. */
    private List<Integer> connectionsOfRound(Exchange exchange) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Received>> calls = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                calls.add(() -> post(exchange));
            }
            for (Future<Received> call : callers.invokeAll(calls)) {
                assertThat(call.get().reply().status()).isEqualTo(200);
            }
        } finally {
            callers.shutdownNow();
        }
        List<Integer> connections = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            connections.add(connectionOfNext());
        }
        return connections;
    }

    private int connectionOfNext() throws InterruptedException {
        RecordedRequest request = server.takeRequest(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request.getConnectionIndex();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] zipped(int zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] megabyte = new byte[MEGABYTE];
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            for (int written = 0; written < zeros; written += MEGABYTE) {
                zip.write(megabyte);
            }
        }
        return out.toByteArray();
    }

    /** Answers no request before all of them have come. */
    private static final class AllAtOnce extends Dispatcher {

        private final CyclicBarrier all = new CyclicBarrier(AT_ONCE);

        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            try {
                all.await(20, TimeUnit.SECONDS);
                return OK;
            } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException notAll) {
                return new MockResponse.Builder().code(500).build();
            }
        }
    }

    /** A socket that cannot be closed the first time. */
    private static final class UncloseableOnce extends Socket {

        private final AtomicBoolean tried = new AtomicBoolean();

        @Override
        public synchronized void close() throws IOException {
            if (tried.compareAndSet(false, true)) {
                throw new OutOfMemoryError("in a test");
            }
            super.close();
        }
    }

    /** Sockets, ordinary ones unless told otherwise, remembered. */
    private static final class RecordingSockets extends SocketFactory {

        private final List<Socket> made = new CopyOnWriteArrayList<>();
        private Supplier<Socket> making = Socket::new;

        @Override
        public Socket createSocket() {
            Socket socket = making.get();
            made.add(socket);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
