package io.github.rerank4j.internal;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.internal.call.Awaited;
import io.github.rerank4j.internal.call.CallScope;
import io.github.rerank4j.internal.pacing.RateGate;

/** The words for a call whose time is up: what it waited for, and what limits it. */
final class TooLate {

    private static final String WAYS_OUT =
            "; send fewer documents or candidates per call, make fewer calls at once, or ";

    private final String provider;
    private final RateGate gate;
    private final int maxConcurrentRequests;

    TooLate(PipelineSettings settings, RateGate gate) {
        this.provider = settings.service().name();
        this.gate = gate;
        this.maxConcurrentRequests = settings.pacing().maxConcurrentRequests();
    }

    /** The failure of a call of that many requests, made while it still waits. */
    TimeoutException exception(CallScope call, int requests) {
        Awaited awaited = call.awaited();
        String progress = requests == 1
                ? "it was waiting for " + call.waitingFor()
                : call.responses() + " of " + requests + " requests got a response; the others were under way or waited"
                        + " for a permit";
        boolean queued = requests > 1 || awaited == Awaited.PERMIT;
        return new TimeoutException(provider + ": the call did not end within "
                + Durations.readable(call.limits().timeout()) + " (timeout); " + progress + "; "
                + (queued ? queue() : awaited.remedy()));
    }

    private String queue() {
        String trouble = gate.trouble();
        if (trouble != null) {
            return trouble;
        }
        int forPermit = gate.waitingForPermit();
        int forSlot = gate.waitingForSlot();
        if (forSlot > 0 && forPermit == 0) {
            return "requests of this model that wait: " + forSlot + "; at most " + maxConcurrentRequests
                    + " are sent at a time (maxConcurrentRequests)" + WAYS_OUT
                    + "raise timeout or maxConcurrentRequests";
        }
        return forPermit > 0
                ? "requests of this model that wait for the rate limit (requestsPerSecond, rateLimiter or the provider's own): "
                        + (forPermit + forSlot)
                        + WAYS_OUT
                        + "raise timeout"
                : "raise timeout, or send fewer documents per call";
    }
}
