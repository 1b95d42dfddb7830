package io.github.rerank4j.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import io.github.rerank4j.spi.ContentForm;
import io.github.rerank4j.spi.RerankCall;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes credentials and the caller's texts out of a provider's words. A text counts as repeated where 16 characters in
 * a row stand in it too, or where the whole of it, if it has 6 or more, stands in the words.
 */
final class Redaction {

    private static final int SECRET = 6;
    private static final int WHOLE_TEXT = 6;
    private static final int RUN = 16;
    private static final int MAX_LENGTH = 500;
    private static final int MAX_READ = 100 * MAX_LENGTH;
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern CUT = Pattern.compile("(…|\\.\\.\\.)$");
    private static final Pattern MEDIA_TYPE = Pattern.compile("application/json|text/.*");
    /** One part of a header's value, and a "=" behind it if it is the name of the next part. */
    private static final Pattern PART = Pattern.compile("([^\\s,;=/]+)(=(?=[^\\s,;=]))?");

    private static final char MASK = '\u0000';

    private Redaction() {}

    /** The words on one line, at most 500 characters, without values of these headers or texts of this call. */
    static String of(String words, Collection<String> headerValues, RerankCall call) {
        String line = cut(oneLine(words.substring(0, Math.min(words.length(), MAX_READ))));
        char[] masked = line.toCharArray();
        String end = CUT.matcher(line).replaceFirst("");
        for (String secret : secrets(headerValues)) {
            maskAll(line, secret, masked);
            maskHead(end, secret, masked);
        }
        List<String> texts = texts(call);
        AsciiSet characters = AsciiSet.of(line);
        if (characters != null) {
            texts.removeIf(text -> !mayHold(text, characters));
        }
        maskTexts(line, texts, masked);
        return new String(masked).replaceAll(MASK + "+", "***");
    }

    /**
     * Whether a word holds nothing of these header values and texts, told from a look at every 16th character of the
     * texts; false says only that it may.
     */
    static boolean isClean(String word, Collection<String> headerValues, RerankCall call) {
        AsciiSet characters = AsciiSet.of(word);
        if (characters == null) {
            return false;
        }
        for (String value : headerValues) {
            if (shareRun(word, value)) {
                return false;
            }
        }
        for (Content document : call.documents()) {
            if (mayHold(shown(document), characters)) {
                return false;
            }
        }
        return !mayHold(shown(call.query()), characters)
                && entries(call).stream().noneMatch(entry -> mayHold(entry, characters));
    }

    /**
     * Some printable characters of ASCII.
     *
     * @param low a bit for each of the first 64
     * @param high a bit for each of the others
     */
    private record AsciiSet(long low, long high) {

        /** Those of a word; null if it has others. */
        static @Nullable AsciiSet of(String word) {
            long low = 0;
            long high = 0;
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                if (c <= ' ' || c > '~') {
                    return null;
                }
                low |= c < Long.SIZE ? 1L << c : 0;
                high |= c < Long.SIZE ? 0 : 1L << c;
            }
            return new AsciiSet(low, high);
        }

