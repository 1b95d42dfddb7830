package io.github.rerank4j.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sentence about settings, in which it is known where their names are. It is made from a template: {@code {timeout}}
 * is a setting, {@code {scores(RAW)}} a setting with a value, {@code {site(...)}} the call of its setter, {@code {%s}} a
 * setting whose name, maybe with a value, is the next value, and {@code %s} the next value, which stays as it is. Of
 * {@code {rateLimiter|a RateLimiter bean}} the first is for those who call the builder, the second for those who have
 * beans; it is a setting if it looks like the name of one or the call of its setter, else it is plain words.
 */
final class Wording implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Pattern MARK =
            Pattern.compile("\\{(%s|[\\w.-]+)(?:\\(([\\w.-]*)\\))?}|\\{([^{}|]*)\\|([^{}|]*)}|%s");

    private static final Pattern WITH_VALUE = Pattern.compile("(\\w+)\\(([\\w.()-]*)\\)");

    private static final Pattern NAME = Pattern.compile("\\w+");

    private final Word[] words;

    private Wording(List<Word> words) {
        this.words = words.toArray(Word[]::new);
    }

    /** The sentence that a template makes with these values; takes as many of them as it needs. */
    static Wording of(String template, Iterator<? extends @Nullable Object> values) {
        List<Word> words = new ArrayList<>();
        Matcher mark = MARK.matcher(template);
        int end = 0;
        while (mark.find()) {
            words.add(Word.plain(template.substring(end, mark.start())));
            words.add(word(mark, values));
            end = mark.end();
        }
        words.add(Word.plain(template.substring(end)));
        return new Wording(words);
    }

    private static Word word(Matcher mark, Iterator<? extends @Nullable Object> values) {
        String setting = mark.group(1);
        if (mark.group(3) != null) {
            return Word.either(mark.group(3), mark.group(4));
        }
        if (setting == null) {
            return Word.plain(String.valueOf(values.next()));
        }
        return setting.equals("%s")
                ? Word.setting(String.valueOf(values.next()))
                : new Word(setting, true, mark.group(2), null);
    }

    /** The settings it names, in this order. */
    Stream<String> settings() {
        return Arrays.stream(words).filter(Word::setting).map(Word::text);
    }

    /** The whole sentence, with each setting as it is to be called. */
    String in(Function<Word, String> names) {
        return Arrays.stream(words)
                .map(word -> word.setting() || word.ofBeans() != null ? names.apply(word) : word.text())
                .collect(Collectors.joining());
    }

    /**
     * A part of a sentence.
     *
     * @param text plain words, or the name of a setting
     * @param setting whether it is that name
     * @param value what the setting is set to, where that is said; empty or three dots where just its setter is meant
     * @param ofBeans the same for those who have beans, where they read something else
     */
    record Word(
            String text,
            boolean setting,
            @Nullable String value,
            @Nullable String ofBeans) implements Serializable {

        static Word plain(String text) {
            return new Word(text, false, null, null);
        }

        static Word setting(String name) {
            Matcher withValue = WITH_VALUE.matcher(name);
            return withValue.matches()
                    ? new Word(withValue.group(1), true, withValue.group(2), null)
                    : new Word(name, true, null, null);
        }

        static Word either(String ofBuilder, String ofBeans) {
            boolean setting = NAME.matcher(ofBuilder).matches()
                    || WITH_VALUE.matcher(ofBuilder).matches();
            Word word = setting ? setting(ofBuilder) : plain(ofBuilder);
            return new Word(word.text, word.setting, word.value, ofBeans);
        }

        String ofBuilder() {
            return value == null ? text : text + '(' + value + ')';
        }

        /** The value, where it is one and no placeholder for any. */
        @Nullable
        String certainValue() {
            return value == null || value.isEmpty() || value.equals("...") ? null : value;
        }
    }
}
