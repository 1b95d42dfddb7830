package io.github.rerank4j.service;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The properties file that a {@code @FILE} names, in UTF-8. Messages show none of its values. */
final class SpecFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SpecFile() {}

    /**
     * Its keys and values, in the order of the keys.
     *
     * @throws SettingException if it cannot be read, or a key is there twice
     */
    static Map<String, String> read(String file) {
        if (file.isBlank()) {
            throw SettingException.of("the file behind @ is missing", "name a properties file");
        }
        String shown = OneLine.word(file);
        try {
            String text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
            return properties(shown, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (NoSuchFileException missing) {
            throw SettingException.of("there is no file %s", "correct what is behind @", shown);
        } catch (CharacterCodingException otherCharset) {
            throw SettingException.of("%s is not in UTF-8", "save it in UTF-8", shown);
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof SettingException refused) {
                throw refused;
            }
            throw SettingException.of("%s cannot be read", "name a properties file that can", shown);
        }
    }

    private static Map<String, String> properties(String file, String text) throws IOException {
        Entries entries = new Entries();
        try {
            entries.load(new StringReader(text));
        } catch (IllegalArgumentException malformed) {
            throw SettingException.of(
                    "%s holds \\u without four hexadecimal digits behind it", "write them, or two backslashes", file);
        }
        if (entries.twice != null) {
            throw SettingException.of(
                    "%s has \"%s\" twice", "remove the one that is not meant", file, OneLine.word(entries.twice));
        }
        Map<String, String> sorted = new TreeMap<>();
        entries.stringPropertyNames().forEach(key -> sorted.put(key, entries.getProperty(key)));
        return new LinkedHashMap<>(sorted);
    }

    /** Of two values of a key the last would count silently. */
    private static final class Entries extends Properties {

        private static final long serialVersionUID = 1L;

        private @Nullable String twice;

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                twice = key.toString();
            }
            return before;
        }
    }
}
