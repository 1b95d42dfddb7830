package io.github.rerank4j.testkit;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the groups of promises share: the provider under test, a server in its place, and models that talk to it. */
interface ContractCase extends RerankProtocol, RerankerCase {

    /** The server that stands in for the provider. */
    ScriptedServer server();

    /** A model over the server, closed after the test. */
    default RerankScoringModel model() {
        return model(configured());
    }

    /** A model of a builder, closed after the test. */
    RerankScoringModel model(RerankScoringModel.Builder<?> builder);

    /** A builder for a model over the server. */
    default RerankScoringModel.Builder<?> configured() {
        return builder().baseUrl(server().url());
    }

    /** Answers each document that is a number with that number as its score. */
    default void echoScores() {
        server().respondWith(this::echo);
    }

    /** The numbers that its documents are as their scores. */
    default ScriptedReply echo(ReceivedRequest request) {
        return scored(documents(request).stream().map(String::strip).toArray(String[]::new));
    }

    @Override
    default Asked asked() {
        return new AskedServer(this);
    }

    @Override
    default Reranker reranker() {
        return model();
    }

    @Override
    default Reranker reranker(UnaryOperator<String> queryMapper, Function<TextSegment, Content> documentMapper) {
        return model(configured().queryMapper(queryMapper).documentMapper(documentMapper));
    }

    @Override
    default List<String> secrets() {
        return List.of(secret());
    }

    @Override
    default boolean knowsContents() {
        return true;
    }

    @Override
    default boolean asksForEachCall() {
        return true;
    }

    @Override
    default boolean keepsCallersThread() {
        return false;
    }

    @Override
    default boolean worksOnExecutor() {
        return true;
    }
}
