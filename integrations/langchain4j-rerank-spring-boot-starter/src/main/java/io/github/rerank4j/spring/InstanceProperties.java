package io.github.rerank4j.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be set for a reranker with a name: its provider, and what may be set for that. */
class InstanceProperties extends ModelProperties {

    /** Whose reranker it is. Required. */
    private @Nullable Provider provider;

    /** Id of the key pair. Required, or a TencentCredentialsProvider bean. For tencent. */
    private @Nullable String secretId;

    /** Key of the key pair. Required, or a TencentCredentialsProvider bean. For tencent. */
    private @Nullable String secretKey;

    /** Session token of a temporary key pair. Default: none. For tencent. */
    private @Nullable String token;

    /**
     * Site of the account; not together with relay. Default: international for tencent, china for siliconflow. For
     * tencent, siliconflow.
     */
    private @Nullable Site site;

    /** Region, such as ap-beijing. Default: the site's. For tencent. */
    private @Nullable String region;

    /** Key. Required by siliconflow and by hosted services, here or from a customizer. For siliconflow, generic. */
    private @Nullable String apiKey;

    /** How to judge relevance, for models that take one. Default: the model's own. For siliconflow, generic. */
    private @Nullable String instruction;

    /**
     * Into how many chunks a long document is cut at most, for bge and bce models; at least 1. Default: the service's.
     * For siliconflow.
     */
    private @Nullable Integer maxChunksPerDoc;

    /**
     * Tokens that neighbouring chunks share, for bge and bce models; from 0 to 80. Default: the service's. For
     * siliconflow.
     */
    private @Nullable Integer overlapTokens;

    /** Whether base-url is a relay of the New API family; not together with site. Default: false. For siliconflow. */
    private @Nullable Boolean relay;

    /** Protocol of the server. Default: envelope. For generic. */
    private @Nullable Dialect dialect;

    /** Entries of the body's input object; numbers and booleans as such in YAML only. Default: none. For generic. */
    private Map<String, Object> input = new LinkedHashMap<>();

    /**
     * Entries of the body's parameters object; numbers and booleans as such in YAML only. Default: none. For generic.
     */
    private Map<String, Object> parameters = new LinkedHashMap<>();

    @Override
    Stream<String> keys() {
        return Stream.of(secretId, secretKey, token, apiKey).flatMap(Stream::ofNullable);
    }

    public @Nullable Provider getProvider() {
        return provider;
    }

    public void setProvider(@Nullable Provider provider) {
        this.provider = provider;
    }

    public @Nullable String getSecretId() {
        return secretId;
    }

    public void setSecretId(@Nullable String secretId) {
        this.secretId = secretId;
    }

    public @Nullable String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(@Nullable String secretKey) {
        this.secretKey = secretKey;
    }

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public @Nullable Site getSite() {
        return site;
    }

    public void setSite(@Nullable Site site) {
        this.site = site;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getInstruction() {
        return instruction;
    }

    public void setInstruction(@Nullable String instruction) {
        this.instruction = instruction;
    }

    public @Nullable Integer getMaxChunksPerDoc() {
        return maxChunksPerDoc;
    }

    public void setMaxChunksPerDoc(@Nullable Integer maxChunksPerDoc) {
        this.maxChunksPerDoc = maxChunksPerDoc;
    }

    public @Nullable Integer getOverlapTokens() {
        return overlapTokens;
    }

    public void setOverlapTokens(@Nullable Integer overlapTokens) {
        this.overlapTokens = overlapTokens;
    }

    public @Nullable Boolean getRelay() {
        return relay;
    }

    public void setRelay(@Nullable Boolean relay) {
        this.relay = relay;
    }

    public @Nullable Dialect getDialect() {
        return dialect;
    }

    public void setDialect(@Nullable Dialect dialect) {
        this.dialect = dialect;
    }

    public Map<String, Object> getInput() {
        return input;
    }

    public void setInput(Map<String, Object> input) {
        this.input = input;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }
}
