package io.github.rerank4j.evaluation;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.Rerankers;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.concurrent.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reranker, what it has still to be asked, and what it answered. Not thread-safe. */
final class EvaluatedModel implements AutoCloseable {

    private final String name;
    private final ScoringModel model;
    private final Reranker reranker;
    private final @Nullable CountingListener listener;
    private final Map<String, List<KeptResponse>> answers = new LinkedHashMap<>();
    private final Map<String, KeptResponse> fresh = new LinkedHashMap<>();
    private final Deque<JudgedQuery> waiting = new ArrayDeque<>();
    private final Set<String> notAsked = new HashSet<>();
    private @Nullable String whyNotAsked;
    private int total;
    private int failed;
    private int kept;
    private boolean warm;

    /**
     * A reranker that was asked nothing yet.
     *
     * @param listener what counts its requests, if it was given that; null for nothing
     */
    EvaluatedModel(String name, ScoringModel model, @Nullable CountingListener listener) {
        this.name = name;
        this.model = model;
        this.reranker = Rerankers.of(model);
        this.listener = listener;
    }

    /** A question and what was answered before, of which the last scores count, if they are as many as the candidates. */
    void question(JudgedQuery question, List<KeptResponse> before, int candidates) {
        total++;
        List<KeptResponse> usable = new ArrayList<>(before);
        usable.removeIf(answer -> answer.error().isEmpty() && answer.scores().size() != candidates);
        answers.put(question.id(), usable);
        if (answer(question.id()) == null) {
            waiting.add(question);
        } else {
            kept++;
        }
    }

    /** What has just come for a question. */
    void add(JudgedQuery question, KeptResponse answer) {
        responses(question.id()).add(answer);
        fresh.put(question.id(), answer);
        failed += answer.error().isPresent() ? 1 : 0;
        warm = true;
    }

    /** Asks nothing more, because whatever is asked will fail as this question did. */
    void giveUp(KeptResponse failure) {
        whyNotAsked = "not asked, because the model had failed before: "
                + failure.error().orElseThrow();
        waiting.forEach(question -> notAsked.add(question.id()));
        failed += waiting.size();
        waiting.clear();
    }

    /** Whether a question was left out, because the model had failed before. */
    boolean isNotAsked(String queryId) {
        return notAsked.contains(queryId);
    }

    /** Whether it has answered a question in this run. */
    boolean hasAnswered() {
        return fresh.values().stream().anyMatch(answer -> answer.error().isEmpty());
    }

    /** All that was answered to a question that it has, failures included. */
    List<KeptResponse> responses(String queryId) {
        return Objects.requireNonNull(answers.get(queryId), queryId);
    }

    /** The scores for a question; null where there are none. */
    @Nullable
    KeptResponse answer(String queryId) {
        KeptResponse found = null;
        for (KeptResponse answer : answers.getOrDefault(queryId, List.of())) {
            found = answer.error().isEmpty() ? answer : found;
        }
        return found;
    }

    /** Why there are no scores for a question; null where there are some. */
    @Nullable
    String error(String queryId) {
        if (isNotAsked(queryId)) {
            return whyNotAsked;
        }
        KeptResponse last = fresh.get(queryId);
        return last == null ? null : last.error().orElse(null);
    }

    String name() {
        return name;
    }

    Reranker reranker() {
        return reranker;
    }

    /**
     * Whether somebody knows how many requests a call has taken.
     *
     * @param cached whether nobody was asked, so that no model had anything to count
     */
    boolean isCounted(boolean cached) {
        return listener != null && (cached || listener.isHeard());
    }

    /** Those that are still to be asked, in their order. */
    Deque<JudgedQuery> waiting() {
        return waiting;
    }

    /** Those it has, in their order. */
    List<String> questions() {
        return List.copyOf(answers.keySet());
    }

    /** What came in this run. */
    Map<String, KeptResponse> fresh() {
        return fresh;
    }

    /** Whether it has answered in this run: the first call opens connections and wakes the server. */
    boolean isWarm() {
        return warm;
    }

    int kept() {
        return kept;
    }

    int done() {
        return kept + fresh.size() + notAsked.size();
    }

    int total() {
        return total;
    }

    EvaluationProgress progress(int allDone, int allTotal) {
        return new EvaluationProgress(
                new EvaluationProgress.Values(name, done(), total, failed, kept, allDone, allTotal));
    }

    /** The model that is asked where a request names none, if it says so. */
    @Nullable
    String modelName(RerankRequest request) {
        try {
            return reranker.resolve(request).modelName().orElse(null);
        } catch (RuntimeException unknown) {
            Threads.report(unknown);
            return null;
        }
    }

    /** The scale of what it hands over, as far as it is known. */
    ScoreScale scale() {
        try {
            return reranker.traits(null).scale();
        } catch (RuntimeException unknown) {
            Threads.report(unknown);
            return ScoreScale.UNKNOWN;
        }
    }

    /** Closes what was made here, and leaves the model open: it is the caller's. */
    @Override
    public void close() {
        if (reranker != model) {
            reranker.close();
        }
    }
}
