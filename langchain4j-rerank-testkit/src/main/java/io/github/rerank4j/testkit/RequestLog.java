package io.github.rerank4j.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests a server received, in their order; the oldest are forgotten when there are too many. */
final class RequestLog {
    private final int capacity;
    private final Queue<ReceivedRequest> remembered = new ArrayDeque<>();
    private final BlockingQueue<ReceivedRequest> untaken = new LinkedBlockingQueue<>();
    private int count;

    RequestLog(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(ReceivedRequest request) {
        count++;
        remembered.add(request);
        untaken.add(request);
        if (remembered.size() > capacity) {
            ReceivedRequest oldest = remembered.remove();
            if (untaken.peek() == oldest) {
                untaken.remove();
            }
        }
    }

    synchronized int count() {
        return count;
    }

    synchronized List<ReceivedRequest> snapshot() {
        return List.copyOf(remembered);
    }

    /** The oldest request that nobody took yet, which stays in the log; null when none comes in time. */
    @Nullable
    ReceivedRequest take(Duration timeout) throws InterruptedException {
        return untaken.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
