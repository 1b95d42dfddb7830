package io.github.rerank4j.examples.rag;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.examples.knowledge.Question;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import io.github.rerank4j.examples.rag.Outcome.Failed;
import io.github.rerank4j.examples.rag.Outcome.Measured;
import io.github.rerank4j.examples.rag.Outcome.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/** Asks all questions through a retrieval chain, first without reranking, then with a provider's model. */
final class Evaluation {

    /** How many questions are under way at a time on the asynchronous path. */
    static final int AT_A_TIME = 8;

    private final SearchIndex index;
    private final List<Question> questions;
    private final Progress progress;

    Evaluation(SearchIndex index, List<Question> questions, Progress progress) {
        this.index = index;
        this.questions = questions;
        this.progress = progress;
    }

    /** The candidates as they are found, in the order of the questions. */
    List<Ranking> withoutReranking() {
        progress.begin("Candidates", "");
        List<Ranking> before = blocking(RagChain.withoutReranking(index));
        progress.end();
        return before;
    }

    /** What a provider's model makes of them. */
    Outcome withReranking(ProviderUnderTest provider, List<Ranking> before) {
        Meter meter = new Meter();
        try (Reranker model = provider.model().apply(meter)) {
            RagChain chain = RagChain.reranking(index, model);
            Pass blocking = measured(provider.name(), "blocking", meter, before, () -> blocking(chain));
            Pass async = measured("", "async", meter, before, () -> async(chain));
            return new Measured(provider, blocking, async);
        } catch (RuntimeException failure) {
            progress.fail(provider.name());
            return new Failed(provider, message(failure));
        }
    }

    private Pass measured(String name, String way, Meter meter, List<Ranking> before, Rankings rankings) {
        progress.begin(name, way);
        long start = System.nanoTime();
        List<Ranking> after = rankings.get();
        Duration total = Duration.ofNanos(System.nanoTime() - start);
        for (int i = 0; i < after.size(); i++) {
            after.get(i).checkedAgainst(before.get(i));
        }
        progress.end();
        return new Pass(after, meter.read(), total);
    }

    private List<Ranking> blocking(RagChain chain) {
        List<Ranking> rankings = new ArrayList<>();
        for (Question question : questions) {
            rankings.add(chain.ask(question));
            progress.step();
        }
        return rankings;
    }

    private List<Ranking> async(RagChain chain) {
        Semaphore free = new Semaphore(AT_A_TIME);
        List<CompletableFuture<Ranking>> rankings = new ArrayList<>();
        for (Question question : questions) {
            free.acquireUninterruptibly();
            if (rankings.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
                break;
            }
            rankings.add(chain.askAsync(question).whenComplete((ranking, failure) -> {
                progress.step();
                free.release();
            }));
        }
        return rankings.stream().map(CompletableFuture::join).toList();
    }

    private static String message(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private interface Rankings {
        List<Ranking> get();
    }
}
