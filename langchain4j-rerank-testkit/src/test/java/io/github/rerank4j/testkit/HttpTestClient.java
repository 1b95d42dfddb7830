package io.github.rerank4j.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A client of the JDK; each has its own threads and connections. */
final class HttpTestClient implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client;

    private HttpTestClient(HttpClient.Builder client) {
        this.client = client.executor(threads).build();
    }

    static HttpTestClient plain() {
        return new HttpTestClient(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    }

    static HttpTestClient trusting(ScriptedServer server) {
        return new HttpTestClient(HttpClient.newBuilder().sslContext(server.sslContext()));
    }

    HttpResponse<String> post(String url, String body, String... headers) throws Exception {
        return client.send(request(url, body, headers), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postAsync(String url, String body, String... headers) {
        return client.sendAsync(request(url, body, headers), BodyHandlers.ofString());
    }

    static HttpRequest request(String url, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
