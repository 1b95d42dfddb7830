package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;


/** One port that answers like one service. */
final class StubEndpoint {

    private static final int BACKLOG = 4096;
    private static final long STACK = 128 * 1024;

    private final ServerSocket socket;
    private final AnswerShape shape;
    private final long delayNanos;
    private final int maxDocuments;
    private final RequestLimit limit;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger rejections = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    StubEndpoint(Message settings) throws IOException {
        shape = AnswerShape.named(settings.text("shape"));
        delayNanos = TimeUnit.MILLISECONDS.toNanos(settings.whole("delay"));
        maxDocuments = settings.whole("documents");
        limit = RequestLimit.of(settings.text("window"), settings.whole("limit"));
        socket = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    Message counters() {
        return Message.of("ok")
                .with("requests", requests)
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
        } catch (IOException closed) {
            throw new IllegalStateException("an endpoint stopped", closed);
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            RequestReader reader = new RequestReader(client.getInputStream());
            OutputStream out = client.getOutputStream();
            while (reader.next()) {
                long deadline = System.nanoTime() + delayNanos;
                mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                byte[] answer = answer(reader);
                await(deadline);
                atOnce.decrementAndGet();
                out.write(answer);
            }
        } catch (IOException gone) {
            // clients may leave whenever they like
        } finally {
            open.decrementAndGet();
        }
    }

    private byte[] answer(RequestReader request) {
        requests.incrementAndGet();
        StringBuilder json = new StringBuilder(2048);
        if (!limit.admits()) {
            rejections.incrementAndGet();
            json.append(AnswerShape.refusal("RequestLimitExceeded", "Your current request times exceed the limit."));
        } else {
            int[] numbers = Corpus.numbers(request.body(), request.length());
            if (numbers.length > maxDocuments) {
                json.append(AnswerShape.refusal("InvalidParameter", "Too many documents."));
            } else {
                shape.write(json, numbers);
            }
        }
        json.insert(
                0,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n");
        return json.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void await(long deadline) {
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** A platform thread: parking a virtual one is no more exact, and reading on it costs an extra hop. */
    private static void start(Runnable work) {
        Thread thread = new Thread(null, work, "stub", STACK);
        thread.setDaemon(true);
        thread.start();
    }
}
