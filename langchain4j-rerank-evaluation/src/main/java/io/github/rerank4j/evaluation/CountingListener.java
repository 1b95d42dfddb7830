package io.github.rerank4j.evaluation;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests that are sent for a question of an evaluation, by whichever model of a chain; each once, however
 * many such listeners a model has. Thread-safe.
 */
final class CountingListener implements RerankListener {

    private static final Object REQUESTS = new Object();

    private volatile boolean heard;

    private record Requests(Set<RerankAttemptContext> sent) {}

    /** The call of a question, to which requests are counted. */
    static CallContext call(String model, long number) {
        CallContext call = CallContext.of(model, number, null);
        call.attributes().put(REQUESTS, new Requests(ConcurrentHashMap.newKeySet()));
        return call;
    }

    /** How many requests were sent for a question so far. */
    static int requests(CallContext call) {
        return call.attributes().get(REQUESTS) instanceof Requests requests
                ? requests.sent().size()
                : 0;
    }

    /** Whether a model has it: it has been notified of something. */
    boolean isHeard() {
        return heard;
    }

    @Override
    public void onRequest(RerankRequestContext context) {
        heard = true;
    }

    @Override
    public void onAttempt(RerankAttemptContext context) {
        heard = true;
        @Nullable CallContext call = context.request().call();
        while (call != null) {
            if (call.attributes().get(REQUESTS) instanceof Requests requests) {
                requests.sent().add(context);
                return;
            }
            call = call.parent().orElse(null);
        }
    }
}
