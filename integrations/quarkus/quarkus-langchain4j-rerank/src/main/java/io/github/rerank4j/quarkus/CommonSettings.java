package io.github.rerank4j.quarkus;

import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.spi.ProxyAddress;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The settings of every provider, from configuration to builder. */
final class CommonSettings {

    /** What the builder calls them. */
    static final List<String> NAMES = List.of(
            "baseUrl",
            "modelName",
            "timeout",
            "attemptTimeout",
            "connectTimeout",
            "maxRetries",
            "maxConcurrentRequests",
            "requestsPerSecond",
            "maxDocumentsPerRequest",
            "maxCharactersPerRequest",
            "maxCharactersPerDocument",
            "maxBytesPerRequest",
            "longDocuments",
            "scores",
            "customHeaders",
            "proxy",
            "logRequests",
            "logResponses",
            "logger");

    private CommonSettings() {}

    /**
     * Hands over what is configured, and nothing else.
     *
     * @throws IllegalArgumentException if something cannot be a setting
     */
    static void apply(RerankModelConfig config, RerankScoringModel.Builder<?> builder) {
        config.baseUrl().ifPresent(builder::baseUrl);
        config.modelName().ifPresent(builder::modelName);
        config.timeout().ifPresent(builder::timeout);
        config.attemptTimeout().ifPresent(builder::attemptTimeout);
        config.connectTimeout().ifPresent(builder::connectTimeout);
        config.maxRetries().ifPresent(builder::maxRetries);
        config.maxConcurrentRequests().ifPresent(builder::maxConcurrentRequests);
        config.requestsPerSecond().ifPresent(builder::requestsPerSecond);
        config.maxDocumentsPerRequest().ifPresent(builder::maxDocumentsPerRequest);
        config.maxCharactersPerRequest().ifPresent(builder::maxCharactersPerRequest);
        config.maxCharactersPerDocument().ifPresent(builder::maxCharactersPerDocument);
        config.maxBytesPerRequest().ifPresent(builder::maxBytesPerRequest);
        config.longDocuments().ifPresent(builder::longDocuments);
        config.scores().map(ScoreOutput::valueOf).ifPresent(builder::scores);
        if (!config.customHeaders().isEmpty()) {
            builder.customHeaders(config.customHeaders());
        }
        config.proxy().map(ProxyAddress::of).ifPresent(builder::proxy);
        config.logRequests().ifPresent(builder::logRequests);
        config.logResponses().ifPresent(builder::logResponses);
        config.logger().map(LoggerFactory::getLogger).ifPresent(builder::logger);
    }
}
