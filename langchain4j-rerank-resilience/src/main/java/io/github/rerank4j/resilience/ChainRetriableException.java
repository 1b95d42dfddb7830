package io.github.rerank4j.resilience;

import dev.langchain4j.exception.RetriableException;
import org.jspecify.annotations.Nullable;

/** That no member of a chain has answered. Another time it may go well. */
final class ChainRetriableException extends RetriableException implements ChainFailure {

    private static final long serialVersionUID = 1L;

    private final boolean membersFault;

    ChainRetriableException(String message, @Nullable Throwable cause, boolean membersFault) {
        super(message, cause);
        this.membersFault = membersFault;
    }

    @Override
    public boolean isMembersFault() {
        return membersFault;
    }
}
