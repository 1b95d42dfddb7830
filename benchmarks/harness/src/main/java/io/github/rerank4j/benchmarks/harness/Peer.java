package io.github.rerank4j.benchmarks.harness;

/** One client: its name for the factory, the module it lives in, and what its service's answers look like. */
enum Peer {
    SILICONFLOW("siliconflow", "rerank4j", AnswerShape.SILICONFLOW, "rerank4j SiliconFlow"),
    GENERIC("generic", "rerank4j", AnswerShape.COHERE, "rerank4j generic"),
    TENCENT("tencent", "rerank4j", AnswerShape.TENCENT, "rerank4j Tencent"),
    CACHED("cached", "cache", AnswerShape.SILICONFLOW, "rerank4j SiliconFlow, all remembered"),
    BOUND("bound", "okhttp", AnswerShape.COHERE, "B, the bound"),
    PLAIN("plain", "okhttp", AnswerShape.COHERE, "plain OkHttp + Jackson"),
    COHERE("cohere", "cohere", AnswerShape.COHERE, "Cohere"),
    JINA("jina", "jina", AnswerShape.JINA, "Jina"),
    VOYAGE("voyage", "voyage", AnswerShape.VOYAGE, "Voyage"),
    TENCENT_SDK("tencent-sdk", "tencent-sdk", AnswerShape.TENCENT, "Tencent SDK");

    final String client;
    final String module;
    final AnswerShape shape;
    final String title;

    Peer(String client, String module, AnswerShape shape, String title) {
        this.client = client;
        this.module = module;
        this.shape = shape;
        this.title = title;
    }
}
