package io.github.rerank4j.spring.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property as IDEs know it.
 *
 * @param type the name of its type, as javac writes it in class files
 * @param defaultValue a text, a number, or true or false; null for none
 * @param suggestions some values among others
 * @param beanType the type of the bean whose name is its value; null if it is none
 */
record Property(
        String name,
        String type,
        String description,
        @Nullable Object defaultValue,
        List<String> suggestions,
        @Nullable String beanType) {

    static Property of(String name, String type, String description, @Nullable Object defaultValue) {
        return new Property(name, type, description, defaultValue, List.of(), null);
    }
}
