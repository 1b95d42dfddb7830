package io.github.rerank4j.local;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The requests a server received, in their order; the oldest are forgotten when there are too many. */
final class RecentRequests {
    private final int capacity;
    private final Queue<ReceivedRequest> remembered = new ArrayDeque<>();
    private int count;

    RecentRequests(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(ReceivedRequest request) {
        count++;
        remembered.add(request);
        if (remembered.size() > capacity) {
            remembered.remove();
        }
    }

    /** How many there were so far, the forgotten ones included. */
    synchronized int count() {
        return count;
    }

    synchronized List<ReceivedRequest> snapshot() {
        return List.copyOf(remembered);
    }
}
