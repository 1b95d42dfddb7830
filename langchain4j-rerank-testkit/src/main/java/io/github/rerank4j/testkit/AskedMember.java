package io.github.rerank4j.testkit;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InternalServerException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a {@link ScriptedMember} does when it is asked. */
final class AskedMember implements Asked {

    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Semaphore givenUp = new Semaphore(0);
    private volatile Consumer<Call> manner = AskedMember::echo;

    private record Call(RerankRequest request, CompletableFuture<RerankResponse> result) {}

    @Override
    public void echoes() {
        manner = AskedMember::echo;
    }

    @Override
    public void echoesTogether(int questions) {
        AtomicInteger missing = new AtomicInteger(questions);
        CompletableFuture<Void> all = new CompletableFuture<>();
        manner = call -> {
            all.thenRun(() -> echo(call));
            if (missing.decrementAndGet() == 0) {
                all.complete(null);
            }
        };
    }

    @Override
    public void isSilent() {
        manner = call -> call.result().whenComplete((response, failure) -> givenUp.release());
    }

    @Override
    public void isBusy() {
        manner = call -> call.result().completeExceptionally(new InternalServerException("one moment"));
    }

    @Override
    public int count() {
        return count.get();
    }

    @Override
    public Question awaitQuestion() {
        try {
            Question question = questions.poll(RerankerCase.SOON.toMillis(), TimeUnit.MILLISECONDS);
            if (question != null) {
                return question;
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while waiting", interrupted);
        }
        throw new AssertionError("nobody was asked within " + RerankerCase.SOON);
    }

    @Override
    public void awaitGivenUp() {
        try {
            if (givenUp.tryAcquire(RerankerCase.SOON.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while waiting", interrupted);
        }
        throw new AssertionError("nothing was given up within " + RerankerCase.SOON);
    }

    /** Asks, on the thread that asks. */
    void ask(RerankRequest request, CompletableFuture<RerankResponse> result) {
        count.incrementAndGet();
        questions.add(question(request));
        manner.accept(new Call(request, result));
    }

    private static Question question(RerankRequest request) {
        List<String> documents =
                request.documents().stream().map(AskedMember::text).toList();
        List<Object> whole = List.of(
                text(request.query()),
                documents,
                request.modelName(),
                request.instruction(),
                request.input(),
                request.parameters());
        return new Question(documents, whole.toString());
    }

    private static String text(Content content) {
        return ((TextContent) content).text();
    }

    private static void echo(Call call) {
        RerankRequest request = call.request();
        ScoreOutput output = request.scores().orElse(ScoreOutput.RAW);
        List<Double> scores = request.documents().stream()
                .map(document -> output.of(Double.parseDouble(text(document)), ScoreScale.UNKNOWN))
                .toList();
        call.result()
                .complete(RerankResponse.of(
                        request, scores, Facts.builder().attempts(1).build()));
    }
}
