package io.github.rerank4j.spring.metadata;

import java.util.Locale;

/**
 * A property of a class that IDEs read.
 *
 * @param description its javadoc
 */
record Field(String name, SettingType type, String description) {

    String declaration() {
        return """

                    /** %s */
                    private %s %s;
                """.formatted(description, type.source(), name).replace("java.lang.", "");
    }

    String accessors() {
        String bean = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return """

                    public %1$s get%2$s() {
                        return %3$s;
                    }

                    public void set%2$s(%1$s %3$s) {
                        this.%3$s = %3$s;
                    }
                """.formatted(type.source(), bean, name).replace("java.lang.", "");
    }

    String constants() {
        return type.constants().isEmpty()
                ? ""
                : """

                    /** The values of %s. */
                    enum %s {
                        %s
                    }
                """.formatted(name, type.source(), String.join(",\n        ", type.constants()));
    }
}
