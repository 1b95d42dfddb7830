package io.github.rerank4j.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The charset of a body: declared in its header, by its byte order mark or, if it is a page, in its head; else UTF-8. */
final class BodyCharset {

    private static final int HEAD = 1024;
    private static final String USUAL = "charset=utf-8";
    private static final Pattern NAME = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:-]+)");

    /** What servers declare by default without meaning it, so that a body of valid UTF-8 is taken for that. */
    private static final Set<String> UNMEANT = Set.of("ISO-8859-1", "windows-1252", "US-ASCII");

    private BodyCharset() {}

    static Charset of(@Nullable String contentType, byte[] body) {
        if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        Charset declared = contentType == null ? null : named(contentType);
        if (declared == null && startsWith(body, '<')) {
            declared = named(new String(body, 0, Math.min(body.length, HEAD), StandardCharsets.ISO_8859_1));
        }
        boolean unmeant = declared != null && UNMEANT.contains(declared.name()) && isUtf8(body);
        return declared == null || unmeant ? StandardCharsets.UTF_8 : declared;
    }

    private static @Nullable Charset named(String text) {
        if (text.indexOf('=') < 0) {
            return null;
        }
        if (text.regionMatches(true, text.length() - USUAL.length(), USUAL, 0, USUAL.length())) {
            return StandardCharsets.UTF_8;
        }
        Matcher name = NAME.matcher(text);
        if (!name.find()) {
            return null;
        }
        try {
            return Charset.forName(name.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static boolean startsWith(byte[] body, int... start) {
        boolean starts = body.length >= start.length;
        for (int i = 0; starts && i < start.length; i++) {
            starts = (body[i] & 0xFF) == start[i];
        }
        return starts;
    }
}
