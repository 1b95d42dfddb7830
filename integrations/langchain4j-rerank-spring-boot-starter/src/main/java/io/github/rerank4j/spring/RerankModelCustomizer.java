package io.github.rerank4j.spring;

/**
 * A bean that sets what properties cannot say, such as a document mapper or a supplier of a key. It is called once for
 * each reranker of its provider, after the properties and the beans that rerankers share, in the order of
 * {@code @Order}, and may change what they set, but for keys and credentials, which are set once. One of a type that names no
 * provider is asked for all.
 *
 * <pre>{@code
 * @Bean
 * RerankModelCustomizer<SiliconFlowScoringModel.Builder> titles() {
 *     return (builder, name) -> builder.documentMapper(segment ->
 *             TextContent.from(segment.metadata().getString("title") + "\n" + segment.text()));
 * }
 * }</pre>
 *
 * @param <B> the provider's builder
 */
@FunctionalInterface
public interface RerankModelCustomizer<B> {

    /**
     * Changes the builder of a reranker.
     *
     * @param name the name of the reranker's bean
     */
    void customize(B builder, String name);
}
