package io.github.rerank4j.cli.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text in UTF-8, one at a time, with their numbers: a file of any size is read in the memory of its
 * longest line. Lines end at a line feed, which a carriage return may precede; a byte order mark is left out.
 */
public final class Lines implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final InputStream bytes;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int from;
    private int to;
    private int number;
    private @Nullable String peeked;

    private Lines(String name, InputStream bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * The lines of a file.
     *
     * @throws DataException if it cannot be read
     */
    public static Lines of(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new DataException(file + " is a folder; give a file");
            }
            return new Lines(file.toString(), Files.newInputStream(file));
        } catch (NoSuchFileException missing) {
            throw new DataException("there is no file " + file);
        } catch (IOException unreadable) {
            throw unreadable(file.toString());
        }
    }

    /**
     * The lines of what is open already, such as the standard input.
     *
     * @param name what it is called in messages
     */
    public static Lines of(String name, InputStream bytes) {
        return new Lines(name, bytes);
    }

    /**
     * The next line, without its end; null at the end of the text.
     *
     * @throws DataException if it cannot be read, or is not in UTF-8
     */
    public @Nullable String next() {
        if (peeked != null) {
            String line = peeked;
            peeked = null;
            return line;
        }
        pending.reset();
        boolean ended = false;
        boolean any = false;
        while (!ended && fill()) {
            any = true;
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            pending.write(buffer, from, end - from);
            ended = end < to;
            from = ended ? end + 1 : end;
        }
        if (!any) {
            return null;
        }
        number++;
        return text();
    }

    /** The next line that is not blank, which comes next as if it had not been looked at; null if there is none. */
    @Nullable
    String peek() {
        String line = next();
        while (line != null && line.isBlank()) {
            line = next();
        }
        peeked = line;
        return line;
    }

    /** The number of the line that came last, from 1. */
    public int number() {
        return number;
    }

    /** What the text is called in messages. */
    public String name() {
        return name;
    }

    /** What is wrong with the line that came last, as the end of a sentence that begins with file and line. */
    public DataException fault(String words) {
        return new DataException(name + ", line " + number + ": " + words);
    }

    private boolean fill() {
        if (from < to) {
            return true;
        }
        try {
            from = 0;
            to = Math.max(0, bytes.read(buffer));
            return to > 0;
        } catch (IOException unreadable) {
            throw unreadable(name);
        }
    }

    private String text() {
        try {
            String text = decoder.decode(ByteBuffer.wrap(pending.toByteArray())).toString();
            int start = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
            return text.substring(start, text.endsWith("\r") ? text.length() - 1 : text.length());
        } catch (CharacterCodingException otherCharset) {
            throw fault("is not in UTF-8; save the file in UTF-8");
        }
    }

    private static DataException unreadable(String name) {
        return new DataException(name + " cannot be read; make sure that it is a file you may read");
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException readAnyway) {
            // whatever there was has been read
        }
    }
}
