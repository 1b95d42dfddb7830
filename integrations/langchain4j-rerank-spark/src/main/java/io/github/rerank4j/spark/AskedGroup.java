package io.github.rerank4j.spark;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.text.OneLine;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A group that is being asked. Where a service refuses it, perhaps because of one document, its halves are asked one after
 * the other, and theirs, so that a document that nobody can score costs no other one its score. This ends where nothing of
 * it gets a score and three documents were refused by themselves, which of 240 takes 19 calls. Started, cancelled and
 * released by the task's thread; it ends on a thread of the model.
 */
final class AskedGroup {

    /** So many in a row that fail fast, of different questions, are no fault of their documents. */
    private static final int REFUSALS = 10;

    /** So many documents that are refused, one by one, are no fault of theirs where none of their call has a score. */
    private static final int SINGLES = 3;

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
    /** To be asked, in this order. */
    private final ArrayDeque<Part> parts = new ArrayDeque<>();
    /** Of more than one document, refused by the service; the smallest first. */
    private final ArrayDeque<Part> suspects = new ArrayDeque<>();
    /** The same, but refused before a request was sent, which costs nothing. */
    private final ArrayDeque<Part> unsent = new ArrayDeque<>();
    /** How many documents were refused by themselves. */
    private int singles;
    /** The latest refusal, which counts where nothing gets a score. */
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
        parts.add(new Part(0, scores.length));
        askNext();
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

    private void askNext() {
        try {
            Part part = following();
            if (part == null) {
                end(null);
                return;
            }
            CompletableFuture<RerankResponse> call = model.reranker()
                    .rerankAsync(RerankRequest.builder()
                            .query(group.query())
                            .documents(group.documents().subList(part.from(), part.to()))
                            .calledBy(context)
                            .build());
            underWay = call;
            if (cancelled) {
                call.cancel(true);
            }
            call.whenComplete((response, failure) -> ended(part, response, failure));
        } catch (RuntimeException | Error bug) {
            end(bug);
        }
    }

    private void ended(Part part, @Nullable RerankResponse response, @Nullable Throwable failure) {
        try {
            if (response != null) {
                keep(part, response);
            } else if (failure != null) {
                refuse(part, failure);
            }
        } catch (RuntimeException | Error bug) {
            end(bug);
            return;
        }
        askNext();
    }

    private void end(@Nullable Throwable bug) {
        if (bug != null) {
            fail(new Part(0, scores.length), bug);
        }
        if (untold != null && !answered) {
            if (singles >= SINGLES) {
                health.hopeless(question());
            }
            health.failed(question(), failsFast(untold));
        }
        onEnd.accept(this);
    }

    private String question() {
        return group.members().get(0).row().get(plan.layout().queryId()) + "|" + group.query();
    }

    /** What to ask next; null if nothing is left, or if it is not worth asking. */
    private @Nullable Part following() {
        if (parts.isEmpty()) {
            Part halved = unsent.isEmpty() ? suspect() : unsent.pop();
            if (halved == null) {
                return null;
            }
            // both before a half of one: a document that is not refused is found early
            parts.add(halved.first());
            parts.add(halved.second());
        }
        givenUp |= tooManyFailed() || health.end() != null;
        return cancelled || givenUp ? null : parts.poll();
    }

    private @Nullable Part suspect() {
        boolean worth = answered || (singles < SINGLES && health.mayBeOfDocuments(question()));
        return worth ? suspects.poll() : null;
    }

    private void keep(Part part, RerankResponse response) {
        health.answered(question());
        answered = true;
        for (int i = 0; i < response.scores().size(); i++) {
            scores[part.from() + i] = response.scores().get(i);
        }
        response.tokenUsage().ifPresent(usage -> {
            Integer total = usage.totalTokenCount();
            tokens += total == null ? 0 : total;
        });
    }

    private void refuse(Part part, Throwable wrapped) {
        Throwable failure =
                wrapped instanceof CompletionException && wrapped.getCause() != null ? wrapped.getCause() : wrapped;
        fail(part, failure);
        boolean halves = part.size() > 1 && !plan.together();
        if (failure instanceof IllegalArgumentException) {
            if (halves) {
                unsent.push(part);
            }
        } else if (mayBeOfDocument(failure)) {
            untold = failure;
            health.refused();
            singles += part.size() == 1 ? 1 : 0;
            if (halves) {
                suspects.push(part);
            }
        } else if (part.size() == scores.length) {
            health.failed(failsFast(failure));
        }
    }

    /** A filter of a service answers a document as another answers a wrong key: only scores tell them apart. */
    private static boolean mayBeOfDocument(Throwable failure) {
        boolean refused = failure instanceof AuthenticationException || failure instanceof InvalidRequestException;
        return refused && !(failure.getCause() instanceof HttpException answer && answer.statusCode() / 100 == 3);
    }

    private void fail(Part part, Throwable failure) {
        for (int i = part.from(); i < part.to(); i++) {
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

    /** Some of its documents, from one to before another. */
    private record Part(int from, int to) {

        int size() {
            return to - from;
        }

        Part first() {
            return new Part(from, (from + to) >>> 1);
        }

        Part second() {
            return new Part((from + to) >>> 1, to);
        }
    }
}
