package io.github.rerank4j.testkit;

import io.github.rerank4j.service.RerankScoringModel;
import java.time.Duration;

/** What the groups of promises share: the provider under test, a server in its place, and models that talk to it. */
interface ContractCase extends RerankProtocol {

    /** How long a test waits for what has to happen soon. */
    Duration SOON = Duration.ofSeconds(20);

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
        server().respondWith(request ->
                scored(documents(request).stream().map(String::strip).toArray(String[]::new)));
    }
}
