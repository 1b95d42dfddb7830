package io.github.rerank4j.internal;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.WireReply;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** One line per attempt and one per reply, if the user wants them: sizes, names and ids, never what was sent. */
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

    void request(HttpUrl url, RerankCall call, int attempt, int bytes) {
        if (requests) {
            logger.info(
                    "rerank request: provider={} model={} url={} attempt={} documents={} characters={} bytes={}",
                    provider,
                    call.modelName(),
                    url,
                    attempt,
                    call.documents().size(),
                    characters(call),
                    bytes);
        }
    }

    void reply(int attempt, WireReply reply, long nanos, @Nullable String requestId, @Nullable Object usage) {
        if (replies) {
            logger.info(
                    "rerank reply: provider={} attempt={} status={} time={}ms request={} usage={}",
                    provider,
                    attempt,
                    reply.status(),
                    nanos / 1_000_000,
                    requestId,
                    usage);
        }
    }

    void failure(int attempt, long nanos, Exception failure) {
        if (replies) {
            logger.info(
                    "rerank reply: provider={} attempt={} failed={} time={}ms",
                    provider,
                    attempt,
                    failure.getClass().getSimpleName(),
                    nanos / 1_000_000);
        }
    }

    private static long characters(RerankCall call) {
        long characters = length(call.query());
        for (Content document : call.documents()) {
            characters += length(document);
        }
        return characters;
    }

    private static int length(Content content) {
        return content instanceof TextContent text ? text.text().length() : 0;
    }
}
