package io.github.rerank4j.soak;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Callers that put their questions to shared models, some blocked, some with futures, and check every end. */
final class Callers implements AutoCloseable {

    private static final int FUTURES_OF_A_CALLER = 8;
    private static final int NOTED_SURPRISES = 20;
    private static final long LOST_AFTER_SECONDS = 120;

    private final List<? extends RerankScoringModel> models;
    private final int callers;
    private final @Nullable Duration unanswered;
    private final ScheduledExecutorService interrupter =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "soak-interrupter"));
    private final Map<String, LongAdder> ends = new ConcurrentSkipListMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Callers of these models.
     *
     * @param callers how many threads ask
     * @param unanswered the timeout of calls that are never answered; null if there are to be none
     */
    Callers(List<? extends RerankScoringModel> models, int callers, @Nullable Duration unanswered) {
        this.models = models;
        this.callers = callers;
        this.unanswered = unanswered;
    }

    /** A call under way. */
    private record Pending(Question question, CompletableFuture<RerankResponse> future) {}

    /** Puts the next questions, and returns when all have ended. */
    void ask(int questions) throws InterruptedException {
        int end = next.get() + questions;
        CountDownLatch done = new CountDownLatch(callers);
        for (int i = 0; i < callers; i++) {
            daemon(
                            () -> {
                                try {
                                    askUpTo(end);
                                } finally {
                                    done.countDown();
                                }
                            },
                            "soak-caller")
                    .start();
        }
        done.await();
        next.set(end);
    }

    /** What became of the calls, and how many became it. */
    Map<String, Long> ends() {
        Map<String, Long> sums = new TreeMap<>();
        ends.forEach((end, count) -> sums.put(end, count.sum()));
        return sums;
    }

    /** The ends that were not the right ones. */
    Queue<String> surprises() {
        return surprises;
    }

    @Override
    public void close() {
        interrupter.shutdownNow();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void askUpTo(int end) {
        Deque<Pending> pending = new ArrayDeque<>();
        for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
            Question question = Question.of(number, unanswered != null);
            try {
                put(question, pending);
            } catch (RuntimeException | Error unexpected) {
                surprise(question, unexpected.toString());
            }
        }
        pending.forEach(this::settle);
    }

    private void put(Question question, Deque<Pending> pending) {
        if (!question.async()) {
            block(question);
            return;
        }
        Pending started = new Pending(question, model(question).rerankAsync(request(question)));
        if (question.isGivenUp()) {
            giveUp(started);
            return;
        }
        pending.add(started);
        if (pending.size() == FUTURES_OF_A_CALLER) {
            settle(pending.remove());
        }
    }

    private RerankScoringModel model(Question question) {
        return models.get(question.model());
    }

    private RerankRequest request(Question question) {
        RerankRequest.Builder request =
                RerankRequest.builder().query(question.query()).documents(question.documents());
        if (question.fate() == Fate.SILENT && unanswered != null) {
            request.timeout(unanswered);
        }
        return request.build();
    }

    private void block(Question question) {
        Interruption interruption = new Interruption(Thread.currentThread());
        if (question.isGivenUp()) {
            interrupter.schedule(interruption, question.giveUpAfterMillis(), TimeUnit.MILLISECONDS);
        }
        RerankResponse response = null;
        RuntimeException failure = null;
        try {
            response = model(question).rerank(request(question));
        } catch (RuntimeException thrown) {
            failure = thrown;
        }
        boolean interruptedBefore = Thread.currentThread().isInterrupted();
        interruption.end();
        boolean interrupted = Thread.interrupted();
        if (failure != null && failure.getClass() == LangChain4jException.class && interruptedBefore) {
            ended(question, question.isGivenUp(), "interrupted", failure);
        } else {
            check(question, response, failure);
            if (interrupted && !question.isGivenUp()) {
                surprise(question, "its thread was interrupted by nobody");
            }
        }
    }

    private void giveUp(Pending pending) {
        try {
            check(
                    pending.question(),
                    pending.future().get(pending.question().giveUpAfterMillis(), TimeUnit.MILLISECONDS),
                    null);
        } catch (TimeoutException late) {
            pending.future().cancel(true);
            settle(pending);
        } catch (ExecutionException failed) {
            check(pending.question(), null, failed.getCause());
        } catch (InterruptedException nobodyDoes) {
            surprise(pending.question(), nobodyDoes.toString());
        }
    }

    private void settle(Pending pending) {
        Question question = pending.question();
        try {
            check(question, pending.future().get(LOST_AFTER_SECONDS, TimeUnit.SECONDS), null);
        } catch (ExecutionException failed) {
            check(question, null, failed.getCause());
        } catch (CancellationException cancelled) {
            ended(question, question.isGivenUp(), "cancelled", cancelled);
        } catch (TimeoutException | InterruptedException lost) {
            surprise(question, "no end after " + LOST_AFTER_SECONDS + " s");
        }
    }

    private void check(Question question, @Nullable RerankResponse response, @Nullable Throwable failure) {
        if (response != null) {
            boolean right = question.fate().isScored() && response.scores().equals(question.scores());
            ended(question, right, "scores", null);
        } else if (failure != null) {
            ended(
                    question,
                    question.fate().explains(failure),
                    failure.getClass().getSimpleName(),
                    failure);
        }
    }

    private void ended(Question question, boolean right, String end, @Nullable Throwable failure) {
        ends.computeIfAbsent(end, unseen -> new LongAdder()).increment();
        if (!right) {
            surprise(question, failure == null ? "other scores" : failure.toString());
        }
    }

    private void surprise(Question question, String end) {
        if (surprises.size() < NOTED_SURPRISES) {
            surprises.add("model " + question.model() + ", " + question.query() + ", async " + question.async()
                    + ", given up after " + question.giveUpAfterMillis() + " ms: " + end);
        }
    }
}
