package io.github.rerank4j.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the page without an application behind it, and answers as told. */
final class Stage implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css",
            "js", "text/javascript",
            "svg", "image/svg+xml");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "{}";
    private volatile String members = "[]";
    private volatile String asked = "";
    private volatile CountDownLatch curtain = new CountDownLatch(0);

    Stage() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::page);
        server.createContext(
                "/api/about", exchange -> send(exchange, 200, "application/json", bytes("""
                {"framework": "Stage", "chat": "no chat model",
                 "reranker": {"name": "None", "standIn": true, "model": null, "nature": "a script"},
                 "members": %s,
                 "questions": ["first?", "第二？"]}""".formatted(members))));
        server.createContext("/api/answer", this::answer);
        server.createContext("/api/members", this::members);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    void answerWith(int status, String answer) {
        this.status = status;
        this.answer = answer;
    }

    /** Who reranks from now on, as JSON. */
    void members(String members) {
        this.members = members;
    }

    /** What was asked of the members last: method and address. */
    String askedOfMembers() {
        return asked;
    }

    /** Lets questions wait until the latch is counted down. */
    void holdBack(CountDownLatch curtain) {
        this.curtain = curtain;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            curtain.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        send(exchange, status, "application/json", bytes(answer));
    }

    private void members(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        send(exchange, 200, "application/json", bytes(members));
    }

    private void page(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String file = path.equals("/") ? "/index.html" : path;
        try (InputStream resource = Stage.class.getResourceAsStream("/META-INF/resources" + file)) {
            if (resource == null) {
                send(exchange, 404, "text/plain", bytes("nothing here"));
                return;
            }
            String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain");
            send(exchange, 200, type, resource.readAllBytes());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        curtain.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
