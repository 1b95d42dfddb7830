package io.github.rerank4j.spring;

import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.spi.ProxyAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What may be set for a reranker of any provider; null: not set, the builder's default counts. */
abstract class ModelProperties {

    /** Whether this reranker is a bean. Default: true, if any of its properties is set. */
    private @Nullable Boolean enabled;

    /** Address of the service: scheme, host, port and path. Default: the provider's, where it has one. */
    private @Nullable String baseUrl;

    /** Model to ask. Default: lke-reranker-base for tencent, none for the others. */
    private @Nullable String modelName;

    /** How long a whole call may take, waiting and retries included; above 0. Default: 90s. */
    private @Nullable Duration timeout;

    /**
     * How long one attempt may take, its body included; above 0, not above timeout. Default: as timeout if set, else 60s.
     */
    private @Nullable Duration attemptTimeout;

    /**
     * How long making a connection to one address may take: to connect, to get through a proxy, and the TLS handshake,
     * each by itself; above 0. Not together with an OkHttpClient bean. Default: 10s.
     */
    private @Nullable Duration connectTimeout;

    /** How often a failed attempt is repeated when that can help; at least 0, which disables it. Default: 2. */
    private @Nullable Integer maxRetries;

    /** How many requests may be in flight at a time; at least 1. Default: 1024, or 16 for the dialect tei. */
    private @Nullable Integer maxConcurrentRequests;

    /** Attempts a second; above 0. Comes before a RateLimiter bean. Default: 20 for tencent, none for the others. */
    private @Nullable Double requestsPerSecond;

    /** Documents in one request; at least 1. Default: the provider's limit. */
    private @Nullable Integer maxDocumentsPerRequest;

    /** Characters in one request, the query counted once; at least 1. Default: the provider's limit. */
    private @Nullable Integer maxCharactersPerRequest;

    /** Characters in one document; at least 1. Default: the provider's limit. */
    private @Nullable Integer maxCharactersPerDocument;

    /** Bytes in the body of one request; at least 1. Default: 2000000 for the dialect tei, no limit for the others. */
    private @Nullable Integer maxBytesPerRequest;

    /** What happens to a document that is too long. Default: fail. */
    private @Nullable LongDocuments longDocuments;

    /** Scores as the service sends them, or probabilities from 0 to 1. Default: raw. */
    private @Nullable Scores scores;

    /** Headers for each attempt, which replace those of the same name. Default: none. */
    private Map<String, String> customHeaders = new LinkedHashMap<>();

    /**
     * Proxy for connections: http://host:port or socks://host:port. Not together with an OkHttpClient bean. Default:
     * the JVM's.
     */
    private @Nullable URI proxy;

    /** Whether each attempt is logged: sizes and names, never a text. Default: false. */
    private @Nullable Boolean logRequests;

    /** Whether each reply is logged: status, time, id and usage, never a text. Default: false. */
    private @Nullable Boolean logResponses;

    /** Name of the logger of log lines and warnings. Default: io.github.rerank4j. */
    private @Nullable String logger;

    /** Hands all that is set to a builder. */
    final void applyTo(RerankScoringModel.Builder<?> builder) {
        set(baseUrl, builder::baseUrl);
        set(modelName, builder::modelName);
        set(timeout, builder::timeout);
        set(attemptTimeout, builder::attemptTimeout);
        set(connectTimeout, builder::connectTimeout);
        set(maxRetries, builder::maxRetries);
        set(maxConcurrentRequests, builder::maxConcurrentRequests);
        set(requestsPerSecond, builder::requestsPerSecond);
        set(maxDocumentsPerRequest, builder::maxDocumentsPerRequest);
        set(maxCharactersPerRequest, builder::maxCharactersPerRequest);
        set(maxCharactersPerDocument, builder::maxCharactersPerDocument);
        set(maxBytesPerRequest, builder::maxBytesPerRequest);
        set(longDocuments, builder::longDocuments);
        set(scores == null ? null : scores.output(), builder::scores);
        set(customHeaders.isEmpty() ? null : customHeaders, builder::customHeaders);
        set(proxy == null ? null : ProxyAddress.of(proxy.toString()), builder::proxy);
        set(logRequests, builder::logRequests);
        set(logResponses, builder::logResponses);
        set(logger == null ? null : LoggerFactory.getLogger(logger), builder::logger);
    }

