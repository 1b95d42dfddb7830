package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** A caller who blocks can be interrupted wherever the call happens to be. */
interface InterruptionPromises extends ContractCase {

    @Test
    default void interrupting_the_caller_in_the_middle_of_a_reply_aborts_the_request_and_keeps_the_flag()
            throws InterruptedException {
        for (ScriptedReply silence :
                List.of(ScriptedReply.silentBody(), scored("0.5").drip(1, Duration.ofMillis(100)))) {
            server().enqueue(silence);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            RerankScoringModel model = model();
            Thread caller = Way.start(() -> {
                failure.set(catchThrowable(() -> Way.BLOCKING.score(model, "a")));
                flag.set(Thread.currentThread().isInterrupted());
            });
            server().takeRequest(SOON);

            caller.interrupt();
            caller.join(SOON.toMillis());

            assertThat(failure.get()).isExactlyInstanceOf(LangChain4jException.class);
            assertThat(flag.get()).isTrue();
            server().awaitAborted(SOON);
        }
    }

    @Test
    default void interrupting_one_caller_leaves_the_others_of_a_shared_connection_alone() throws InterruptedException {
        try (ScriptedServer shared = ScriptedServer.startHttp2()) {
            CompletableFuture<Void> release = new CompletableFuture<>();
            shared.respondWith(request -> scored("0.5").heldUntil(release));
            RerankScoringModel model = model(
                    builder().baseUrl(shared.url()).httpClient(shared.client().build()));
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread caller = Way.start(() -> failure.set(catchThrowable(() -> Way.BLOCKING.score(model, "a"))));
            shared.takeRequest(SOON);
            CompletableFuture<RerankResponse> other = model.rerankAsync(Way.request("b"));
            shared.takeRequest(SOON);

            caller.interrupt();
            caller.join(SOON.toMillis());
            shared.awaitAborted(SOON);
            release.complete(null);

            assertThat(failure.get()).isExactlyInstanceOf(LangChain4jException.class);
            assertThat(Way.result(other).scores()).containsExactly(0.5);
            assertThat(shared.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    default void a_caller_who_is_interrupted_already_sends_nothing() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        RerankScoringModel model = model();
        Thread caller = Way.start(() -> {
            Thread.currentThread().interrupt();
            failure.set(catchThrowable(() -> Way.BLOCKING.score(model, "a")));
        });

        caller.join(SOON.toMillis());

        assertThat(failure.get()).isExactlyInstanceOf(LangChain4jException.class);
        assertThat(server().requestCount()).isZero();
    }

    @Test
    default void a_warm_connection_does_not_let_an_interrupted_caller_send() throws InterruptedException {
        echoScores();
        RerankScoringModel model = model();
        Way.BLOCKING.score(model, "1");
        List<Throwable> failures = new CopyOnWriteArrayList<>();

        Thread caller = Way.start(() -> {
            for (int i = 0; i < 200; i++) {
                Thread.currentThread().interrupt();
                failures.add(catchThrowable(() -> Way.BLOCKING.score(model, "1")));
            }
        });
        caller.join(SOON.toMillis());

        assertThat(failures).hasSize(200).hasOnlyElementsOfType(LangChain4jException.class);
        assertThat(Way.BLOCKING.score(model, "2")).containsExactly(2.0);
        assertThat(server().requestCount()).isEqualTo(2);
    }

    @Test
    default void a_caller_who_is_interrupted_while_connecting_comes_back() {
        StuckSockets sockets = new StuckSockets();
        RerankScoringModel model = model(configured()
                .httpClient(new OkHttpClient.Builder().socketFactory(sockets).build()));

        Throwable failure = interruptedOnce(() -> sockets.awaitConnecting(SOON), model);

        assertThat(failure).isExactlyInstanceOf(LangChain4jException.class);
        sockets.awaitGivenUp(SOON);
    }

    @Test
    default void a_caller_who_is_interrupted_in_the_tls_handshake_comes_back() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout((int) SOON.toMillis());
            String url = "https://localhost:" + silent.getLocalPort();
            for (RerankScoringModel.Builder<?> builder :
                    List.of(builder(), builder().httpClient(new OkHttpClient()))) {
                AtomicReference<Socket> connection = new AtomicReference<>();

                Throwable failure =
                        interruptedOnce(() -> connection.set(inHandshake(silent)), model(builder.baseUrl(url)));

                assertThat(failure).isExactlyInstanceOf(LangChain4jException.class);
                awaitEnd(connection.get());
            }
        }
    }

    /** What a call throws whose thread is interrupted when it has got somewhere. */
    private static Throwable interruptedOnce(Runnable there, RerankScoringModel model) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread caller = Way.start(() -> failure.complete(catchThrowable(() -> Way.BLOCKING.score(model, "a"))));
        there.run();

        caller.interrupt();

        return Way.result(failure);
    }

    /** A connection whose client has sent the first byte of a handshake and waits for an answer. */
    private static Socket inHandshake(ServerSocket server) {
        try {
            Socket connection = server.accept();
            connection.setSoTimeout((int) SOON.toMillis());
            assertThat(connection.getInputStream().read()).isNotNegative();
            return connection;
        } catch (IOException e) {
            throw new AssertionError("no client has begun a handshake", e);
        }
    }

    private static void awaitEnd(Socket connection) throws IOException {
        try (connection) {
            connection.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // the client has closed without reading, which ends the connection as well
            return;
        }
    }
}
