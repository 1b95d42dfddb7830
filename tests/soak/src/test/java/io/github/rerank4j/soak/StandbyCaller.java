package io.github.rerank4j.soak;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that makes blocking calls, and needs no memory of its own and no other thread for one more. */
final class StandbyCaller {

    private final Thread thread = new Thread(this::call, "soak-standby");
    private volatile @Nullable RerankScoringModel model;
    private volatile @Nullable RerankRequest next;
    private volatile @Nullable Object end;

    StandbyCaller() {
        thread.setDaemon(true);
        thread.start();
    }

    void ask(RerankScoringModel asked, RerankRequest request) {
        end = null;
        model = asked;
        next = request;
        LockSupport.unpark(thread);
    }

    /** What came of the last call: the response or what was thrown; null as long as it has not ended. */
    @Nullable
    Object end() {
        return end;
    }

    private void call() {
        while (true) {
            RerankScoringModel asked = model;
            RerankRequest request = next;
            if (request == null || asked == null) {
                LockSupport.park(this);
            } else {
                next = null;
                end = endOf(asked, request);
            }
        }
    }

    private static Object endOf(RerankScoringModel asked, RerankRequest request) {
        try {
            return asked.rerank(request);
        } catch (Throwable failure) {
            return failure;
        }
    }
}
