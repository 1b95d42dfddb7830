package io.github.rerank4j.spring.metadata;

import java.util.List;

/** The source of a class with properties, which only IDEs read. */
final class ClassSource {

    static final String PACKAGE = "io.github.rerank4j.spring";

    private ClassSource() {}

    /**
     * The source.
     *
     * @param what what may be set by its properties
     */
    static String of(String name, String what, List<Field> fields) {
        StringBuilder source = new StringBuilder("""
                package %s;

                /** What may be set for %s. Only IDEs read this class; it is written by the build. */
                @org.jspecify.annotations.NullUnmarked
                class %s {
                """.formatted(PACKAGE, what, name));
        fields.forEach(field -> source.append(field.declaration()));
        fields.forEach(field -> source.append(field.accessors()));
        fields.forEach(field -> source.append(field.constants()));
        return source.append("}\n").toString();
    }
}
