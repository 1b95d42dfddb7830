package io.github.rerank4j.spring;

import io.github.rerank4j.settings.SettingNames;

/** A reranker's properties are incomplete, wrong, or contradict each other; the message names them and the way out. */
final class RerankConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RerankConfigurationException(String message) {
        super(message);
    }

    private RerankConfigurationException(String message, IllegalArgumentException objection) {
        super(message, objection);
    }

    /** What a builder objects to, told in properties. */
    static RerankConfigurationException of(SettingNames names, IllegalArgumentException objection) {
        String told = names.in(objection)
                .replace(", or a supplier of it", "")
                .replace("the httpClient", "the OkHttpClient bean")
                .replace("httpClient", "an OkHttpClient bean");
        return new RerankConfigurationException(told, objection);
    }
}
