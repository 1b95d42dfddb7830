package io.github.rerank4j.testkit;

/** One of the rerank services that a {@link LocalRerankServer} stands in for. */
@FunctionalInterface
interface LocalService {
    ScriptedReply answer(ReceivedRequest request);
}
