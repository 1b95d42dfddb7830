package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The source of the class whose properties are those of a reranker with a name. */
final class InstanceClass {

    static final String NAME = "InstanceProperties";
    static final String QUALIFIED_NAME = "io.github.rerank4j.spring." + NAME;

    private final List<RerankProvider<?>> providers;

    InstanceClass(List<RerankProvider<?>> providers) {
        this.providers = providers;
    }

    String source() {
        List<Field> fields = fields();
        StringBuilder source = new StringBuilder("""
                package io.github.rerank4j.spring;

                /** What may be set for a reranker with a name. Only IDEs read this class; it is written by the build. */
                @org.jspecify.annotations.NullUnmarked
                class InstanceProperties {
                """);
        fields.forEach(field -> source.append(field.declaration()));
        fields.forEach(field -> source.append(field.accessors()));
        fields.forEach(field -> source.append(field.constants()));
        return source.append("}\n").toString();
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(
                "provider",
                SettingType.made(
                        "provider",
                        providers.stream().<String>map(RerankProvider::id).toList()),
                "Whose reranker it is. Required."));
        fields.add(new Field(
                Properties.ENABLED.name(), SettingType.plain(Boolean.class), Properties.ENABLED.description()));
        meanings()
                .forEach((name, meanings) -> fields.add(
                        new Field(name, SettingType.of(List.copyOf(meanings.values())), description(meanings))));
        return fields;
    }

    /** What each provider means by a name. */
    private Map<String, Map<RerankProvider<?>, Setting<?, ?>>> meanings() {
        Map<String, Map<RerankProvider<?>, Setting<?, ?>>> meanings = new LinkedHashMap<>();
        for (RerankProvider<?> provider : providers) {
            for (Setting<?, ?> setting : provider.settings()) {
                if (setting.form() != Form.OBJECT) {
                    meanings.computeIfAbsent(setting.name(), name -> new LinkedHashMap<>())
                            .put(provider, setting);
                }
            }
        }
        return meanings;
    }

    /** What is said of a setting, and for whose rerankers it is, unless for all. */
    private String description(Map<RerankProvider<?>, Setting<?, ?>> meanings) {
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        meanings.forEach((provider, setting) -> sentences
                .computeIfAbsent(Sentence.of(provider, setting), sentence -> new ArrayList<>())
                .add(provider.id()));
        if (sentences.size() > 1) {
            return sentences.entrySet().stream()
                    .map(sentence -> "For " + String.join(", ", sentence.getValue()) + ": " + sentence.getKey())
                    .collect(Collectors.joining(" "));
        }
        String sentence = sentences.keySet().iterator().next();
        return meanings.size() == providers.size()
                ? sentence
                : sentence + " For " + String.join(", ", sentences.get(sentence)) + ".";
    }

    /** A property. */
    private record Field(String name, SettingType type, String description) {

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
}
