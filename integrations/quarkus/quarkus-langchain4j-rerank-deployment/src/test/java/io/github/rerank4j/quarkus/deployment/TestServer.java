package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rerank server for all applications of a test run. The class is loaded once by the tests and once by each
 * application; they meet in the JVM's properties, through types of the JDK.
 */
final class TestServer {

    static final String SECRET_ID = "AKIDexample";
    static final String SECRET_KEY = "example-secret-key";
    static final String API_KEY = "sk-example";

    private static final String PLACE = TestServer.class.getName();

    private TestServer() {}

    static String url() {
        if (System.getProperties().get(PLACE) == null) {
            LocalRerankServer server = start();
            Function<String, List<String>> headers = name -> server.requests().stream()
                    .flatMap(request -> Stream.ofNullable(request.header(name)))
                    .collect(Collectors.toList());
            System.getProperties().put(PLACE, headers);
            System.setProperty(PLACE + ".url", server.url());
        }
        return System.getProperty(PLACE + ".url", "");
    }

    /** The values of a header in the requests so far. */
    @SuppressWarnings("unchecked")
    static List<String> received(String header) {
        return ((Function<String, List<String>>)
                        Objects.requireNonNull(System.getProperties().get(PLACE)))
                .apply(header);
    }

    private static LocalRerankServer start() {
        return LocalRerankServer.builder()
                .scorer(RerankScorer.each((query, document) -> document.contains(query) ? 0.9 : 0.1))
                .tencentCredentials(SECRET_ID, SECRET_KEY)
                .apiKey(API_KEY)
                .start();
    }
}
