package io.github.rerank4j.resilience;

import dev.langchain4j.exception.NonRetriableException;
import org.jspecify.annotations.Nullable;

/** That no member of a chain has answered. Nobody can ever answer it. */
final class ChainNonRetriableException extends NonRetriableException implements ChainFailure {

    private static final long serialVersionUID = 1L;

    private final boolean membersFault;

    ChainNonRetriableException(String message, @Nullable Throwable cause, boolean membersFault) {
        super(message, cause);
        this.membersFault = membersFault;
    }

    @Override
    public boolean isMembersFault() {
        return membersFault;
    }
}
