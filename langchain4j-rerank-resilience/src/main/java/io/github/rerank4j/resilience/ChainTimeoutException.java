package io.github.rerank4j.resilience;

import dev.langchain4j.exception.TimeoutException;
import org.jspecify.annotations.Nullable;

/** That no member of a chain has answered. The time was up. */
final class ChainTimeoutException extends TimeoutException implements ChainFailure {

    private static final long serialVersionUID = 1L;

    private final boolean membersFault;

    ChainTimeoutException(String message, @Nullable Throwable cause, boolean membersFault) {
        super(message, cause);
        this.membersFault = membersFault;
    }

    @Override
    public boolean isMembersFault() {
        return membersFault;
    }
}
