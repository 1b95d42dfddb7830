package io.github.rerank4j.evaluation;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the requests that are sent for a question of an evaluation, by whichever model of a chain. */
final class CountingListener implements RerankListener {

    private static final Object REQUESTS = new Object();

    /** The call of a question, to which requests are counted. */
    static CallContext call(String model, long number) {
        CallContext call = CallContext.of(model, number, null);
        call.attributes().put(REQUESTS, new AtomicInteger());
        return call;
    }

    /** How many requests were sent for a question so far. */
    static int requests(CallContext call) {
        return call.attributes().get(REQUESTS) instanceof AtomicInteger requests ? requests.get() : 0;
    }

    @Override
    public void onAttempt(RerankAttemptContext context) {
        @Nullable CallContext call = context.request().call();
        while (call != null) {
            if (call.attributes().get(REQUESTS) instanceof AtomicInteger requests) {
                requests.incrementAndGet();
                return;
            }
            call = call.parent().orElse(null);
        }
    }
}
