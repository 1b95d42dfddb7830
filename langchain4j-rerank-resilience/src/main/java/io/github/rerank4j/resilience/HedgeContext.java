package io.github.rerank4j.resilience;

import io.github.rerank4j.CallContext;
import java.time.Duration;

/** What is known of a member that was asked beside a silent one. Never holds a text. */
public final class HedgeContext {

    private final CallContext call;
    private final String member;
    private final String other;
    private final Duration spent;

    private HedgeContext(CallContext call, String member, String other, Duration spent) {
        this.call = call;
        this.member = member;
        this.other = other;
        this.spent = spent;
    }

    /** A context; for tests of listeners too. */
    public static HedgeContext of(CallContext call, String member, String other, Duration spent) {
        return new HedgeContext(call, member, other, spent);
    }

    /** The chain's call. */
    public CallContext call() {
        return call;
    }

    /** The name of the member that is silent, or was given up. */
    public String member() {
        return member;
    }

    /** The name of the member that is asked beside it, or has answered before. */
    public String other() {
        return other;
    }

    /** How long the silent one has taken until now. */
    public Duration spent() {
        return spent;
    }

    @Override
    public String toString() {
        return "HedgeContext[call=" + call.id() + ", member=" + member + ", other=" + other + ", spent=" + spent + "]";
    }
}
