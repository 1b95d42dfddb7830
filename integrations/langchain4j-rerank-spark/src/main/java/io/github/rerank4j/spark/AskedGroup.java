package io.github.rerank4j.spark;

import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.text.OneLine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A group that is being asked. Where a service refuses it, perhaps because of one document, its halves are asked one after
 * the other, and theirs, so that a document that nobody can score costs no other one its score. Started, cancelled and
 * released by the task's thread; it ends on a thread of the model.
 */
final class AskedGroup {

    private final PairGroup group;
    private final AskPlan plan;
    private final OpenModel model;
    private final CallContext context;
    private final Consumer<AskedGroup> onEnd;
    private final AtomicInteger failuresInARow;

    private final @Nullable Double[] scores;
    private final @Nullable Throwable[] failures;
    private long tokens;
    private boolean givenUp;
    private volatile @Nullable CompletableFuture<RerankResponse> underWay;
    private volatile boolean cancelled;
    /** Of the task's thread. */
    private boolean settled;

    AskedGroup(PairGroup group, AskPlan plan, OpenModel model, CallContext context, Consumer<AskedGroup> onEnd) {
        this.group = group;
        this.plan = plan;
        this.model = model;
        this.context = context;
        this.onEnd = onEnd;
        this.failuresInARow = model.failuresOf(plan.job());
        this.scores = new Double[group.documents().size()];
        this.failures = new Throwable[group.documents().size()];
    }

    /** Asks; false if there is nothing to ask, and it is over at once. */
    boolean start() {
        if (group.documents().isEmpty()) {
            settled = true;
            return false;
        }
        ask(0, scores.length).whenComplete((nothing, bug) -> {
            if (bug != null) {
                fail(0, scores.length, bug);
            }
            onEnd.accept(this);
        });
        return true;
    }

    boolean isSettled() {
        return settled;
    }

    /** It has ended, and the task has looked at how. */
    void settle() {
        settled = true;
    }

    /** About how many characters it holds. */
    long size() {
        return group.size();
    }

    long tokens() {
        return tokens;
    }

    void cancel() {
        cancelled = true;
        CompletableFuture<RerankResponse> call = underWay;
        if (call != null) {
            call.cancel(true);
        }
    }

    private CompletableFuture<Void> ask(int from, int to) {
        givenUp |= tooManyFailed();
        if (cancelled || givenUp) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<RerankResponse> call = model.reranker()
                .rerankAsync(RerankRequest.builder()
                        .query(group.query())
                        .documents(group.documents().subList(from, to))
                        .calledBy(context)
                        .build());
        underWay = call;
        if (cancelled) {
            call.cancel(true);
        }
        return call.handle((response, failure) -> response != null ? keep(from, response) : refuse(from, to, failure))
                .thenCompose(rest -> rest);
    }

    private CompletableFuture<Void> keep(int from, RerankResponse response) {
        failuresInARow.set(0);
        for (int i = 0; i < response.scores().size(); i++) {
            scores[from + i] = response.scores().get(i);
        }
        response.tokenUsage().ifPresent(usage -> {
            Integer total = usage.totalTokenCount();
            tokens += total == null ? 0 : total;
        });
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> refuse(int from, int to, Throwable wrapped) {
        Throwable failure =
                wrapped instanceof CompletionException && wrapped.getCause() != null ? wrapped.getCause() : wrapped;
        boolean ofDocument = failure instanceof InvalidRequestException || failure instanceof IllegalArgumentException;
        if (!(failure instanceof IllegalArgumentException)) {
            failuresInARow.incrementAndGet();
        }
        fail(from, to, failure);
        if (!ofDocument || to - from == 1 || plan.together() || endsJob(failure)) {
            return CompletableFuture.completedFuture(null);
        }
        int middle = (from + to) >>> 1;
        return ask(from, middle).thenCompose(first -> ask(middle, to));
    }

    private void fail(int from, int to, Throwable failure) {
        for (int i = from; i < to; i++) {
            failures[i] = failure;
        }
    }

    private boolean tooManyFailed() {
        return plan.failuresInARow() > 0 && failuresInARow.get() >= plan.failuresInARow();
    }

    private boolean endsJob(Throwable failure) {
        return plan.failFast().stream().anyMatch(kind -> kind.isInstance(failure));
    }

    /** Why the job has to end, in words without a text of the data; null if it has not. */
    @Nullable
    String reasonToEnd() {
        Throwable last = null;
        for (int i = 0; i < failures.length; i++) {
            Throwable failure = scores[i] == null ? failures[i] : null;
            if (failure != null && endsJob(failure)) {
                return "the job ends at the first " + failure.getClass().getSimpleName() + ", as failFast says: "
                        + described(failure);
            }
            last = failure == null ? last : failure;
        }
        return givenUp || (last != null && tooManyFailed())
                ? "the job ends because " + plan.failuresInARow()
                        + " requests of this executor failed in a row, which failuresInARow can change"
                        + (last == null ? "" : "; the last: " + described(last))
                : null;
    }

    /**
     * Its rows with what became of them.
     *
     * @param before what came of the last row of the group before; what came of the last of this one is returned
     */
    Outcome release(Outcome before, Consumer<Row> rows) {
        Outcome outcome = before;
        for (PairGroup.Member member : group.members()) {
            if (member.document() != PairGroup.AS_BEFORE) {
                outcome = outcome(member);
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
        return member.error() != null ? member.error() : described(failure);
    }

    private String described(@Nullable Throwable failure) {
        String text = failure == null ? "Unknown" : model.traits().described(failure);
        String line = OneLine.of(text);
        return line.contains(":") ? line : line + ":";
    }
}
