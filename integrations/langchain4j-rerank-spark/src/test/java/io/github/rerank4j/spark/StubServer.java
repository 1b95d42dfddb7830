package io.github.rerank4j.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A service that speaks SiliconFlow's protocol, and counts how often each pair was asked. */
final class StubServer implements AutoCloseable {

    /** A response that is no score. */
    record Refusal(int status, String body) {}

    static final Refusal NONE = new Refusal(200, "");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Duration delay;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final Map<Integer, Integer> sizes = new ConcurrentHashMap<>();
    private volatile Function<List<String>, Refusal> refusals = texts -> NONE;
    private volatile String authorization = "";
    private volatile boolean remembers = true;
    private volatile long firstNanos;
    private volatile long lastNanos;
    private volatile int requestsBefore;

    static {
        // else the second part of a small reply waits 40 ms for the acknowledgement of the first
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private StubServer(Duration delay) {
        this.delay = delay;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    static StubServer open() {
        return new StubServer(Duration.ZERO);
    }

    /** One that does not remember what it was asked. */
    static StubServer forgetful() {
        StubServer server = new StubServer(Duration.ZERO);
        server.remembers = false;
        return server;
    }

    static StubServer slow(Duration delay) {
        return new StubServer(delay);
    }

    /** What decides, by question and documents, whether a request is refused. */
    StubServer refusing(Function<List<String>, Refusal> refusals) {
        this.refusals = refusals;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    int mostInFlight() {
        return mostInFlight.get();
    }

    String authorization() {
        return authorization;
    }

    /** Begins to measure anew. */
    void forgetTimes() {
        firstNanos = 0;
        requestsBefore = requests.get();
    }

    /** From the first request to the last response. */
    double requestsPerSecond() {
        return (requests.get() - requestsBefore) / ((lastNanos - firstNanos) / 1e9);
    }

    /** How often each text was asked. */
    Map<String, Integer> asked() {
        return Map.copyOf(asked);
    }

    /** How many requests had so many documents. */
    Map<Integer, Integer> sizes() {
        return Map.copyOf(sizes);
    }

    /** Between 0 and 1, of question and document alone. */
    static double score(String question, String document) {
        return Math.floorMod((question + '|' + document).hashCode(), 1_000_003) / 1_000_003.0;
    }

    private void receive(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        firstNanos = firstNanos == 0 ? System.nanoTime() : firstNanos;
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (delay.isZero()) {
            respond(exchange, request);
        } else {
            threads.schedule(() -> respond(exchange, request), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void respond(HttpExchange exchange, JsonNode request) {
        inFlight.decrementAndGet();
        String question = request.path("query").asText();
        List<String> documents = new ArrayList<>();
        request.path("documents").forEach(document -> documents.add(document.asText()));
        sizes.merge(documents.size(), 1, Integer::sum);
        List<String> texts = new ArrayList<>(List.of(question));
        texts.addAll(documents);
        documents.stream()
                .filter(document -> remembers)
                .forEach(document -> asked.merge(question + '|' + document, 1, Integer::sum));
        Refusal refusal = refusals.apply(texts);
        try {
            byte[] body = refusal.status() == 200
                    ? JSON.writeValueAsBytes(scores(question, documents))
                    : JSON.writeValueAsBytes(JSON.createObjectNode().put("message", refusal.body()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (refusal.status() / 100 == 3) {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.2:1/elsewhere");
            }
            exchange.sendResponseHeaders(refusal.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException gone) {
            // the client has hung up, as it may
        } finally {
            exchange.close();
            lastNanos = System.nanoTime();
        }
    }

    private static ObjectNode scores(String question, List<String> documents) {
        ObjectNode reply = JSON.createObjectNode().put("id", "stub");
        ArrayNode results = reply.putArray("results");
        for (int i = 0; i < documents.size(); i++) {
            results.addObject().put("index", i).put("relevance_score", score(question, documents.get(i)));
        }
        reply.putObject("meta")
                .putObject("tokens")
                .put("input_tokens", 10 * documents.size())
                .put("output_tokens", 0);
        return reply;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
