package io.github.rerank4j.local;

/** One of the rerank services that a {@link LocalRerankServer} stands in for. */
@FunctionalInterface
interface LocalService {
    LocalReply respond(ReceivedRequest request);
}
