package io.github.rerank4j.service;

import io.github.rerank4j.RerankRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A local server and models that may send one request at a time, while the handler of uncaught failures throws, too. */
abstract class BrokenHandlerCase {

    static final RerankRequest REQUEST =
            RerankRequest.builder().query("q").documents(List.of("a")).build();

    final LocalService service = new LocalService();
    private Thread.@Nullable UncaughtExceptionHandler before;

    @BeforeEach
    void handlerThatThrows() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            throw new IllegalStateException("a broken handler");
        });
    }

    @AfterEach
    void stop() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        service.close();
    }

    static PlainService.Builder model(String url) {
        return PlainService.model()
                .baseUrl(url)
                .maxConcurrentRequests(1)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(30));
    }

    static @Nullable Throwable failureOf(CompletableFuture<?> call) {
        try {
            call.get(40, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException | CompletionException failed) {
            return failed.getCause();
        } catch (Exception other) {
            return other;
        }
    }
}