        boolean has(char c) {
            return c < 2 * Long.SIZE && ((c < Long.SIZE ? low : high) >>> c & 1) != 0;
        }
    }

    private static boolean mayHold(String text, AsciiSet characters) {
        int from = 0;
        int to = text.length();
        while (from < to && isGap(text.charAt(from))) {
            from++;
        }
        while (to > from && isGap(text.charAt(to - 1))) {
            to--;
        }
        return hasRun(text, characters, to - from < RUN ? WHOLE_TEXT : RUN);
    }

    private static boolean isGap(char c) {
        return Character.isWhitespace(c) || Character.isISOControl(c);
    }

    private static boolean shareRun(String word, String value) {
        for (int i = 0; i + SECRET <= word.length(); i++) {
            for (int at = value.indexOf(word.charAt(i)); at >= 0; at = value.indexOf(word.charAt(i), at + 1)) {
                if (value.regionMatches(at, word, i, SECRET)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether so many characters in a row are all among those; each such row covers one of the places looked at. */
    private static boolean hasRun(String text, AsciiSet characters, int run) {
        for (int place = run - 1; place < text.length(); place += run) {
            int from = place + 1;
            while (from > 0 && characters.has(text.charAt(from - 1))) {
                from--;
            }
            int to = place;
            while (to < text.length() && to - from < run && characters.has(text.charAt(to))) {
                to++;
            }
            if (to - from >= run) {
                return true;
            }
        }
        return false;
    }

    private static String oneLine(String text) {
        return GAPS.matcher(text).replaceAll(" ").strip();
    }

    private static String cut(String line) {
        if (line.length() <= MAX_LENGTH) {
            return line;
        }
        boolean insidePair = Character.isHighSurrogate(line.charAt(MAX_LENGTH - 1));
        return line.substring(0, insidePair ? MAX_LENGTH - 1 : MAX_LENGTH) + "…";
    }

    /** Each value, what stands behind its scheme, and its parts; names of parts tell nothing. */
    private static Set<String> secrets(Collection<String> headerValues) {
        Set<String> secrets = new HashSet<>();
        for (String value : headerValues) {
            String whole = oneLine(value);
            if (!MEDIA_TYPE.matcher(whole).matches()) {
                secrets.add(whole);
                secrets.add(whole.substring(whole.indexOf(' ') + 1));
                PART.matcher(whole)
                        .results()
                        .filter(part -> part.group(2) == null)
                        .forEach(part -> secrets.add(part.group(1)));
            }
        }
        secrets.removeIf(secret -> secret.length() < SECRET || secret.equals("Bearer"));
        return secrets;
    }

    private static List<String> texts(RerankCall call) {
        List<String> texts = new ArrayList<>(entries(call));
        texts.add(shown(call.query()));
        call.documents().forEach(document -> texts.add(shown(document)));
        return texts;
    }

    private static List<String> entries(RerankCall call) {
        List<String> entries = new ArrayList<>(0);
        addTexts(entries, call.input());
        addTexts(entries, call.parameters());
        if (call.instruction() != null) {
            entries.add(call.instruction());
        }
        return entries;
    }

    /** What a service can repeat of a content: its text, its address or its bytes. */
    private static String shown(Content content) {
        if (content instanceof TextContent text) {
            return text.text();
        }
        if (content instanceof ImageContent image) {
            return ContentForm.image(image);
        }
        return content instanceof VideoContent video ? ContentForm.video(video) : "";
    }

    private static void addTexts(List<String> texts, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.values().forEach(item -> addTexts(texts, item));
        } else if (value instanceof JsonNode node && !node.isValueNode()) {
            node.forEach(item -> addTexts(texts, item));
        } else if (value instanceof Iterable<?> items && !(value instanceof JsonNode)) {
            items.forEach(item -> addTexts(texts, item));
        } else if (value instanceof JsonNode node) {
            texts.add(node.asText());
        } else if (value instanceof CharSequence text) {
            texts.add(text.toString());
        }
    }

    private static void maskTexts(String line, List<String> texts, char[] masked) {
        Map<String, List<Integer>> runs = new HashMap<>();
        for (int i = 0; i + RUN <= line.length(); i++) {
            runs.computeIfAbsent(line.substring(i, i + RUN), run -> new ArrayList<>())
                    .add(i);
        }
        for (String text : texts.stream().map(Redaction::oneLine).toList()) {
            if (text.length() >= WHOLE_TEXT && text.length() < RUN) {
                maskAll(line, text, masked);
            } else {
                maskRuns(text, runs, masked);
            }
        }
    }

    /** Masks every place of a run once, so that a text of one character alone costs no more than another. */
    private static void maskRuns(String text, Map<String, List<Integer>> runs, char[] masked) {
        BitSet firsts = new BitSet();
        runs.keySet().forEach(run -> firsts.set(run.charAt(0)));
        for (int i = 0; i + RUN <= text.length() && !runs.isEmpty(); i++) {
            if (firsts.get(text.charAt(i))) {
                List<Integer> places = runs.remove(text.substring(i, i + RUN));
                if (places != null) {
                    places.forEach(at -> mask(masked, at, RUN));
                }
            }
        }
    }

    private static void maskAll(String line, String part, char[] masked) {
        for (int at = line.indexOf(part); at >= 0; at = line.indexOf(part, at + 1)) {
            mask(masked, at, part.length());
        }
    }

    /** Masks the beginning of a secret that was cut off. */
    private static void maskHead(String end, String secret, char[] masked) {
        for (int length = Math.min(secret.length() - 1, end.length()); length >= SECRET; length--) {
            if (end.endsWith(secret.substring(0, length))) {
                mask(masked, end.length() - length, length);
                return;
            }
        }
    }

    private static void mask(char[] masked, int from, int length) {
        java.util.Arrays.fill(masked, from, from + length, MASK);
    }
}
