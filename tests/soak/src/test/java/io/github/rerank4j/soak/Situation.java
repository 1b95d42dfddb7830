package io.github.rerank4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.soak.Caller.Way;
import io.github.rerank4j.soak.ProbeServer.Manner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** What a call is doing when it is given up; each knows how to bring one about, and when it was seen to be over. */
enum Situation {
    WAITING_FOR_THE_ANSWER {
        @Override
        long nanos(Way way) throws InterruptedException {
            return untilConnectionsEnd(way, Manner.SILENT, 1);
        }
    },
    READING_A_DRIPPING_BODY {
        @Override
        long nanos(Way way) throws InterruptedException {
            return untilConnectionsEnd(way, Manner.DRIPPING, 1);
        }
    },
    SENDING_A_BODY_NOBODY_READS {
        @Override
        long nanos(Way way) throws InterruptedException {
            try (ProbeServer server = ProbeServer.start(Manner.UNREAD);
                    GenericScoringModel model = builder(server.url()).build()) {
                Caller caller = Caller.call(way, model, request(8, "x".repeat(1_000_000)));
                server.awaitArrival();
                pause(20);

                long start = System.nanoTime();
                caller.giveUp();
                server.readOn();
                long end = server.awaitEnd();

                caller.awaitFailure();
                assertThat(server.wholeBodies()).isZero();
                return end - start;
            }
        }
    },
    CONNECTING {
        @Override
        long nanos(Way way) throws InterruptedException {
            ConnectingSockets sockets = new ConnectingSockets();
            OkHttpClient client =
                    new OkHttpClient.Builder().socketFactory(sockets).build();
            try (GenericScoringModel model =
                    builder("http://127.0.0.1:9").httpClient(client).build()) {
                Caller caller = Caller.call(way, model, request(1, "text"));
                sockets.awaitConnecting();

                long start = System.nanoTime();
                caller.giveUp();
                long end = sockets.awaitClosed();

                caller.awaitFailure();
                return end - start;
            }
        }
    },
    WAITING_FOR_A_PERMIT {
        @Override
        long nanos(Way way) throws InterruptedException {
            CompletableFuture<Permit> permit = new CompletableFuture<>();
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<Long> left = new CompletableFuture<>();
            permit.whenComplete((granted, cancelled) -> left.complete(System.nanoTime()));
            try (ProbeServer server = ProbeServer.start(Manner.SILENT);
                    GenericScoringModel model = builder(server.url())
                            .rateLimiter(demand -> {
                                asked.countDown();
                                return permit;
                            })
                            .build()) {
                Caller caller = Caller.call(way, model, request(1, "text"));
                asked.await();

                long start = System.nanoTime();
                caller.giveUp();
                long end = left.orTimeout(30, TimeUnit.SECONDS).join();

                caller.awaitFailure();
                permit.complete(new Permit() {});
                assertThat(server.requests()).isZero();
                return end - start;
            }
        }
    },
    WAITING_FOR_A_RETRY {
        @Override
        long nanos(Way way) throws InterruptedException {
            return tries(way, 1).get(0);
        }

        /** One wait at the end shows that none is repeated. */
        @Override
        List<Long> tries(Way way, int tries) throws InterruptedException {
            List<TurnedAway> calls = new ArrayList<>();
            try {
                for (int i = 0; i < tries; i++) {
                    calls.add(TurnedAway.andGivenUp(way));
                }
                pause(600);
                assertThat(calls).allMatch(call -> call.server().requests() == 1);
                return calls.stream().map(TurnedAway::nanos).sorted().toList();
            } finally {
                calls.forEach(TurnedAway::close);
            }
        }
    },
    THREE_REQUESTS_OF_A_CALL {
        @Override
        long nanos(Way way) throws InterruptedException {
            return untilConnectionsEnd(way, Manner.SILENT, 3);
        }
    },
    SECOND_MEMBER_OF_A_CHAIN {
        @Override
        long nanos(Way way) throws InterruptedException {
            ScoringModel dead = (segments, query) -> {
                throw new InternalServerException("dead on purpose");
            };
            try (ProbeServer server = ProbeServer.start(Manner.SILENT);
                    GenericScoringModel model = builder(server.url()).build();
                    FallbackScoringModel chain = FallbackScoringModel.builder()
                            .member("dead", dead)
                            .member("silent", model)
                            .build()) {
                Caller caller = Caller.call(way, chain, request(1, "text"));
                server.awaitArrival();
                pause(5);

                long start = System.nanoTime();
                caller.giveUp();
                long end = server.awaitEnd();

                caller.awaitFailure();
                assertThat(server.requests()).isEqualTo(1);
                return end - start;
            }
        }
    },
    SIBLINGS_OF_A_REFUSED_REQUEST {
        @Override
        long nanos(Way way) throws InterruptedException {
            try (ProbeServer server = ProbeServer.start(Manner.REFUSING);
                    GenericScoringModel model =
                            builder(server.url()).maxDocumentsPerRequest(1).build()) {
                Caller caller = Caller.call(way, model, request(List.of("wait", "refuse", "wait")));
                server.awaitArrival();
                server.awaitArrival();

                long start = System.nanoTime();
                server.refuse();
                long end = Math.max(server.awaitEnd(), server.awaitEnd());

                caller.awaitFailure();
                return end - start;
            }
        }

        @Override
        String cause(Way way) {
            return way == Way.CANCEL ? "refusal, async" : "refusal, blocking";
        }
    };

