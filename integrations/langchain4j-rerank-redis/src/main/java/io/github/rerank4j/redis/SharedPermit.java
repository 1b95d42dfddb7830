package io.github.rerank4j.redis;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The permit of one attempt, from the moment it is asked for. Its fields are the call loop's, under its lock. */
final class SharedPermit implements Permit {

    /** The time that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    /** How long a request may travel after its last byte was written; the same for a limit inside a JVM. */
    static final long TRAVEL = TimeUnit.MILLISECONDS.toNanos(100);

    final String id;
    final long deadline;
    private final PermitReports reports;

    long tokens;
    boolean over;
    boolean unused;

    /** Redis was asked for this permit and has not answered, so it may have given it. */
    boolean doubtful;

    /** This JVM has given the permit by itself, while Redis was away. */
    boolean local;

    /** The lane is free a period after this time; {@link #NEVER} until something was sent. */
    long coolsFrom = NEVER;

    @Nullable
    Permit delegate;

    @Nullable
    CompletableFuture<Permit> substitute;

    Timers.@Nullable Entry outOfPatience;
    private long sentAt = NEVER;

    SharedPermit(PermitReports reports, String id, long tokens, long deadline) {
        this.reports = reports;
        this.id = id;
        this.tokens = tokens;
        this.deadline = deadline;
    }

    @Override
    public void sent() {
        reports.happened(this, now -> {
            sentAt = now;
            coolsFrom = now + TRAVEL;
        });
        forward(Permit::sent);
    }

    @Override
    public void rejected() {
        reports.rejected();
        forward(Permit::rejected);
    }

    @Override
    public void used(TokenUsage usage) {
        Integer total = usage.totalTokenCount() == null ? usage.inputTokenCount() : usage.totalTokenCount();
        if (total != null && total >= 0) {
            reports.used(this, total);
        }
        forward(permit -> permit.used(usage));
    }

    @Override
    public void answered() {
        reports.happened(this, now -> {
            over = true;
            coolsFrom = sentAt == NEVER ? now : Math.min(now, sentAt + TRAVEL);
        });
        forward(Permit::answered);
    }

    /** A request of which bytes may still be under way is counted as if it were whole and just sent. */
    @Override
    public void abandoned() {
        reports.happened(this, now -> {
            over = true;
            coolsFrom = (sentAt == NEVER ? now : sentAt) + TRAVEL;
        });
        forward(Permit::abandoned);
    }

    @Override
    public void unused() {
        reports.happened(this, now -> {
            over = true;
            unused = true;
        });
        forward(Permit::unused);
    }

    private void forward(Consumer<Permit> event) {
        if (delegate != null) {
            event.accept(delegate);
        }
    }
}
