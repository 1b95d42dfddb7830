package io.github.rerank4j.spring;

import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowSite;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be set for SiliconFlow. */
class SiliconFlowProperties extends ModelProperties {

    /** Key of the account. */
    private @Nullable String apiKey;

    /** Site of the account. Not together with relay. */
    private @Nullable SiliconFlowSite site;

    /** How to judge relevance, for the Qwen3 rerankers. Default: the model's own. */
    private @Nullable String instruction;

    /**
     * Into how many chunks a long document is cut at most, for bge and bce models; at least 1. Default: the service's.
     */
    private @Nullable Integer maxChunksPerDoc;

    /** Tokens that neighbouring chunks share, for bge and bce models; from 0 to 80. Default: the service's. */
    private @Nullable Integer overlapTokens;

    /** Whether base-url is a relay of the New API family. */
    private @Nullable Boolean relay;

    /** Hands all that is set to a builder. */
    void applyTo(SiliconFlowScoringModel.Builder builder) {
        super.applyTo(builder);
        set(apiKey, builder::apiKey);
        set(site, builder::site);
        set(instruction, builder::instruction);
        set(maxChunksPerDoc, builder::maxChunksPerDoc);
        set(overlapTokens, builder::overlapTokens);
        set(relay, builder::relay);
    }

    @Override
    Stream<String> keys() {
        return Stream.ofNullable(apiKey);
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable SiliconFlowSite getSite() {
        return site;
    }

    public void setSite(@Nullable SiliconFlowSite site) {
        this.site = site;
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
}
