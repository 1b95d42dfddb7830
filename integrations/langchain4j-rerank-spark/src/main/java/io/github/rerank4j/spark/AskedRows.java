package io.github.rerank4j.spark;

import io.github.rerank4j.CallContext;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a task with their scores, in the order in which they came. A bounded number of calls is in flight, and a
 * bounded number of calls that have ended waits for one before them: rows are read as fast as they are scored, no faster.
 * Used by one thread, and closed by the task's.
 */
final class AskedRows implements Iterator<Row>, AutoCloseable {

    /** How often it looks whether the task was killed: Spark interrupts the thread only where it is told to. */
    private static final long LOOK_MILLIS = 50;

    private static final int CALLS_PER_SLOT = 2;
    private static final long MOST_SIZE = 8_000_000;

    private final AskPlan plan;
    private final OpenModel model;
    private final TaskContext task;
    private final PairGroups groups;
    private final AtomicLong attempts = new AtomicLong();
    private final CallContext context;
    /** Safe for two threads: where a task hands its rows to another process, the task's end is on another thread. */
    private final ConcurrentLinkedQueue<AskedGroup> window = new ConcurrentLinkedQueue<>();

    private final LinkedBlockingQueue<AskedGroup> ended = new LinkedBlockingQueue<>();
    private final ArrayDeque<Row> ready = new ArrayDeque<>();
    private volatile boolean closed;
    private int inFlight;
    private long size;
    /** Of the last row that was handed over. */
    private Outcome last = new Outcome(null, null);

    AskedRows(Iterator<Row> rows, AskPlan plan, OpenModel model, TaskContext task) {
        this.plan = plan;
        this.model = model;
        this.task = task;
        this.groups = new PairGroups(rows, plan.layout(), plan.together());
        this.context = CallContext.of("spark", task.taskAttemptId(), null);
        context.attributes().put(OpenModel.ATTEMPTS, attempts);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && (!window.isEmpty() || groups.hasNext())) {
            fill();
            AskedGroup oldest = window.element();
            if (oldest.isSettled()) {
                release(window.remove());
            } else {
                awaitOne();
            }
        }
        if (ready.isEmpty()) {
            countRequests();
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void fill() {
        settleEnded();
        while (hasRoom() && groups.hasNext()) {
            AskedGroup group = new AskedGroup(groups.next(), plan, model, context, ended::add);
            window.add(group);
            size += group.size();
            if (group.start()) {
                inFlight++;
            }
            if (closed) {
                group.cancel();
            }
            settleEnded();
        }
    }

    private boolean hasRoom() {
        return window.isEmpty()
                || (inFlight < plan.requestsInFlight()
                        && window.size() < CALLS_PER_SLOT * plan.requestsInFlight()
                        && size < MOST_SIZE);
    }

    private void settleEnded() {
        for (AskedGroup group = ended.poll(); group != null; group = ended.poll()) {
            settle(group);
        }
    }

    private void awaitOne() {
        requireAlive();
        try {
            AskedGroup group = ended.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (group != null) {
                settle(group);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TaskKilledException("interrupted while it waited for scores");
        }
    }

    private void requireAlive() {
        if (closed || task.isInterrupted()) {
            throw new TaskKilledException(killReason());
        }
    }

    private String killReason() {
        return task.getKillReason().getOrElse(() -> "killed");
    }

    private void settle(AskedGroup group) {
        inFlight--;
        group.settle();
        countRequests();
        @Nullable String reason = group.reasonToEnd();
        if (reason != null) {
            throw new RerankEndedException(reason);
        }
    }

    private void release(AskedGroup group) {
        size -= group.size();
        plan.metrics().tokens().add(group.tokens());
        last = group.release(last, ready::add);
    }

    private void countRequests() {
        plan.metrics().requests().add(attempts.getAndSet(0));
    }

    /** Ends the calls that are under way, down to the wire. */
    @Override
    public void close() {
        closed = true;
        window.forEach(AskedGroup::cancel);
        countRequests();
    }
}