    /** From giving a call up to the end of what it was doing, seen from outside. */
    abstract long nanos(Way way) throws InterruptedException;

    /** What ends the call. */
    String cause(Way way) {
        return way.name().toLowerCase(Locale.ROOT);
    }

    private static long untilConnectionsEnd(Way way, Manner manner, int requests) throws InterruptedException {
        try (ProbeServer server = ProbeServer.start(manner);
                GenericScoringModel model =
                        builder(server.url()).maxDocumentsPerRequest(1).build()) {
            Caller caller = Caller.call(way, model, request(requests, "text"));
            for (int i = 0; i < requests; i++) {
                server.awaitArrival();
            }
            pause(5);

            long start = System.nanoTime();
            caller.giveUp();
            long end = start;
            for (int i = 0; i < requests; i++) {
                end = Math.max(end, server.awaitEnd());
            }

            caller.awaitFailure();
            assertThat(server.requests()).isEqualTo(requests);
            return end - start;
        }
    }

    private static GenericScoringModel.Builder builder(String url) {
        return GenericScoringModel.builder()
                .dialect(RerankDialect.COHERE_V2)
                .baseUrl(url)
                .modelName("example-reranker");
    }

    private static RerankRequest request(int documents, String text) {
        return request(Collections.nCopies(documents, text));
    }

    private static RerankRequest request(List<String> documents) {
        return RerankRequest.builder().query("when?").documents(documents).build();
    }

    /** Lets the client get on with what it is doing. */
    private static void pause(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** The times of so many tries. */
    List<Long> tries(Way way, int tries) throws InterruptedException {
        long[] nanos = new long[tries];
        for (int i = 0; i < tries; i++) {
            nanos[i] = nanos(way);
        }
        return Arrays.stream(nanos).sorted().boxed().toList();
    }

    /** A call that was given up before it could be repeated, and what it would be repeated with. */
    private record TurnedAway(ProbeServer server, GenericScoringModel model, long nanos) {

        static TurnedAway andGivenUp(Way way) throws InterruptedException {
            ProbeServer server = ProbeServer.start(Manner.BUSY);
            GenericScoringModel model = builder(server.url()).build();
            Caller caller = Caller.call(way, model, request(1, "text"));
            server.awaitArrival();
            pause(20);

            long start = System.nanoTime();
            caller.giveUp();
            return new TurnedAway(server, model, caller.awaitFailure() - start);
        }

        void close() {
            model.close();
            server.close();
        }
    }
}
