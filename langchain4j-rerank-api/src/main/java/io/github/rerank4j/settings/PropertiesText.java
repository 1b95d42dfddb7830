package io.github.rerank4j.settings;

import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a properties file, where each key is there once. */
public final class PropertiesText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A comment, a whole escape, or as group 1 one that is none. */
    private static final Pattern ESCAPE = Pattern.compile(
            "^[ \\t\\f]*[#!].*|\\\\(?:u\\p{XDigit}{4}|[^u])|(\\\\u\\p{XDigit}{0,3})", Pattern.MULTILINE);

    private PropertiesText() {}

    /**
     * Its keys and values, in the order of the keys; a byte order mark at its beginning is left out.
     *
     * @throws IllegalArgumentException if a key is there twice, or an escape is none; shows no value
     */
    public static SortedMap<String, String> read(String text) {
        String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        Entries entries = new Entries();
        try {
            entries.load(new StringReader(marked));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    lineOf(marked)
                            + " holds \\u that is not followed by four hexadecimal digits; write them, or two backslashes",
                    malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (entries.twice != null) {
            throw new IllegalArgumentException(
                    "\"" + OneLine.word(entries.twice) + "\" is there twice; remove the one that is not meant");
        }
        return Collections.unmodifiableSortedMap(entries.sorted());
    }

    /** The line of the first escape that is none. */
    private static String lineOf(String text) {
        Matcher escape = ESCAPE.matcher(text);
        while (escape.find()) {
            if (escape.group(1) != null) {
                String before = text.substring(0, escape.start());
                return "line " + (1 + before.chars().filter(c -> c == '\n').count());
            }
        }
        return "a line";
    }

    /** Of two values of a key the last would count silently. */
    private static final class Entries extends Properties {

        private static final long serialVersionUID = 1L;

        /** A key that is there twice; null for none. */
        private @Nullable String twice;

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                twice = key.toString();
            }
            return before;
        }

        private SortedMap<String, String> sorted() {
            SortedMap<String, String> sorted = new TreeMap<>();
            for (Map.Entry<Object, Object> entry : entrySet()) {
                sorted.put(entry.getKey().toString(), entry.getValue().toString());
            }
            return sorted;
        }
    }
}
