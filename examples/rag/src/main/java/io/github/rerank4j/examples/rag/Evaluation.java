package io.github.rerank4j.examples.rag;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.JudgedQuery;
import io.github.rerank4j.evaluation.KeptResponse;
import io.github.rerank4j.evaluation.Metric;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.ResponseStore;
import io.github.rerank4j.evaluation.TrecRun;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Question;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import io.github.rerank4j.examples.rag.Outcome.Failed;
import io.github.rerank4j.examples.rag.Outcome.Measured;
import io.github.rerank4j.examples.rag.Outcome.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Finds candidates for all questions, has providers' models evaluated on them, and reranks them again in LangChain4j's
 * chain.
 */
final class Evaluation {

    /** How many questions are under way at a time in the chain. */
    static final int AT_A_TIME = 8;

    /** Whether the first passage is a right one. */
    static final Metric HIT = Metric.success(1);

    /** 1 / place of the best right passage, 0 beyond place 10. */
    static final Metric RECIPROCAL_RANK = Metric.rr(10);

    private final SearchIndex index;
    private final List<Question> questions;
    private final Judged judged;
    private final Progress progress;

    Evaluation(SearchIndex index, KnowledgeBase knowledge, Progress progress) {
        this.index = index;
        this.questions = knowledge.questions();
        this.judged = new Judged(knowledge);
        this.progress = progress;
    }

    /** The candidates as they are found, and how good they are in that order. */
    Found withoutReranking() {
        progress.begin("Candidates", "");
        RagChain chain = RagChain.withoutReranking(index);
        List<Ranking> before = new ArrayList<>();
        for (Question question : questions) {
            before.add(chain.ask(question));
            progress.step();
        }
        EvaluationReport report = evaluation(before).run();
        progress.end();
        return new Found(before, report.model(EvaluationReport.RETRIEVAL));
    }

    private RerankEvaluation evaluation(List<Ranking> before) {
        return RerankEvaluation.of(judged.judgments())
                .candidates(judged.candidates(before))
                .metrics(List.of(HIT, RECIPROCAL_RANK));
    }

    /** What a provider's model makes of them. */
    Outcome withReranking(ProviderUnderTest provider, Found found) {
        RerankEvaluation evaluation = evaluation(found.rankings())
                .concurrency(1)
                .store(new FirstFailureEnds())
                .progress(each -> progress.step());
        Repeats repeats = new Repeats();
        List<RerankListener> listeners = List.of(evaluation.listener(provider.name()), repeats);
        try (Reranker model = provider.model().apply(listeners)) {
            progress.begin(provider.name(), "one by one");
            long start = System.nanoTime();
            EvaluationReport report =
                    evaluation.rerankers(Map.of(provider.name(), model)).run();
            Pass evaluated = pass(report.model(provider.name()).run().orElseThrow(), start);
            progress.begin("", "in a chain");
            start = System.nanoTime();
            List<Ranking> rankings = chained(RagChain.reranking(index, model));
            for (int i = 0; i < rankings.size(); i++) {
                rankings.get(i).checkedAgainst(found.rankings().get(i));
            }
            Pass chained = pass(Ranking.run(rankings), start);
            return new Measured(provider, report, evaluated, chained, repeats.count());
        } catch (RuntimeException failure) {
            progress.fail(provider.name());
            return new Failed(provider, message(failure));
        }
    }

    private Pass pass(TrecRun run, long start) {
        Duration total = Duration.ofNanos(System.nanoTime() - start);
        progress.end();
        return new Pass(judged.rankings(run), total);
    }

    private List<Ranking> chained(RagChain chain) {
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
        if (failure instanceof ProviderFailedException failed) {
            return failed.words();
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Keeps nothing; a provider that fails once is not asked the other questions. */
    private static final class FirstFailureEnds implements ResponseStore {

        @Override
        public List<KeptResponse> responses(String model, JudgedQuery question, List<Candidate> candidates) {
            return List.of();
        }

        @Override
        public void add(String model, JudgedQuery question, List<Candidate> candidates, KeptResponse answer) {
            answer.error().ifPresent(error -> {
                throw new ProviderFailedException(error);
            });
        }
    }

    private static final class ProviderFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ProviderFailedException(String words) {
            super(words);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }
}
