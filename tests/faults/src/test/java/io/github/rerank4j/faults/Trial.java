package io.github.rerank4j.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.testkit.Http2Frames;
import io.github.rerank4j.testkit.RawReply;
import io.github.rerank4j.testkit.RawServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fault on one model, called in one way. */
final class Trial implements Runnable {
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final Logger LOGGER = LoggerFactory.getLogger("io.github.rerank4j.faults.model");
    /** A host that nobody may call. */
    private static final RawServer THIRD_HOST = RawServer.start();

    private final Fault fault;
    private final Subject subject;
    private final Way way;
    private final Words words;
    private final Scene scene;
    private final Lines lines = Lines.listening();

    private Trial(Fault fault, Subject subject, Way way) {
        this.fault = fault;
        this.subject = subject;
        this.way = way;
        this.words = new Words(fault.padding());
        this.scene = new Scene(subject, words, THIRD_HOST.url());
    }

    static Stream<Trial> of(List<Fault> faults) {
        return faults.stream()
                .flatMap(fault -> fault.subjects().stream()
                        .flatMap(subject -> Stream.of(Way.values()).map(way -> new Trial(fault, subject, way))));
    }

    /** The fault, a second call that goes well, and, if the fault is a failure, whether it is repeated. */
    @Override
    public void run() {
        meetsTheFaultAndRecovers();
        if (fault.repeated() != null && !fault.showsAtOnceThatItIsNotRepeated()) {
            repeatsOnlyWhatCanHelp(fault.repeated());
        }
        assertThat(lines.suspicious()).as("logged").noneMatch(line -> line.contains(words.mark()));
        assertThat(THIRD_HOST.connectionCount())
                .as("connections to a third host: %s", THIRD_HOST.requests())
                .isZero();
    }

    private void meetsTheFaultAndRecovers() {
        try (RawServer server = fault.server();
                Called model = called(server, fault.retries())) {
            server.enqueue(fault.reply(scene));
            check(call(model.model()), fault.mayScore() ? fault.scores() : null, fault.failures(), server);
            assertThat(server.requestCount()).as("requests").isEqualTo(fault.requests());
            if (fault.recovers()) {
                recovers(server, model.model());
            }
        }
    }

    private void recovers(RawServer server, RerankScoringModel model) {
        server.awaitReplies(GRACE);
        int before = server.connectionCount();

        server.enqueue(rightReply());
        check(call(model), Scene.SCORES, List.of(), server);

        int fresh = server.connectionCount() - before;
        switch (fault.connection()) {
            case KEPT -> assertThat(fresh).as("new connections after the fault").isZero();
            case DROPPED ->
                assertThat(fresh).as("new connections after the fault").isOne();
            case EITHER -> assertThat(fresh).isBetween(0, 1);
        }
    }

    private void repeatsOnlyWhatCanHelp(boolean repeated) {
        try (RawServer server = fault.server();
                Called model = called(server, 1)) {
            server.enqueue(fault.reply(scene), rightReply());
            Result result = call(model.model());

            if (repeated) {
                check(result, Scene.SCORES, List.of(), server);
            } else {
                check(result, null, fault.failuresWithRetriesLeft(), server);
            }
            assertThat(server.requestCount())
                    .as("requests with a retry left")
                    .isEqualTo(repeated ? fault.requests() + 1 : fault.requests());
        }
    }

    private RawReply rightReply() {
        return fault.isHttp2()
                ? RawReply.frames(stream -> Http2Frames.response(stream, 200, scene.right()))
                : Scene.ok(scene.right());
    }

    private void check(
            Result result, @Nullable List<Double> scores, List<Class<? extends Throwable>> failures, RawServer server) {
        assertThat(result.took()).as("time").isLessThan(fault.timeout().plus(GRACE));
        Throwable failure = result.failure();
        if (failure == null) {
            assertThat(result.scores()).as("scores").isEqualTo(scores);
        } else {
            assertThat(failures)
                    .as("types of failure, got " + Leaks.all(failure))
                    .anyMatch(type -> failure.getClass() == type);
            assertThat(failure.getMessage()).contains(fault.phrase());
            Words.FORBIDDEN.forEach(word -> assertThat(Leaks.all(failure)).doesNotContain(word));
            signatures(server)
                    .forEach(signature -> assertThat(Leaks.all(failure)).doesNotContain(signature));
        }
    }

    private static List<String> signatures(RawServer server) {
        return server.requests().stream()
                .map(request -> request.header("Authorization"))
                .filter(Objects::nonNull)
                .map(header -> header.substring(header.lastIndexOf('=') + 1))
                .toList();
    }

    private Result call(RerankScoringModel model) {
        long start = System.nanoTime();
        try {
            RerankResponse response =
                    way.rerank(model, words.request(), fault.timeout().plus(GRACE));
            return new Result(response.scores(), null, Duration.ofNanos(System.nanoTime() - start));
        } catch (AssertionError late) {
            throw late;
        } catch (Throwable failure) {
            return new Result(List.of(), failure, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Called called(RawServer server, int retries) {
        RerankScoringModel.Builder<?> builder = subject.builder(words)
                .baseUrl(fault.address(server))
                .timeout(fault.timeout())
                .maxRetries(retries)
                .logRequests(true)
                .logResponses(true)
                .logger(LOGGER);
        if (fault.attemptTimeout() != null) {
            builder.attemptTimeout(fault.attemptTimeout());
        }
        OkHttpClient client = null;
        if (!fault.ownClient()) {
            client = server.client().build();
            builder.httpClient(client);
        }
        return new Called(builder.build(), client);
    }

    @Override
    public String toString() {
        return fault.name() + " · " + subject + " · " + way;
    }

    private record Result(List<Double> scores, @Nullable Throwable failure, Duration took) {}

    private record Called(
            RerankScoringModel model, @Nullable OkHttpClient client) implements AutoCloseable {
        @Override
        public void close() {
            model.close();
            if (client != null) {
                client.connectionPool().evictAll();
            }
        }
    }
}
