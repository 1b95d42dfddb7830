package io.github.rerank4j.internal.attempt;

import dev.langchain4j.data.message.Content;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.packing.Passage;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.WireReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One line per attempt and one per reply, if the user wants them: sizes, names and ids, never what was sent. A logger
 * that throws changes nothing else.
 */
final class AttemptLog {

    private final Logger logger;
    private final String provider;
    private final boolean requests;
    private final boolean replies;

    AttemptLog(Logger logger, String provider, boolean requests, boolean replies) {
        this.logger = logger;
        this.provider = provider;
        this.requests = requests;
        this.replies = replies;
    }

    void request(Endpoint.Resolved target, SentAttempt sent) {
        if (requests) {
            Threads.runReporting(() -> logger.info(
                    "rerank request: call={} provider={} model={} url={} attempt={} documents={} characters={} bytes={}",
                    sent.call().id(),
                    provider,
                    sent.batch().call().modelName(),
                    target.shown(),
                    sent.number(),
                    sent.batch().call().documents().size(),
                    characters(sent.batch().call()),
                    sent.batch().request().body().length()));
        }
    }

    /** The same attempt on another connection: nobody had looked at the request. */
    void again(SentAttempt sent, Exception reason) {
        if (requests) {
            Threads.runReporting(() -> logger.info(
                    "rerank request: call={} provider={} model={} attempt={} sent again, because its connection ended"
                            + " before a response: {}",
                    sent.call().id(),
                    provider,
                    sent.batch().call().modelName(),
                    sent.number(),
                    reason.getClass().getSimpleName()));
        }
    }

    void reply(SentAttempt sent, WireReply reply, long nanos, @Nullable String requestId, @Nullable Object usage) {
        if (replies) {
            Threads.runReporting(() -> logger.info(
                    "rerank reply: call={} provider={} model={} attempt={} status={} time={}ms requestId={} usage={}",
                    sent.call().id(),
                    provider,
                    sent.batch().call().modelName(),
                    sent.number(),
                    reply.status(),
                    nanos / 1_000_000,
                    requestId,
                    usage));
        }
    }

    void failure(SentAttempt sent, long nanos, Exception failure) {
        if (replies) {
            Threads.runReporting(() -> logger.info(
                    "rerank reply: call={} provider={} model={} attempt={} failed={} time={}ms",
                    sent.call().id(),
                    provider,
                    sent.batch().call().modelName(),
                    sent.number(),
                    failure.getClass().getSimpleName(),
                    nanos / 1_000_000));
        }
    }

    private static long characters(RerankCall call) {
        long characters = Passage.length(call.query());
        for (Content document : call.documents()) {
            characters += Passage.length(document);
        }
        return characters;
    }
}
