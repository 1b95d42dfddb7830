package io.github.rerank4j.quarkus;

import io.github.rerank4j.LangChain4jAsync;
import java.util.function.BooleanSupplier;

/** Whether the LangChain4j of the native image is older than 1.20. */
final class AsyncScoringIsMissing implements BooleanSupplier {

    @Override
    public boolean getAsBoolean() {
        return !LangChain4jAsync.isThere();
    }
}
