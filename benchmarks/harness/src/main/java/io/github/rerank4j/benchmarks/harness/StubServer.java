package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The main class of the server's JVM: opens endpoints and tells their counters. */
final class StubServer {

    private final Map<Integer, StubEndpoint> endpoints = new HashMap<>();

    private StubServer() {}

    public static void main(String[] arguments) throws IOException {
        StubServer server = new StubServer();
        Conversation.serve(server::answer);
    }

    private Message answer(Message question) throws IOException {
        switch (question.verb()) {
            case "open" -> {
                StubEndpoint endpoint = new StubEndpoint(question);
                endpoints.put(endpoint.port(), endpoint);
                return Message.of("ok").with("port", endpoint.port());
            }
            case "counters" -> {
                StubEndpoint endpoint = endpoints.get(question.whole("port"));
                return endpoint == null ? Message.of("failed") : endpoint.counters();
            }
            case "close" -> {
                StubEndpoint endpoint = endpoints.remove(question.whole("port"));
                if (endpoint != null) {
                    endpoint.close();
                }
                return Message.of("ok");
            }
            default -> throw new IllegalArgumentException(question.line());
        }
    }
}
