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
 * Where the job ends, the task fails; or, if the plan says so, it hands over what the calls on their way bring, and no more.
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
    private final JobHealth health;
    private final PairGroups groups;
    private final AtomicLong attempts = new AtomicLong();
    private final CallContext context;
    /** Safe for two threads: where a task hands its rows to another process, the task's end is on another thread. */
    private final ConcurrentLinkedQueue<AskedGroup> window = new ConcurrentLinkedQueue<>();

    private final LinkedBlockingQueue<AskedGroup> answers = new LinkedBlockingQueue<>();
    private final ArrayDeque<Row> ready = new ArrayDeque<>();
    private volatile boolean closed;
    private boolean ended;
    private int inFlight;
    private long size;
    /** Of the last row that was handed over. */
    private Outcome last = new Outcome(null, null);

    AskedRows(Iterator<Row> rows, AskPlan plan, OpenModel model, TaskContext task) {
        this.plan = plan;
        this.model = model;
        this.task = task;
        this.health = plan.health(model, task.stageId());
        this.groups = new PairGroups(rows, plan.layout(), plan.together());
        this.context = CallContext.of("spark", task.taskAttemptId(), null);
        context.attributes().put(OpenModel.ATTEMPTS, attempts);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && (!window.isEmpty() || goesOn())) {
            fill();
            AskedGroup oldest = window.peek();
            if (oldest == null) {
                continue;
            }
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
        settleAnswered();
        while (hasRoom() && goesOn()) {
            AskedGroup group = new AskedGroup(groups.next(), plan, model, health, context, answers::add);
            window.add(group);
            size += group.size();
            if (group.start()) {
                inFlight++;
            }
            if (closed) {
                group.cancel();
            }
            settleAnswered();
        }
    }

    private boolean goesOn() {
        // the next run leaves out all rows of a pair that has a score, so they stay together
        return hasEnded() ? groups.continuesPair() : groups.hasNext();
    }

    private boolean hasEnded() {
        String reason = ended ? null : health.end();
        if (reason != null) {
            if (!plan.keepsWhatCame()) {
                throw new RerankEndedException(reason);
            }
            ended = true;
            plan.metrics().endings().add(reason);
        }
        return ended;
    }

    private boolean hasRoom() {
        return window.isEmpty()
                || (inFlight < plan.requestsInFlight()
                        && window.size() < CALLS_PER_SLOT * plan.requestsInFlight()
                        && size < MOST_SIZE);
    }

    private void settleAnswered() {
        for (AskedGroup group = answers.poll(); group != null; group = answers.poll()) {
            settle(group);
        }
    }

    private void awaitOne() {
        requireAlive();
        try {
            AskedGroup group = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
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
            health.end(reason);
        }
        hasEnded();
    }

    private void release(AskedGroup group) {
        size -= group.size();
        plan.metrics().tokens().add(group.results().tokens());
        last = group.results().release(last, ended, ready::add);
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
