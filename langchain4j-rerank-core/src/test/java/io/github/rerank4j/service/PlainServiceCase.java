package io.github.rerank4j.service;

import io.github.rerank4j.RerankRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A local server, and models of {@link PlainService} that ask it. */
abstract class PlainServiceCase {

    final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    PlainService.Builder model() {
        return PlainService.model().baseUrl(server.url("/").toString());
    }

    void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    static Dispatcher status(int status) {
        return dispatcher(new MockResponse.Builder().code(status).build());
    }

    static Dispatcher always(String body) {
        return dispatcher(new MockResponse.Builder().body(body).build());
    }

    static Dispatcher silence() {
        return dispatcher(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
    }

    private static Dispatcher dispatcher(MockResponse response) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return response;
            }
        };
    }

    static String body(RecordedRequest request) {
        ByteString body = request.getBody();
        return body == null ? "" : body.utf8();
    }

    static RerankRequest request(String... documents) {
        return RerankRequest.builder().query("q").documents(List.of(documents)).build();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // a user without null checks
    static <T> T nothing() {
        return null;
    }
}
