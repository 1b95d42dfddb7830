package io.github.rerank4j.soak;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One call under way, and how its caller gives it up. */
final class Caller {

    private static final long PATIENCE_SECONDS = 30;

    private final CompletableFuture<RerankResponse> call;
    private final Runnable stop;

    private Caller(CompletableFuture<RerankResponse> call, Runnable stop) {
        this.call = call;
        this.stop = stop;
    }

    /** The two ways to give up. */
    enum Way {
        CANCEL,
        INTERRUPT
    }

    static Caller call(Way way, Reranker model, RerankRequest request) {
        if (way == Way.CANCEL) {
            CompletableFuture<RerankResponse> call = model.rerankAsync(request);
            return new Caller(call, () -> call.cancel(true));
        }
        CompletableFuture<RerankResponse> call = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        call.complete(model.rerank(request));
                    } catch (RuntimeException | Error failure) {
                        call.completeExceptionally(failure);
                    }
                },
                "probe-caller");
        thread.setDaemon(true);
        thread.start();
        return new Caller(call, thread::interrupt);
    }

    void giveUp() {
        stop.run();
    }

    /** Waits for the call's end, and gives its moment. */
    long awaitFailure() {
        try {
            call.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CancellationException cancelled) {
            return System.nanoTime();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof LangChain4jException) {
                return System.nanoTime();
            }
            throw failed;
        }
        throw new AssertionError("a call that was given up brought scores");
    }
}
