package io.github.rerank4j.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.testkit.ConnectionEnd;
import io.github.rerank4j.testkit.RawReply;
import io.github.rerank4j.testkit.RawServer;
import io.github.rerank4j.testkit.TlsFlaw;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that a server ended while nobody used them, or at the moment somebody did. */
@Timeout(60)
class DeadConnectionsTest {

    private static final Subject SUBJECT = Subject.SILICONFLOW;

    private final Words words = new Words(0);
    private final Scene scene = new Scene(SUBJECT, words, "");

    /** Who makes the connections. */
    enum Client {
        OWN,
        USERS,
        USERS_THAT_REPEATS_NOTHING;

        private OkHttpClient.Builder over(RawServer server) {
            return server.client().retryOnConnectionFailure(this != USERS_THAT_REPEATS_NOTHING);
        }
    }

    private static Stream<Arguments> ends() {
        return Stream.of(ConnectionEnd.values())
                .flatMap(end -> Stream.of(
                        Arguments.of(end, false, Client.OWN),
                        Arguments.of(end, false, Client.USERS),
                        Arguments.of(end, true, Client.USERS),
                        Arguments.of(end, true, Client.USERS_THAT_REPEATS_NOTHING)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void what_was_ended_while_idle_costs_a_call_nothing(ConnectionEnd end, boolean tls, Client client) {
        endedWhileIdle(1, end, tls, client);
        endedWhileIdle(8, end, tls, client);
    }

    @ParameterizedTest
    @MethodSource("ends")
    @Tag("exhaustive")
    void nor_do_a_hundred_connections(ConnectionEnd end, boolean tls, Client client) {
        endedWhileIdle(128, end, tls, client);
    }

    private void endedWhileIdle(int burst, ConnectionEnd end, boolean tls, Client client) {
        AtomicInteger permits = new AtomicInteger();
        try (RawServer server = tls ? RawServer.startTls(TlsFlaw.NONE) : RawServer.start();
                RerankScoringModel model = model(server, client, permits)) {
            open(burst, server, model);
            server.endConnections(end);
            int asked = server.requestCount();
            permits.set(0);

            server.enqueue(right(burst + 2));
            List<RerankResponse> responses = together(burst, model);
            model.rerank(words.request());
            model.rerankAsync(words.request()).join();

            assertThat(responses).allSatisfy(response -> {
                assertThat(response.scores()).isEqualTo(Scene.SCORES);
                assertThat(response.attempts()).isOne();
            });
            assertThat(server.requestCount() - asked).isEqualTo(burst + 2);
            assertThat(permits).hasValue(burst + 2);
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionEnd.class)
    void one_that_ends_as_it_is_used_is_replaced_by_a_new_one(ConnectionEnd end) {
        for (boolean tls : new boolean[] {false, true}) {
            AtomicInteger permits = new AtomicInteger();
            try (RawServer server = tls ? RawServer.startTls(TlsFlaw.NONE) : RawServer.start();
                    RerankScoringModel model = model(server, Client.USERS, permits)) {
                server.enqueue(right());
                model.rerank(words.request());

                server.enqueue(ending(RawReply.nothing(), end), right());
                RerankResponse response = model.rerank(words.request());

                assertThat(response.attempts()).isOne();
                assertThat(server.requestCount()).isEqualTo(3);
                assertThat(server.connectionCount()).isEqualTo(2);
                assertThat(permits).hasValue(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionEnd.class)
    void the_first_use_of_a_connection_fails_with_it(ConnectionEnd end) {
        try (RawServer server = RawServer.start();
                RerankScoringModel model = model(server, Client.OWN, new AtomicInteger())) {
            server.enqueue(ending(RawReply.nothing(), end), right());

            assertThatThrownBy(() -> model.rerank(words.request())).isInstanceOf(RetriableException.class);

            assertThat(server.requestCount()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionEnd.class)
    void what_ends_in_an_answer_is_not_sent_again(ConnectionEnd end) {
        for (boolean tls : new boolean[] {false, true}) {
            try (RawServer server = tls ? RawServer.startTls(TlsFlaw.NONE) : RawServer.start();
                    RerankScoringModel model = model(server, Client.USERS, new AtomicInteger())) {
                server.enqueue(right());
                model.rerank(words.request());

                server.enqueue(ending(RawReply.text("HTTP/1.1 200 OK\r\nConte"), end), right());

                assertThatThrownBy(() -> model.rerank(words.request())).isInstanceOf(RetriableException.class);
                assertThat(server.requestCount()).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionEnd.class)
    void a_server_that_ends_every_used_connection_answers_on_new_ones(ConnectionEnd end) {
        try (RawServer server = RawServer.start();
                RerankScoringModel model = model(server, Client.OWN, new AtomicInteger())) {
            for (int call = 0; call < 5; call++) {
                server.enqueue(right());
                if (call > 0) {
                    server.endConnections(end);
                }
                assertThat(model.rerank(words.request()).attempts()).isOne();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionEnd.class)
    void what_a_server_has_had_for_a_second_is_not_sent_again(ConnectionEnd end) {
        try (RawServer server = RawServer.start();
                RerankScoringModel model = model(server, Client.OWN, new AtomicInteger())) {
            server.enqueue(right());
            model.rerank(words.request());

            server.enqueue(ending(RawReply.nothing().pause(Duration.ofMillis(1100)), end), right());

            assertThatThrownBy(() -> model.rerank(words.request())).isInstanceOf(RetriableException.class);
            assertThat(server.requestCount()).isEqualTo(2);
        }
    }

    private static RawReply ending(RawReply reply, ConnectionEnd end) {
        return switch (end) {
            case CLOSED -> reply.close();
            case CUT -> reply.cut();
            case RESET -> reply.reset();
        };
    }

    /** Makes so many connections, each used once and idle. */
    private void open(int connections, RawServer server, RerankScoringModel model) {
        CompletableFuture<Void> allAreThere = new CompletableFuture<>();
        RawReply late = RawReply.nothing().waitFor(allAreThere).then(whole());
        server.enqueue(IntStream.range(0, connections).mapToObj(i -> late).toArray(RawReply[]::new));
        List<CompletableFuture<RerankResponse>> calls = IntStream.range(0, connections)
                .mapToObj(i -> model.rerankAsync(words.request()))
                .toList();
        while (server.requestCount() < connections) {
            Thread.onSpinWait();
        }
        allAreThere.complete(null);
        calls.forEach(CompletableFuture::join);
        assertThat(server.connectionCount()).isEqualTo(connections);
    }

    private List<RerankResponse> together(int calls, RerankScoringModel model) {
        return IntStream.range(0, calls).mapToObj(i -> model.rerankAsync(words.request())).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private RawReply[] right(int times) {
        return IntStream.range(0, times).mapToObj(i -> right()).toArray(RawReply[]::new);
    }

    private String whole() {
        int length = scene.right().length();
        return RawReply.head("200 OK", "Content-Type: application/json") + "Content-Length: " + length + "\r\n\r\n"
                + scene.right();
    }

    private RawReply right() {
        return Scene.ok(scene.right());
    }

    private RerankScoringModel model(RawServer server, Client client, AtomicInteger permits) {
        RateLimiter counting = demand -> {
            permits.incrementAndGet();
            return CompletableFuture.completedFuture(new RateLimiter.Permit() {});
        };
        RerankScoringModel.Builder<?> builder = SUBJECT.builder(words)
                .baseUrl(server.url())
                .rateLimiter(counting)
                .timeout(Duration.ofSeconds(30))
                .maxRetries(0);
        if (client != Client.OWN) {
            builder.httpClient(client.over(server)
                    .connectionPool(new ConnectionPool(128, 1, TimeUnit.MINUTES))
                    .build());
        }
        return builder.build();
    }
}
