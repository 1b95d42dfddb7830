package io.github.rerank4j.service;

import io.github.rerank4j.settings.PropertiesText;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The properties file that a {@code @FILE} names, in UTF-8. Messages show none of its values. */
final class SpecFile {

    private SpecFile() {}

    /**
     * Its keys and values, in the order of the keys.
     *
     * @throws SettingException if it cannot be read, or a key is there twice
     */
    static Map<String, String> read(String file) {
        if (file.isBlank()) {
            throw SettingException.of("the file name after @ is missing", "name a properties file");
        }
        String shown = OneLine.word(file);
        try {
            return properties(shown, Files.readString(Path.of(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            throw SettingException.of("there is no file %s", "correct the name after @", shown);
        } catch (CharacterCodingException otherCharset) {
            throw SettingException.of("%s is not in UTF-8", "save it in UTF-8", shown);
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof SettingException refused) {
                throw refused;
            }
            throw SettingException.of("%s cannot be read", "name a properties file that can", shown);
        }
    }

    private static Map<String, String> properties(String file, String text) {
        try {
            return PropertiesText.read(text);
        } catch (IllegalArgumentException malformed) {
            throw SettingException.of("%s: %s", "", file, malformed.getMessage());
        }
    }
}
