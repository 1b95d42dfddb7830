package io.github.rerank4j.cli.model;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.cli.terminal.Terminal;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says where a key would come from, once, when a model that has none is refused. Thread-safe. */
final class KeyAdvice implements RerankListener {

    private final Terminal terminal;
    private final String advice;
    private final AtomicBoolean said = new AtomicBoolean();

    KeyAdvice(Terminal terminal, String advice) {
        this.terminal = terminal;
        this.advice = advice;
    }

    @Override
    public void onError(RerankErrorContext context) {
        if (context.error() instanceof AuthenticationException && said.compareAndSet(false, true)) {
            terminal.err().println("rerank4j: " + advice);
        }
    }
}
