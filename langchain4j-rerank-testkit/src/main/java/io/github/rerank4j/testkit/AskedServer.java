package io.github.rerank4j.testkit;

import io.github.rerank4j.local.ReceivedRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The server of a {@link ContractCase}. */
record AskedServer(ContractCase promise) implements Asked {

    @Override
    public void echoes() {
        promise.echoScores();
    }

    @Override
    public void echoesTogether(int questions) {
        AtomicInteger missing = new AtomicInteger(questions);
        CompletableFuture<Void> all = new CompletableFuture<>();
        promise.server().respondWith(request -> {
            if (missing.decrementAndGet() == 0) {
                all.complete(null);
            }
            return promise.echo(request).heldUntil(all);
        });
    }

    @Override
    public void isSilent() {
        promise.server().respondWith(request -> ScriptedReply.neverRespond());
    }

    @Override
    public void isBusy() {
        promise.server().respondWith(request -> promise.refused(RerankProtocol.Refusal.OVERLOADED, "one moment"));
    }

    @Override
    public int count() {
        return promise.server().requestCount();
    }

    @Override
    public Question awaitQuestion() {
        ReceivedRequest request = promise.server().takeRequest(RerankerCase.SOON);
        return new Question(promise.documents(request), request.path() + " " + request.text());
    }

    @Override
    public void awaitGivenUp() {
        promise.server().awaitAborted(RerankerCase.SOON);
    }
}
