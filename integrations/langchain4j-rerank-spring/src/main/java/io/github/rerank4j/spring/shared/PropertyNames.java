package io.github.rerank4j.spring.shared;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Names of properties: which are ours, and how they are spelled. */
public final class PropertyNames {

    /** What all of ours start with, without the dot. */
    public static final String PREFIX = "langchain4j.rerank";

    /** {@link #PREFIX} as Spring Boot has it. */
    public static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(PREFIX);

    private PropertyNames() {}

    /** Whether a name is under ours. */
    public static boolean isOurs(ConfigurationPropertyName name) {
        return ROOT.isAncestorOf(name);
    }

    /** A name of properties as all its spellings are: {@code faqBot} and {@code FAQBOT} are one. */
    public static ConfigurationPropertyName nameOf(String prefix) {
        return ConfigurationPropertyName.adapt(prefix.toLowerCase(Locale.ROOT), '.');
    }

    /** A name as the application spells it. */
    public static String written(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(element -> name.getElement(element, Form.ORIGINAL))
                .collect(Collectors.joining("."));
    }
}
