package io.github.rerank4j.resilience;

import io.github.rerank4j.CallContext;
import java.time.Duration;

/** What is known when a member of a chain has failed and another is to answer. Never holds a text. */
public final class FallbackContext {

    private final CallContext call;
    private final String from;
    private final String to;
    private final Throwable failure;
    private final Duration spent;

    private FallbackContext(CallContext call, String from, String to, Throwable failure, Duration spent) {
        this.call = call;
        this.from = from;
        this.to = to;
        this.failure = failure;
        this.spent = spent;
    }

    /** A context; for tests of listeners too. */
    public static FallbackContext of(CallContext call, String from, String to, Throwable failure, Duration spent) {
        return new FallbackContext(call, from, to, failure, spent);
    }

    /** The chain's call. */
    public CallContext call() {
        return call;
    }

    /** The name of the member that has failed. */
    public String from() {
        return from;
    }

    /** The name of the member that is to answer. */
    public String to() {
        return to;
    }

    /** Why it has failed; its message may hold texts where the member is a model of a stranger's. */
    public Throwable failure() {
        return failure;
    }

    /** How long the member that failed has taken. */
    public Duration spent() {
        return spent;
    }

    @Override
    public String toString() {
        return "FallbackContext[call=" + call.id() + ", from=" + from + ", to=" + to + ", failure="
                + failure.getClass().getSimpleName() + ", spent=" + spent + "]";
    }
}
