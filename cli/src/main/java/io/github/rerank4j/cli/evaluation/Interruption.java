package io.github.rerank4j.cli.evaluation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends an evaluation when the process is asked to end, and lets it put its things in order before. */
final class Interruption {

    private static final int SECONDS = 10;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread atTheEnd;

    /**
     * From now on.
     *
     * @param cancel ends the evaluation; called by another thread
     */
    Interruption(Runnable cancel) {
        this.atTheEnd = new Thread(() -> {
            cancel.run();
            await();
        });
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    private void await() {
        try {
            if (!over.await(SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException nobodyWaits) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on not any more. */
    void end() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException endingAlready) {
            // it has been told
        }
    }
}
