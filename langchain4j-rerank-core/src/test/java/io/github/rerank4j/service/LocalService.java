package io.github.rerank4j.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The service {@link PlainService} speaks to, for one document a request; it remembers nothing of what it was sent. */
public final class LocalService implements AutoCloseable {

    private static final String SCORED = "{\"hits\":[{\"i\":0,\"s\":0.5}]}";

    private static final int BACKLOG = 2_000;

    private final HttpServer server;
    private final ServerSocket silent;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "local-service");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    public LocalService() {
        try {
            InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            server = HttpServer.create(new InetSocketAddress(here, 0), BACKLOG);
            silent = new ServerSocket(0, BACKLOG, here);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/scores", exchange -> answer(exchange, 200, SCORED));
        server.createContext("/refuses", exchange -> answer(exchange, 400, "{\"err\":\"no\"}"));
        server.createContext("/busy", exchange -> answer(exchange, busy.getAndDecrement() > 0 ? 503 : 200, SCORED));
        server.start();
    }

    public String scores() {
        return url("/scores");
    }

    public String refuses() {
        return url("/refuses");
    }

    /** Where nobody accepts a connection: the system does, up to some thousands, and nothing comes back. */
    public String isSilent() {
        return "http://127.0.0.1:" + silent.getLocalPort();
    }

    /** ScoreOutput after so many times of saying that it is busy. */
    public String busy(int times) {
        busy.set(times);
        return url("/busy");
    }

    /** How many requests have come in whole. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            silent.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
