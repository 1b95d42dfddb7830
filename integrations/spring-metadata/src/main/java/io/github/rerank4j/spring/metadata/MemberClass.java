package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.resilience.FallbackScoringModel;
import java.util.List;

/** The source of the class whose properties are those of a member of a chain. */
final class MemberClass {

    static final String NAME = "MemberProperties";

    private MemberClass() {}

    /** The type of the members by their names. */
    static SettingType byNames() {
        String type = ClassSource.PACKAGE + "." + NAME;
        return new SettingType(
                "java.util.Map<java.lang.String," + type + ">", "java.util.Map<String, " + NAME + ">", List.of());
    }

    static String source() {
        return ClassSource.of(
                NAME,
                "a member of a chain",
                FallbackScoringModel.memberSettings().stream()
                        .map(setting ->
                                new Field(setting.name(), SettingType.of(List.of(setting)), Sentence.of(setting)))
                        .toList());
    }
}
