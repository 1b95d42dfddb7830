package io.github.rerank4j.examples.knowledge;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;

/** A language of the knowledge base. */
public enum Language {
    /** English. */
    ENGLISH("en", "English"),
    /** Simplified Chinese. */
    CHINESE("zh", "Chinese");

    private final String code;
    private final String title;

    Language(String code, String title) {
        this.code = code;
        this.title = title;
    }

    /** The language a text is written in; one Han character makes it Chinese. */
    public static Language of(String text) {
        return text.codePoints().anyMatch(Language::isHan) ? CHINESE : ENGLISH;
    }

    static Language coded(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no language has the code \"" + code + "\""));
    }

    static boolean isHan(int codePoint) {
        return UnicodeScript.of(codePoint) == UnicodeScript.HAN;
    }

    /** Its folder, and how questions name it. */
    public String code() {
        return code;
    }

    /** Its English name. */
    public String title() {
        return title;
    }
}
