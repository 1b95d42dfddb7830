package io.github.rerank4j.spark;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.Futures;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group that is being asked. Where a service refuses it, perhaps because of one document, its halves are asked one after
 * the other, and theirs, so that a document that nobody can score costs no other one its score. This ends where nothing of
 * it gets a score and three documents were refused by themselves, which of 240 takes 19 calls. Started and
 * cancelled by the task's thread; it ends on a thread of the model.
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

    private final GroupResults results;
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
        this.results = new GroupResults(group, plan, model);
    }

    /** Asks; false if there is nothing to ask, and it is over at once. */
    boolean start() {
        if (group.documents().isEmpty()) {
            settled = true;
            return false;
        }
        parts.add(new Part(0, group.documents().size()));
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

    GroupResults results() {
        return results;
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
            results.fail(0, group.documents().size(), bug);
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
        results.keep(part.from(), response);
    }

    private void refuse(Part part, Throwable wrapped) {
        Throwable failure = Futures.unwrapped(wrapped);
        results.fail(part.from(), part.to(), failure);
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
        } else if (part.size() == group.documents().size()) {
            health.failed(failsFast(failure));
        }
    }

    /** A filter of a service answers a document as another answers a wrong key: only scores tell them apart. */
    private static boolean mayBeOfDocument(Throwable failure) {
        boolean refused = failure instanceof AuthenticationException || failure instanceof InvalidRequestException;
        return refused && !(failure.getCause() instanceof HttpException answer && answer.statusCode() / 100 == 3);
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
        Throwable last = results.lastFailure();
        if (last != null && failsFast(last) && health.refusalsInARow() >= REFUSALS) {
            return "the job ends because " + REFUSALS + " calls of this executor in a row failed with "
                    + last.getClass().getSimpleName() + " or alike; the last: " + model.described(last);
        }
        return givenUp || (last != null && tooManyFailed())
                ? "the job ends because " + plan.failuresInARow()
                        + " calls of this executor failed in a row, and no more may"
                        + (last == null ? "" : "; the last: " + model.described(last))
                : null;
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
