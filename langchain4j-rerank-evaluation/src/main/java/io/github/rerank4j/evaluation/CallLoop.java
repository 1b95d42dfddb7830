package io.github.rerank4j.evaluation;

import io.github.rerank4j.concurrent.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Asks all rerankers side by side, each with a bounded number of questions at a time. Not thread-safe. */
final class CallLoop {

    private final List<EvaluatedModel> evaluatedModels;
    private final Settings settings;
    private final List<Call> underway = new ArrayList<>();
    private long calls;

    CallLoop(List<EvaluatedModel> evaluatedModels, Settings settings) {
        this.evaluatedModels = evaluatedModels;
        this.settings = settings;
    }

    /** How it is done. */
    record Settings(
            Candidates candidates,
            int concurrency,
            Duration callTimeout,
            ResponseStore store,
            Consumer<EvaluationProgress> progress,
            Cancelling cancelling) {}

    /** Asks until nothing is left to ask. Whatever the store throws, and being cancelled, ends it. */
    void run() {
        settings.cancelling().runner(Thread.currentThread());
        try {
            settings.cancelling().requireWanted();
            evaluatedModels.stream()
                    .filter(evaluatedModel -> evaluatedModel.kept() > 0)
                    .forEach(this::notifyOf);
            askMore();
            while (!underway.isEmpty()) {
                settings.cancelling().requireWanted();
                if (!settleWhatCame()) {
                    LockSupport.parkNanos(this, patience());
                }
                askMore();
            }
            settings.cancelling().requireWanted();
        } finally {
            settings.cancelling().runner(null);
            end();
        }
    }

    private void askMore() {
        for (EvaluatedModel evaluatedModel : evaluatedModels) {
            // the first one alone: it opens connections and wakes the server
            int most = evaluatedModel.isWarm() ? settings.concurrency() : 1;
            while (!evaluatedModel.waiting().isEmpty() && underway(evaluatedModel) < most) {
                JudgedQuery question = evaluatedModel.waiting().remove();
                underway.add(Call.of(
                        evaluatedModel,
                        question,
                        settings.candidates().documents(question.id()),
                        ++calls,
                        settings.callTimeout()));
            }
        }
    }

    private long underway(EvaluatedModel evaluatedModel) {
        return underway.stream()
                .filter(call -> call.evaluatedModel() == evaluatedModel)
                .count();
    }

    private long patience() {
        return underway.stream().mapToLong(Call::left).min().orElse(0);
    }

    private boolean settleWhatCame() {
        boolean any = false;
        for (Iterator<Call> calls = underway.iterator(); calls.hasNext(); ) {
            Call call = calls.next();
            if (call.isDone()) {
                calls.remove();
                settle(call);
                any = true;
            }
        }
        return any;
    }

    private void settle(Call call) {
        KeptResponse answer = call.answer();
        EvaluatedModel evaluatedModel = call.evaluatedModel();
        evaluatedModel.add(call.question(), answer);
        settings.store()
                .add(
                        evaluatedModel.name(),
                        call.question(),
                        settings.candidates().documents(call.question().id()),
                        answer);
        if (call.isFutile() && !evaluatedModel.hasAnswered()) {
            evaluatedModel.giveUp(answer);
        }
        notifyOf(evaluatedModel);
    }

    private void notifyOf(EvaluatedModel evaluatedModel) {
        int done = evaluatedModels.stream().mapToInt(EvaluatedModel::done).sum();
        int total = evaluatedModels.stream().mapToInt(EvaluatedModel::total).sum();
        Threads.runReporting(() -> settings.progress().accept(evaluatedModel.progress(done, total)));
    }

    /** What came before the end is kept; the rest is cancelled, and only what it has cost is kept. */
    private void end() {
        try {
            settleWhatCame();
        } finally {
            underway.forEach(call -> Threads.runReporting(() -> giveUp(call)));
        }
    }

    private void giveUp(Call call) {
        call.cancel();
        int sent = call.requests();
        if (sent > 0) {
            settings.store()
                    .add(
                            call.evaluatedModel().name(),
                            call.question(),
                            settings.candidates().documents(call.question().id()),
                            KeptResponse.failed("the run was ended").requests(sent));
        }
    }
}
