package io.github.rerank4j.testkit;

import io.github.rerank4j.local.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests a server received, in their order. */
final class RequestLog {
    private final List<ReceivedRequest> all = new ArrayList<>();
    private final BlockingQueue<ReceivedRequest> untaken = new LinkedBlockingQueue<>();

    synchronized void add(ReceivedRequest request) {
        all.add(request);
        untaken.add(request);
    }

    synchronized int count() {
        return all.size();
    }

    synchronized List<ReceivedRequest> snapshot() {
        return List.copyOf(all);
    }

    /** The oldest request that nobody took yet, which stays in the log; null when none comes in time. */
    @Nullable
    ReceivedRequest take(Duration timeout) throws InterruptedException {
        return untaken.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
