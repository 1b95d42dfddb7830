package io.github.rerank4j.resilience;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.data.video.Video;
import io.github.rerank4j.Document;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes keyed hashes of what scores depend on, one after the other. Each part begins with its kind and its length, so
 * that no two sequences of parts are the same bytes. Not for use by several threads.
 *
 * <p>What cannot be told apart by its value, such as an object of the user's among the entries or a picture behind a URL,
 * which may change, or content of a class of the user's, is refused: such a method returns false, and {@link #reset} starts anew.
 */
final class KeyDigest {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 32;
    private static final int CHUNK = 1024;
    private static final int MOST_LEVELS = 50;

    private final Mac mac;
    private final char[] chars = new char[CHUNK];
    private final byte[] bytes = new byte[4 * CHUNK];
    private final byte[] hash = new byte[HASH_BYTES];
    private int length;

    KeyDigest(byte[] secret) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Forgets what was added. */
    void reset() {
        mac.reset();
        length = 0;
    }

    /** The hash of what was added since the last one; the caller's. */
    byte[] hash() {
        finish();
        return hash.clone();
    }

    /** The first half of that. */
    ScoreKey key() {
        finish();
        ByteBuffer buffer = ByteBuffer.wrap(hash);
        return new ScoreKey(buffer.getLong(), buffer.getLong());
    }

    private void finish() {
        flush();
        try {
            mac.doFinal(hash, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void flush() {
        mac.update(bytes, 0, length);
        length = 0;
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            flush();
        }
    }

    KeyDigest kind(char kind) {
        reserve(1);
        bytes[length++] = (byte) kind;
        return this;
    }

    KeyDigest number(int number) {
        reserve(Integer.BYTES);
        bytes[length++] = (byte) (number >>> 24);
        bytes[length++] = (byte) (number >>> 16);
        bytes[length++] = (byte) (number >>> 8);
        bytes[length++] = (byte) number;
        return this;
    }

    /** A hash that was made before. */
    KeyDigest hash(byte[] before) {
        reserve(before.length);
        System.arraycopy(before, 0, bytes, length, before.length);
        length += before.length;
        return this;
    }

    /** A text, null, or the empty text: three different things. Every UTF-16 unit counts, halves of pairs too. */
    KeyDigest text(@Nullable String text) {
        if (text == null) {
            return number(-1);
        }
        number(text.length());
        for (int from = 0; from < text.length(); from += CHUNK) {
            int count = Math.min(CHUNK, text.length() - from);
            text.getChars(from, from + count, chars, 0);
            chunk(count);
        }
        return this;
    }

    /** Half the bytes where that is enough: hashing them is what takes time. */
    private void chunk(int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= chars[i];
        }
        reserve(1 + 2 * count);
        if (all <= 0xFF) {
            bytes[length++] = 1;
            for (int i = 0; i < count; i++) {
                bytes[length + i] = (byte) chars[i];
            }
            length += count;
        } else {
            bytes[length++] = 2;
            for (int i = 0; i < count; i++) {
                bytes[length + 2 * i] = (byte) (chars[i] >>> 8);
                bytes[length + 2 * i + 1] = (byte) chars[i];
            }
            length += 2 * count;
        }
    }

    /** A document; a segment that its model has not mapped counts with its metadata. */
    boolean document(Document document) {
        Content content = document.content().orElse(null);
        return content != null ? content(content) : segment(document.segment().orElseThrow());
    }

    private boolean segment(TextSegment segment) {
        Map<String, Object> metadata = segment.metadata().toMap();
        kind(metadata.isEmpty() ? 't' : 's').text(segment.text());
        return metadata.isEmpty() || entries(metadata);
    }

    boolean content(Content content) {
        Class<?> type = content.getClass();
        if (type == TextContent.class && content instanceof TextContent text) {
            kind('t').text(text.text());
            return true;
        }
        if (type == ImageContent.class && content instanceof ImageContent picture) {
            Image image = picture.image();
            kind('i').text(String.valueOf(picture.detailLevel()));
            return data(image.url(), image.base64Data(), image.mimeType());
        }
        if (type == VideoContent.class && content instanceof VideoContent film) {
            Video video = film.video();
            kind('v');
            return data(video.url(), video.base64Data(), video.mimeType());
        }
        return false;
    }

    private boolean data(@Nullable URI url, @Nullable String base64, @Nullable String mimeType) {
        if (url != null && "data".equalsIgnoreCase(url.getScheme())) {
            kind('u').text(url.toString());
            return true;
        }
        if (url != null || base64 == null) {
            return false;
        }
        kind('b').text(mimeType).text(base64);
        return true;
    }

    /** Entries in any order; 1, 1L, 1.0 and "1" are four different values. */
    boolean entries(Map<?, ?> entries) {
        return entries(entries, MOST_LEVELS);
    }

    private boolean entries(Map<?, ?> entries, int levels) {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                return false;
            }
            sorted.put(name, entry.getValue());
        }
        kind('{').number(sorted.size());
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            text(entry.getKey());
            if (!value(entry.getValue(), levels - 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean values(Collection<?> values, int levels) {
        kind('[').number(values.size());
        for (Object value : values) {
            if (!value(value, levels - 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean value(@Nullable Object value, int levels) {
        if (value == null) {
            kind('0');
            return true;
        }
        if (value instanceof String text) {
            kind('"').text(text);
            return true;
        }
        if (levels > 0 && value instanceof Map<?, ?> map) {
            return entries(map, levels);
        }
        if (levels > 0 && value instanceof Collection<?> collection) {
            return values(collection, levels);
        }
        // of these the text is the whole value; of a class of the user's it may be anything
        if (value.getClass().getName().startsWith("java.")
                && (value instanceof Number || value instanceof Boolean || value instanceof java.util.UUID)
                && !(value instanceof java.util.concurrent.atomic.AtomicInteger
                        || value instanceof java.util.concurrent.atomic.AtomicLong)) {
            kind('#').text(value.getClass().getName()).text(value.toString());
            return true;
        }
        return false;
    }
}
