package io.github.rerank4j.spring.shared;

import io.github.rerank4j.settings.SettingNames;

/** A reranker's properties are incomplete, wrong, or contradict each other; the message names them and the way out. */
public final class RerankConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that names properties and the way out. */
    public RerankConfigurationException(String message) {
        super(message);
    }

    private RerankConfigurationException(String message, IllegalArgumentException objection) {
        super(message, objection);
    }

    /** What a builder objects to, in the names of properties. */
    public static RerankConfigurationException of(SettingNames names, IllegalArgumentException objection) {
        return of(names, objection, "");
    }

    /**
     * The same.
     *
     * @param line where that is set, in parentheses; empty if it is not known
     */
    public static RerankConfigurationException of(SettingNames names, IllegalArgumentException objection, String line) {
        return new RerankConfigurationException(names.in(objection) + line, objection);
    }
}
