package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.RerankService;

/**
 * The service of a model, and what understands and sends its attempts.
 *
 * @param interpreter understands its replies
 * @param parts what it is sent through
 */
record Means(RerankService service, Interpreter interpreter, AttemptParts parts) {

    Authorizer authorizer() {
        return service.authorizer();
    }

    /** Where a path is asked, for messages. */
    String endpoint(String path) {
        return parts.endpoint().named(service.name(), path);
    }
}
