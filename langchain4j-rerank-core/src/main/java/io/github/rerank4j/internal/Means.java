package io.github.rerank4j.internal;

import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.RerankService;
import java.time.Duration;

/**
 * What every attempt of a model is made with.
 *
 * @param interpreter understands its replies
 * @param parts what it is sent through
 * @param attemptTimeout how long it may take
 */
record Means(RerankService service, Interpreter interpreter, PipelineParts parts, Duration attemptTimeout) {

    Authorizer authorizer() {
        return service.authorizer();
    }

    /** Where a path is asked, for messages. */
    String place(String path) {
        return parts.endpoint().place(service.name(), path);
    }
}
