package io.github.rerank4j.testkit;

import io.github.rerank4j.local.ReceivedRequest;

/** The server of a {@link ContractCase}. */
record AskedServer(ContractCase promise) implements Asked {

    @Override
    public void echoes() {
        promise.echoScores();
    }

    @Override
    public void isSilent() {
        promise.server().respondWith(request -> ScriptedReply.neverAnswer());
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
