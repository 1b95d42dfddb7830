package io.github.rerank4j.springai;

/**
 * A bean that sets what properties cannot say of the auto-configured post-processor, such as
 * {@link RerankDocumentPostProcessor.Builder#documentText}. Called after the properties, in the order of {@code @Order}.
 */
@FunctionalInterface
public interface RerankDocumentPostProcessorCustomizer {

    /** Changes the builder of the post-processor. */
    void customize(RerankDocumentPostProcessor.Builder builder);
}
