package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One port that answers like one service. */
final class StubEndpoint implements AutoCloseable {

    private static final long STACK = 128 * 1024;
    /** Of the logarithm of a delay, where delays differ: the 95th percentile is 1.78 times the median. */
    private static final double SPREAD = 0.35;

    private static final long STALL = TimeUnit.SECONDS.toNanos(2);

    private final Transport transport;
    private final ServerSocket socket;
    private final @Nullable Relay relay;
    private final AnswerShape shape;
    private final long delayNanos;
    private final int stalls;
    private final int maxDocuments;
    private final RequestLimit limit;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger overHttp2 = new AtomicInteger();
    private final AtomicInteger rejections = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    StubEndpoint(Message settings) throws IOException {
        shape = AnswerShape.named(settings.text("shape"));
        delayNanos = TimeUnit.MILLISECONDS.toNanos(settings.whole("delay"));
        stalls = settings.whole("stalls");
        maxDocuments = settings.whole("documents");
        limit = RequestLimit.of(settings.text("window"), settings.whole("limit"));
        transport = Transport.valueOf(settings.text("transport").toUpperCase(Locale.ROOT));
        socket = transport.listen();
        int roundTrip = settings.whole("roundTrip");
        relay = roundTrip == 0 ? null : new Relay(socket.getLocalPort(), roundTrip);
        start(this::accept);
    }

    int port() {
        return relay == null ? socket.getLocalPort() : relay.port();
    }

    /** Accepts nobody any more, and ends what a relay carries. */
    @Override
    public void close() throws IOException {
        socket.close();
        if (relay != null) {
            relay.close();
        }
    }

    Message counters() {
        return Message.of("ok")
                .with("requests", requests)
                .with("http2", overHttp2)
                .with("rejections", rejections)
                .with("connections", connections)
                .with("open", open)
                .with("mostAtOnce", mostAtOnce);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                start(() -> serve(client));
            }
        } catch (IOException failure) {
            if (!socket.isClosed()) {
                throw new IllegalStateException("an endpoint stopped", failure);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            if (Transport.isHttp2(client)) {
                new Http2Connection(client, transport.window).serve((body, length) -> {
                    overHttp2.incrementAndGet();
                    return answer(body, length);
                });
            } else {
                http1(client);
            }
        } catch (IOException gone) {
            // clients may leave whenever they like
        } finally {
            open.decrementAndGet();
        }
    }

    private void http1(Socket client) throws IOException {
        RequestReader reader = new RequestReader(client.getInputStream());
        OutputStream out = client.getOutputStream();
        while (reader.next()) {
            StringBuilder json = answer(reader.body(), reader.length());
            json.insert(
                    0,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                            + "\r\n\r\n");
            out.write(json.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The JSON, when its time has come. */
    private StringBuilder answer(byte[] body, int length) {
        long deadline = System.nanoTime() + delay();
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        StringBuilder json = json(body, length);
        await(deadline);
        atOnce.decrementAndGet();
        return json;
    }

    private long delay() {
        if (stalls == 0) {
            return delayNanos;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long delay = (long) (delayNanos * Math.exp(SPREAD * random.nextGaussian()));
        return random.nextInt(100) < stalls ? delay + STALL : delay;
    }

    private StringBuilder json(byte[] body, int length) {
        requests.incrementAndGet();
        StringBuilder json = new StringBuilder(2048);
        if (!limit.admits()) {
            rejections.incrementAndGet();
            json.append(AnswerShape.refusal("RequestLimitExceeded", "Your current request times exceed the limit."));
        } else {
            int[] numbers = Corpus.numbers(body, length);
            if (numbers.length > maxDocuments) {
                json.append(AnswerShape.refusal("InvalidParameter", "Too many documents."));
            } else {
                shape.write(json, numbers);
            }
        }
        return json;
    }

    static void await(long deadline) {
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** A platform thread: parking a virtual one is no more exact, and reading on it costs an extra hop. */
    static void start(Runnable work) {
        Thread thread = new Thread(null, work, "stub", STACK);
        thread.setDaemon(true);
        thread.start();
    }
}
