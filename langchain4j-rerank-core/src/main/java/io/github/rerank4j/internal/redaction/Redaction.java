package io.github.rerank4j.internal.redaction;

import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.text.OneLine;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Takes credentials and the caller's texts out of a provider's words, as they are and as a reader can decode
 * them. A text counts as repeated where 16 characters in a row are in it too, or where the whole of it, if it has 6 or
 * more, is in the words. Takes time in proportion to the texts.
 */
public final class Redaction {

    static final int SECRET = 6;
    static final int WHOLE_TEXT = 6;
    static final int RUN = 16;

    private static final int MAX_LENGTH = 500;
    private static final int MAX_READ = 100 * MAX_LENGTH;
    /** How much of an escape that was cut in two can be behind the head of a secret. */
    private static final int HALF_AN_ESCAPE = 6;

    private static final Pattern CUT = Pattern.compile("(…|\\.\\.\\.)$");
    private static final Pattern MEDIA_TYPE = Pattern.compile("application/json|text/.*");
    /** One part of a header's value, and a "=" behind it if it is the name of the next part. */
    private static final Pattern PART = Pattern.compile("([^\\s,;=/]+)(=(?=[^\\s,;=]))?");

    private static final char MASK = '\u0000';

    private final char[] masked;

    private Redaction(String line) {
        this.masked = line.toCharArray();
    }

    /** The words on one line, at most 500 characters, without values of these headers or texts of this call. */
    public static String of(String words, Collection<String> headerValues, RerankCall call) {
        String line = OneLine.cut(OneLine.of(words.substring(0, Math.min(words.length(), MAX_READ))), MAX_LENGTH);
        String end = CUT.matcher(line).replaceFirst("");
        Set<String> secrets = secrets(headerValues);
        List<String> texts = RepeatableTexts.of(call).stream().map(OneLine::of).toList();
        Redaction redaction = new Redaction(line);
        redaction.mask(Reading.plain(line), texts, Reading::plain);
        redaction.mask(Reading.plain(line), Reading.plain(end), 0, secrets, Reading::plain);
        if (Escapes.mayStandIn(line)) {
            redaction.mask(Reading.unescaped(line), texts, Reading::unescaped);
            redaction.mask(
                    Reading.unescaped(line), Reading.unescaped(end), HALF_AN_ESCAPE, secrets, Reading::unescaped);
        }
        return new String(redaction.masked).replaceAll(MASK + "+", "***");
    }

    private void mask(Reading line, List<String> texts, Function<String, Reading> form) {
        Repeats repeats = new Repeats(line, RUN);
        for (String text : texts) {
            if (text.length() >= RUN) {
                repeats.look(form.apply(text));
            } else if (text.length() >= WHOLE_TEXT) {
                maskAll(line, form.apply(text).characters(), text.length());
            }
        }
        repeats.mask(masked, MASK);
    }

    private void mask(Reading line, Reading end, int behind, Set<String> secrets, Function<String, Reading> form) {
        for (String secret : secrets) {
            String read = form.apply(secret).characters();
            maskAll(line, read, secret.length());
            maskHead(end, read, behind);
        }
    }

    /** Masks each occurrence of a part that takes as much of the line as it has characters itself, or more. */
    private void maskAll(Reading line, String part, int span) {
        int at = part.isEmpty() ? -1 : line.characters().indexOf(part);
        while (at >= 0) {
            if (line.span(at, at + part.length()) >= span) {
                mask(line, at, at + part.length());
            }
            at = line.characters().indexOf(part, at + 1);
        }
    }

    /** Masks the beginning of a secret that was cut off. */
    private void maskHead(Reading end, String secret, int behind) {
        for (int length = Math.min(secret.length() - 1, end.length()); length >= SECRET; length--) {
            for (int left = 0; left <= Math.min(behind, end.length() - length); left++) {
                int from = end.length() - left - length;
                if (end.characters().startsWith(secret.substring(0, length), from)) {
                    mask(end, from, from + length);
                    return;
                }
            }
        }
    }

    private void mask(Reading line, int from, int to) {
        Arrays.fill(masked, line.start(from), line.end(to), MASK);
    }

    /** Each value, what follows its scheme, and its parts; names of parts reveal nothing. */
    private static Set<String> secrets(Collection<String> headerValues) {
        Set<String> secrets = new HashSet<>();
        for (String value : headerValues) {
            String whole = OneLine.of(value);
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
}
