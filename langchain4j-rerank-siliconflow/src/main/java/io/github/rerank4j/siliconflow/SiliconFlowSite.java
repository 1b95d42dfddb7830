package io.github.rerank4j.siliconflow;

import java.util.List;

/** One of SiliconFlow's two sites. Accounts, keys and the models on offer differ. */
public enum SiliconFlowSite {

    /** {@code https://api.siliconflow.cn}: the bge, bce, Qwen3 and Qwen3-VL rerankers. */
    CHINA(
            "https://api.siliconflow.cn",
            "BAAI/bge-reranker-v2-m3",
            "Pro/BAAI/bge-reranker-v2-m3",
            "netease-youdao/bce-reranker-base_v1",
            "Qwen/Qwen3-Reranker-0.6B",
            "Qwen/Qwen3-Reranker-4B",
            "Qwen/Qwen3-Reranker-8B",
            "Qwen/Qwen3-VL-Reranker-8B"),

    /** {@code https://api.siliconflow.com}: the Qwen3 rerankers. */
    INTERNATIONAL(
            "https://api.siliconflow.com",
            "Qwen/Qwen3-Reranker-0.6B",
            "Qwen/Qwen3-Reranker-4B",
            "Qwen/Qwen3-Reranker-8B");

    private final String baseUrl;
    private final String models;

    SiliconFlowSite(String baseUrl, String... models) {
        this.baseUrl = baseUrl;
        this.models = String.join(", ", models);
    }

    /** Its address. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The models its documentation lists, separated by commas; it may have more. */
    String models() {
        return models;
    }

    /** The same, one by one. */
    List<String> modelNames() {
        return List.of(models.split(", "));
    }
}
