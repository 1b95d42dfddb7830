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
    private static final int BIG_ENDIAN = 0xFEFF;
    private static final int LITTLE_ENDIAN = 0xFFFE;
    private static final int START_OF_UTF_8_MARK = 0xEFBB;
    private static final int END_OF_UTF_8_MARK = 0xBF;
    private static final String USUAL = "charset=utf-8";
    private static final Pattern NAME = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:-]+)");

    /** What servers declare by default without meaning it, so that a body of valid UTF-8 is taken for that. */
    private static final Set<String> UNMEANT = Set.of("ISO-8859-1", "windows-1252", "US-ASCII");

    private BodyCharset() {}

    static Charset of(@Nullable String contentType, byte[] body) {
        int mark = body.length < 2 ? 0 : ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        if (mark == BIG_ENDIAN || mark == LITTLE_ENDIAN) {
            return StandardCharsets.UTF_16;
        }
        if (mark == START_OF_UTF_8_MARK && body.length > 2 && (body[2] & 0xFF) == END_OF_UTF_8_MARK) {
            return StandardCharsets.UTF_8;
        }
        Charset declared = contentType == null ? null : named(contentType);
        if (declared == null && body.length > 0 && body[0] == '<') {
            declared = named(new String(body, 0, Math.min(body.length, HEAD), StandardCharsets.ISO_8859_1));
        }
        boolean unmeant = declared != null && UNMEANT.contains(declared.name()) && isUtf8(body);
        return declared == null || unmeant ? StandardCharsets.UTF_8 : declared;
    }

    /** Whether a header names no charset, or UTF-8 in the usual way. */
    static boolean isUsual(@Nullable String contentType) {
        return contentType == null || contentType.indexOf('=') < 0 || endsInUtf8(contentType);
    }

    private static boolean endsInUtf8(String contentType) {
        return contentType.regionMatches(true, contentType.length() - USUAL.length(), USUAL, 0, USUAL.length());
    }

    private static @Nullable Charset named(String text) {
        if (text.indexOf('=') < 0) {
            return null;
        }
        if (endsInUtf8(text)) {
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
}
