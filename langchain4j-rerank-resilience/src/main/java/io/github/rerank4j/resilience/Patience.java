package io.github.rerank4j.resilience;

import java.time.Duration;

/** How near to the end of its time a call still asks, and how much longer than it takes it is waited for. */
final class Patience {

    /** Nobody answers in less. */
    static final Duration SHORTEST = Duration.ofMillis(1);

    /** How much longer than its time a call of a cache may take: time for the model to say what it waited for. */
    static final Duration GRACE_OF_CALLS = Duration.ofMillis(10);

    /** The same for a member of a chain: twice that, so that a cache that is one says so first. */
    static final Duration GRACE_OF_MEMBERS = GRACE_OF_CALLS.multipliedBy(2);

    /** A failure after this was not a service's quick refusal. */
    static final Duration LATE = Duration.ofSeconds(1);

    private Patience() {}
}
