package io.github.rerank4j.spring;

import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.settings.MeantName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The presets of {@link RerankDialect} as values of a property, which an IDE completes; one constant for each. */
enum Dialect {

    /** Results wrapped in success, code, message, data. */
    ENVELOPE,

    /** Cohere, first version. */
    COHERE_V1,

    /** Cohere, second version. */
    COHERE_V2,

    /** Jina AI. */
    JINA,

    /** Voyage AI. */
    VOYAGE,

    /** vLLM. */
    VLLM,

    /** SGLang. */
    SGLANG,

    /** Hugging Face text-embeddings-inference. */
    TEI,

    /** Infinity. */
    INFINITY,

    /** Xinference. */
    XINFERENCE,

    /** llama.cpp's server. */
    LLAMA_CPP,

    /** LocalAI. */
    LOCALAI,

    /** A LiteLLM proxy. */
    LITELLM,

    /** Alibaba Cloud Model Studio, its own protocol. */
    DASHSCOPE,

    /** Alibaba Cloud Model Studio, its compatible protocol. */
    DASHSCOPE_COMPATIBLE,

    /** An NVIDIA NIM of one's own. */
    NVIDIA_NIM,

    /** Mixedbread. */
    MIXEDBREAD,

    /** Pinecone. */
    PINECONE,

    /** Together AI. */
    TOGETHER,

    /** OpenRouter. */
    OPENROUTER,

    /** Baidu Qianfan. */
    QIANFAN,

    /** Zhipu. */
    ZHIPU,

    /** DeepInfra. */
    DEEPINFRA,

    /** A relay of the New API family. */
    NEW_API;

    RerankDialect preset() {
        return RerankDialect.named(name());
    }

    /** The dialects that somebody may mean who writes this where no dialect stands. */
    static List<String> meantBy(String written) {
        return MeantName.among(
                Stream.of(values())
                        .map(dialect -> dialect.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList(),
                written.replace('_', '-'));
    }
}
