package io.github.rerank4j.spark;

import io.github.rerank4j.RerankResponse;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What became of the documents of a group: scores, failures, and what was billed. The threads that end its calls fill it,
 * one after the other; the task's thread reads it when the group has been handed over.
 */
final class GroupResults {

    private final PairGroup group;
    private final AskPlan plan;
    private final OpenModel model;
    private final @Nullable Double[] scores;
    private final @Nullable Throwable[] failures;
    private long tokens;

    GroupResults(PairGroup group, AskPlan plan, OpenModel model) {
        this.group = group;
        this.plan = plan;
        this.model = model;
        this.scores = new Double[group.documents().size()];
        this.failures = new Throwable[group.documents().size()];
    }

    /** Keeps the scores of the documents from this one on, and adds up the tokens. */
    void keep(int from, RerankResponse response) {
        for (int i = 0; i < response.scores().size(); i++) {
            scores[from + i] = response.scores().get(i);
        }
        response.tokenUsage().ifPresent(usage -> {
            Integer total = usage.totalTokenCount();
            tokens += total == null ? 0 : total;
        });
    }

    /** Why the documents from one to before another have no score, unless a later call brings one. */
    void fail(int from, int to, Throwable failure) {
        for (int i = from; i < to; i++) {
            failures[i] = failure;
        }
    }

    long tokens() {
        return tokens;
    }

    /** The failure of the last document that failed and has no score; null if there is none. */
    @Nullable
    Throwable lastFailure() {
        Throwable last = null;
        for (int i = 0; i < failures.length; i++) {
            last = scores[i] == null && failures[i] != null ? failures[i] : last;
        }
        return last;
    }

    /**
     * Hands over the group's rows with what became of them, and counts them.
     *
     * @param before what came of the last row of the group before; what came of the last of this one is returned
     * @param whatCame whether rows that could get a score by another run, and have none, are left out
     */
    Outcome release(Outcome before, boolean whatCame, Consumer<Row> rows) {
        Outcome outcome = before;
        for (PairGroup.Member member : group.members()) {
            if (member.document() != PairGroup.AS_BEFORE) {
                outcome = outcome(member);
            }
            if (whatCame && outcome.isOpen()) {
                continue;
            }
            count(outcome.error());
            rows.accept(plan.layout()
                    .scored(
                            member.row(),
                            outcome.score(),
                            outcome.error(),
                            plan.model().name()));
        }
        return outcome;
    }

    private Outcome outcome(PairGroup.Member member) {
        Double score = member.document() == PairGroup.NOT_ASKED ? null : scores[member.document()];
        return new Outcome(score, score == null ? error(member) : null);
    }

    private void count(@Nullable String error) {
        if (error == null) {
            plan.metrics().scored().add(1);
        } else {
            plan.metrics().failures().add(error.substring(0, error.indexOf(':')));
        }
    }

    private String error(PairGroup.Member member) {
        Throwable failure = member.document() == PairGroup.NOT_ASKED ? null : failures[member.document()];
        return member.error() != null ? member.error() : model.described(failure);
    }
}
