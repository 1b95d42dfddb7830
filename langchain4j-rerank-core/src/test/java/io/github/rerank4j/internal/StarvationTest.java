package io.github.rerank4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.fixtures.RecordingLogger;
import io.github.rerank4j.internal.attempt.AttemptSettings;
import io.github.rerank4j.internal.call.CallSettings;
import io.github.rerank4j.internal.http.ClientSettings;
import io.github.rerank4j.internal.pacing.PacingSettings;
import io.github.rerank4j.internal.packing.PackingSettings;
import io.github.rerank4j.internal.packing.UserLimits;
import io.github.rerank4j.service.LocalService;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** For a while no thread can be started, as where a container is at the limit of its processes. */
@Timeout(60)
class StarvationTest {

    private static final Duration LINGER = Duration.ofHours(1);

    private static final RerankRequest REQUEST =
            RerankRequest.builder().query("q").documents(List.of("a")).build();

    private final LocalService service = new LocalService();
    private final AtomicBoolean starved = new AtomicBoolean();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_blocking_call_ends_at_its_deadline() {
        try (ScoringPipeline pipeline = pipeline(service.isSilent(), Duration.ofSeconds(1))) {
            starveOnceUnderWay(pipeline);

            assertThat(catchThrowable(() -> pipeline.rerank(REQUEST))).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void an_asynchronous_call_under_way_ends_at_its_deadline() {
        try (ScoringPipeline pipeline = pipeline(service.isSilent(), Duration.ofSeconds(1))) {
            CompletableFuture<RerankResponse> call = pipeline.rerankAsync(REQUEST);
            starved.set(true);

            assertThat(failureOf(call)).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void a_blocking_call_is_repeated_all_the_same() {
        try (ScoringPipeline pipeline = pipeline(service.busy(1), Duration.ofSeconds(30))) {
            starveOnceUnderWay(pipeline);

            assertThat(pipeline.rerank(REQUEST).scores()).containsExactly(0.5);
        }
    }

    @Test
    void an_asynchronous_call_fails_with_the_reason_and_leaves_nothing_behind() {
        try (ScoringPipeline pipeline = pipeline(service.scores(), Duration.ofSeconds(30))) {
            assertThat(pipeline.rerank(REQUEST).scores()).containsExactly(0.5);
            starved.set(true);
            for (int i = 0; i < 5; i++) {
                assertThat(failureOf(pipeline.rerankAsync(REQUEST)))
                        .isInstanceOf(OutOfMemoryError.class)
                        .hasMessageContaining("native thread");
            }
            starved.set(false);

            assertThat(pipeline.rerank(REQUEST).scores()).containsExactly(0.5);
            assertThat(failureOf(pipeline.rerankAsync(REQUEST))).isNull();
        }
    }

    @Test
    void a_call_for_whose_deadline_there_is_no_thread_fails_and_leaves_nothing_behind() {
        try (ScoringPipeline pipeline = pipeline(service.scores(), Duration.ofSeconds(30))) {
            starved.set(true);
            for (int i = 0; i < 5; i++) {
                assertThat(catchThrowable(() -> pipeline.rerank(REQUEST))).isInstanceOf(OutOfMemoryError.class);
            }
            starved.set(false);

            assertThat(pipeline.rerank(REQUEST).scores()).containsExactly(0.5);
        }
    }

    @Test
    void closing_ends_what_is_under_way() {
        ScoringPipeline pipeline = pipeline(service.isSilent(), Duration.ofSeconds(30));
        CompletableFuture<RerankResponse> call = pipeline.rerankAsync(REQUEST);
        starved.set(true);

        pipeline.close();

        assertThat(failureOf(call)).isInstanceOf(IllegalStateException.class);
    }

    /** The timers' thread has to be there before, and to stay: without it there is no deadline to hold. */
    private void starveOnceUnderWay(ScoringPipeline pipeline) {
        pipeline.rerankAsync(REQUEST).cancel(true);
        starved.set(true);
    }

    private ScoringPipeline pipeline(String url, Duration timeout) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread) {
                    @Override
                    public void execute(Runnable task) {
                        refuse();
                        super.execute(task);
                    }
                };
        return new ScoringPipeline(
                settings(url, timeout),
                threads,
                executor -> new Timers(System::nanoTime, executor, this::thread, LINGER));
    }

    private Thread thread(Runnable task) {
        refuse();
        return Threads.daemon(task, "rerank4j-starved");
    }

    private void refuse() {
        if (starved.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }

    private static PipelineSettings settings(String url, Duration timeout) {
        RerankService service =
                RerankService.of("plain", new Wire(), Authorizer.NONE, url, RerankService.Defaults.model(null));
        return new PipelineSettings(
                service,
                url,
                new PackingSettings(UserLimits.NONE, LongDocuments.FAIL),
                new PacingSettings(1, null),
                new AttemptSettings(timeout, timeout, 2, Map::of, false, false),
                new ClientSettings(null, Duration.ofSeconds(10), Duration.ofSeconds(55), null),
                ScoreOutput.RAW,
                new RecordingLogger(),
                new CallSettings(List.of(), null));
    }

    private static @Nullable Throwable failureOf(CompletableFuture<?> call) {
        try {
            call.get(20, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (Exception other) {
            return other;
        }
    }

    private record Wire() implements RerankWire {

        @Override
        public ModelTraits traits(@Nullable String modelName) {
            return ModelTraits.pointwise(ScoreScale.LOGIT);
        }

        @Override
        public WireRequest encode(RerankCall call) {
            return WireRequest.post("rank", Json.write(json -> Json.text(json, "question", call.queryText())));
        }

        @Override
        public String reading() {
            return "";
        }

        @Override
        public RerankReply decode(WireReply reply) {
            return reply.succeeded()
                    ? Scored.indexed(reply.json().path("hits"), "i", "s")
                    : new Refused(ErrorKind.ofStatus(reply.status()), "E1", "no", null);
        }
    }
}
