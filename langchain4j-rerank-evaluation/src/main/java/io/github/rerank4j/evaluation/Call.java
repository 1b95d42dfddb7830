package io.github.rerank4j.evaluation;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.CallContext;
import io.github.rerank4j.Document;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.text.OneLine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One question on its way. Whoever completes it needs no memory for that, so that the one who waits is woken whatever
 * happens.
 */
final class Call {

    private static final int LONGEST_ERROR = 300;
    private static final double NANOS_PER_MILLI = 1_000_000;
    /** The reranker's own word about its time comes first. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final EvaluatedModel evaluatedModel;
    private final JudgedQuery question;
    private final int documents;
    private final CallContext context;
    private final boolean timed;
    private final long deadline;
    private final Thread waiter = Thread.currentThread();
    private final long start = System.nanoTime();
    private CompletableFuture<RerankResponse> response = new CompletableFuture<>();
    private boolean futile;
    private boolean cached;
    private volatile long end;
    private volatile boolean done;

    private Call(EvaluatedModel evaluatedModel, JudgedQuery question, int documents, long number, Duration timeout) {
        this.evaluatedModel = evaluatedModel;
        this.question = question;
        this.documents = documents;
        this.context = CountingListener.call(evaluatedModel.name(), number);
        this.timed = evaluatedModel.isWarm();
        this.deadline = start + saturated(timeout.plus(GRACE));
    }

    private static long saturated(Duration duration) {
        // a day is as good as for ever, and cannot overflow
        return Math.min(duration.toSeconds(), Duration.ofDays(1).toSeconds()) * 1_000_000_000;
    }

    /**
     * Asks a question.
     *
     * @param number among all calls
     */
    static Call of(
            EvaluatedModel evaluatedModel,
            JudgedQuery question,
            List<Candidate> candidates,
            long number,
            Duration timeout) {
        Call call = new Call(evaluatedModel, question, candidates.size(), number, timeout);
        try {
            RerankRequest request = request(question, candidates)
                    .timeout(timeout)
                    .calledBy(call.context)
                    .build();
            CompletableFuture<RerankResponse> response =
                    evaluatedModel.reranker().rerankAsync(request);
            call.response = response;
            response.whenComplete((scored, failure) -> call.end());
        } catch (RuntimeException | Error refused) {
            call.response = CompletableFuture.failedFuture(refused);
            call.end();
        }
        return call;
    }

    /** The request without what only a call has. */
    static RerankRequest.Builder request(JudgedQuery question, List<Candidate> candidates) {
        return RerankRequest.builder()
                .query(question.text())
                .candidates(candidates.stream().map(Call::document).toList());
    }

    /** A segment, so that a document mapper sees it; LangChain4j has none without text. */
    private static Document document(Candidate candidate) {
        return candidate.text().isBlank()
                ? Document.of(TextContent.from(candidate.text()))
                : Document.of(TextSegment.from(candidate.text()));
    }

    private void end() {
        end = System.nanoTime();
        done = true;
        LockSupport.unpark(waiter);
    }

    EvaluatedModel evaluatedModel() {
        return evaluatedModel;
    }

    JudgedQuery question() {
        return question;
    }

    boolean isDone() {
        return done || left() <= 0;
    }

    /** The nanoseconds after which nobody waits any longer. */
    long left() {
        return deadline - System.nanoTime();
    }

    /** Ends it, down to the wire. */
    void cancel() {
        Futures.cancel(response);
    }

    /** What came of it; a failure if the time is over. */
    KeptResponse answer() {
        KeptResponse answer = done ? settled() : gaveUp();
        answer = timed && done ? answer.millis((end - start) / NANOS_PER_MILLI) : answer;
        return evaluatedModel.isCounted(cached) ? answer.requests(requests()) : answer;
    }

    /** Whether it failed because of the key, the address or the model's name, which no other question changes. */
    boolean isFutile() {
        return futile;
    }

    /** How many requests were sent for it so far; 0 where nobody counts them. */
    int requests() {
        return CountingListener.requests(context);
    }

    private KeptResponse gaveUp() {
        cancel();
        return KeptResponse.failed("no answer came in time, and none is waited for any longer");
    }

    private KeptResponse settled() {
        try {
            RerankResponse scored = response.join();
            cached = scored.cached();
            Long tokens = tokens(scored.tokenUsage().orElse(null));
            if (scored.scores().size() != documents) {
                return KeptResponse.failed(scored.scores().size() + " scores came for " + documents + " documents");
            }
            KeptResponse answer = KeptResponse.scored(scored.scores());
            return tokens == null ? answer : answer.tokens(tokens);
        } catch (RuntimeException failure) {
            Throwable reason = Futures.unwrapped(failure);
            futile = reason instanceof AuthenticationException || reason instanceof ModelNotFoundException;
            return KeptResponse.failed(words(reason));
        }
    }

    private static @Nullable Long tokens(@Nullable TokenUsage usage) {
        if (usage == null) {
            return null;
        }
        Integer tokens = usage.totalTokenCount() == null ? usage.inputTokenCount() : usage.totalTokenCount();
        return tokens == null ? null : tokens.longValue();
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        return OneLine.cut(
                OneLine.of(message == null || message.isBlank() ? type : type + ": " + message), LONGEST_ERROR);
    }
}
