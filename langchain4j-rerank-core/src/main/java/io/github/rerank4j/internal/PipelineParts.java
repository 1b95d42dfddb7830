package io.github.rerank4j.internal;

import java.time.Clock;

/** The parts a pipeline is assembled from, so that those built of others can be given them together. */
record PipelineParts(
        Endpoint endpoint,
        RateGate gate,
        Exchange exchange,
        CustomHeaders customHeaders,
        Backoff backoff,
        Timers timers,
        AttemptLog log,
        Clock clock) {}
