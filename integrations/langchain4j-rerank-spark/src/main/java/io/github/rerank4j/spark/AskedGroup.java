package io.github.rerank4j.spark;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.text.OneLine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A group that is being asked. Where a service refuses it, perhaps because of one document, its halves are asked one after
 * the other, and theirs, so that a document that nobody can score costs no other one its score. Started, cancelled and
 * released by the task's thread; it ends on a thread of the model.
 */
final class AskedGroup {

    /** So many calls in a row that fail fast are no fault of their documents. */
    private static final int REFUSALS = 10;

    private final PairGroup group;
    private final AskPlan plan;
    private final OpenModel model;
    private final CallContext context;
    private final Consumer<AskedGroup> onEnd;
    private final JobHealth health;

    private final @Nullable Double[] scores;
    private final @Nullable Throwable[] failures;
    private long tokens;
    private boolean givenUp;
    private boolean answered;
    /** The rest of its halves is not worth asking. */
    private boolean refused;
    /** Of the whole group, while its halves may show that it was of a document; null where it has been told. */
    private @Nullable Throwable untold;

    private volatile @Nullable CompletableFuture<RerankResponse> underWay;
    private volatile boolean cancelled;
    /** Of the task's thread. */
    private boolean settled;

    AskedGroup(
            PairGroup group,
            AskPlan plan,
            OpenModel model,
            JobHealth health,
            CallContext context,
            Consumer<AskedGroup> onEnd) {
        this.group = group;
        this.plan = plan;
        this.model = model;
        this.context = context;
        this.onEnd = onEnd;
        this.health = health;
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
            if (untold != null && !answered) {
                health.failed(failsFast(untold));
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
        givenUp |= tooManyFailed() || health.end() != null;
        if (cancelled || givenUp || refused) {
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
        health.answered();
        answered = true;
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
        fail(from, to, failure);
        boolean halves = mayBeOfDocument(failure) && to - from > 1 && !plan.together();
        if (to - from == scores.length && !(failure instanceof IllegalArgumentException)) {
            tell(failure, halves);
        }
        if (!halves) {
            return CompletableFuture.completedFuture(null);
        }
        int middle = (from + to) >>> 1;
        return ask(from, middle).thenCompose(first -> ask(middle, to));
    }

    /** A filter of a service answers a document as another answers a wrong key: only scores tell them apart. */
    private boolean mayBeOfDocument(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            refused = !health.keyMayBeRight();
            return !refused;
        }
        return failure instanceof InvalidRequestException || failure instanceof IllegalArgumentException;
    }

    private void tell(Throwable failure, boolean halves) {
        if (halves && failure instanceof AuthenticationException) {
            untold = failure;
        } else {
            health.failed(failsFast(failure));
        }
    }

    private void fail(int from, int to, Throwable failure) {
        for (int i = from; i < to; i++) {
            failures[i] = failure;
        }
    }

    private boolean tooManyFailed() {
        return plan.failuresInARow() > 0 && health.failuresInARow() >= plan.failuresInARow();
    }

    private boolean failsFast(Throwable failure) {
        return plan.failFast().stream().anyMatch(kind -> kind.isInstance(failure));
    }

    /** Why the job has to end, in words without a text of the data; null if it has not. */
    @Nullable
    String reasonToEnd() {
        Throwable last = null;
        for (int i = 0; i < failures.length; i++) {
            last = scores[i] == null && failures[i] != null ? failures[i] : last;
        }
        if (last != null && failsFast(last) && health.refusalsInARow() >= REFUSALS) {
            return "the job ends because " + REFUSALS + " calls of this executor in a row failed with "
                    + last.getClass().getSimpleName() + " or alike; the last: " + described(last);
        }
        return givenUp || (last != null && tooManyFailed())
                ? "the job ends because " + plan.failuresInARow()
                        + " calls of this executor failed in a row, and no more may"
                        + (last == null ? "" : "; the last: " + described(last))
                : null;
    }

    /**
     * Its rows with what became of them.
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
        return member.error() != null ? member.error() : described(failure);
    }

    private String described(@Nullable Throwable failure) {
        String text = failure == null ? "Unknown" : model.traits().described(failure);
        String line = OneLine.of(text);
        return line.contains(":") ? line : line + ":";
    }
}