    /** The keys that are set; headers may hold further ones. */
    abstract Stream<String> keys();

    /** Hands a value over, if there is one. */
    static <T> void set(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getModelName() {
        return modelName;
    }

    public void setModelName(@Nullable String modelName) {
        this.modelName = modelName;
    }

    public @Nullable Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    public @Nullable Duration getAttemptTimeout() {
        return attemptTimeout;
    }

    public void setAttemptTimeout(@Nullable Duration attemptTimeout) {
        this.attemptTimeout = attemptTimeout;
    }

    public @Nullable Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(@Nullable Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public @Nullable Integer getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(@Nullable Integer maxRetries) {
        this.maxRetries = maxRetries;
    }

    public @Nullable Integer getMaxConcurrentRequests() {
        return maxConcurrentRequests;
    }

    public void setMaxConcurrentRequests(@Nullable Integer maxConcurrentRequests) {
        this.maxConcurrentRequests = maxConcurrentRequests;
    }

    public @Nullable Double getRequestsPerSecond() {
        return requestsPerSecond;
    }

    public void setRequestsPerSecond(@Nullable Double requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    public @Nullable Integer getMaxDocumentsPerRequest() {
        return maxDocumentsPerRequest;
    }

    public void setMaxDocumentsPerRequest(@Nullable Integer maxDocumentsPerRequest) {
        this.maxDocumentsPerRequest = maxDocumentsPerRequest;
    }

    public @Nullable Integer getMaxCharactersPerRequest() {
        return maxCharactersPerRequest;
    }

    public void setMaxCharactersPerRequest(@Nullable Integer maxCharactersPerRequest) {
        this.maxCharactersPerRequest = maxCharactersPerRequest;
    }

    public @Nullable Integer getMaxCharactersPerDocument() {
        return maxCharactersPerDocument;
    }

    public void setMaxCharactersPerDocument(@Nullable Integer maxCharactersPerDocument) {
        this.maxCharactersPerDocument = maxCharactersPerDocument;
    }

    public @Nullable Integer getMaxBytesPerRequest() {
        return maxBytesPerRequest;
    }

    public void setMaxBytesPerRequest(@Nullable Integer maxBytesPerRequest) {
        this.maxBytesPerRequest = maxBytesPerRequest;
    }

    public @Nullable LongDocuments getLongDocuments() {
        return longDocuments;
    }

    public void setLongDocuments(@Nullable LongDocuments longDocuments) {
        this.longDocuments = longDocuments;
    }

    public @Nullable Scores getScores() {
        return scores;
    }

    public void setScores(@Nullable Scores scores) {
        this.scores = scores;
    }

    public Map<String, String> getCustomHeaders() {
        return customHeaders;
    }

    public void setCustomHeaders(Map<String, String> customHeaders) {
        this.customHeaders = customHeaders;
    }

    public @Nullable URI getProxy() {
        return proxy;
    }

    public void setProxy(@Nullable URI proxy) {
        this.proxy = proxy;
    }

    public @Nullable Boolean getLogRequests() {
        return logRequests;
    }

    public void setLogRequests(@Nullable Boolean logRequests) {
        this.logRequests = logRequests;
    }

    public @Nullable Boolean getLogResponses() {
        return logResponses;
    }

    public void setLogResponses(@Nullable Boolean logResponses) {
        this.logResponses = logResponses;
    }

    public @Nullable String getLogger() {
        return logger;
    }

    public void setLogger(@Nullable String logger) {
        this.logger = logger;
    }
}
