package io.github.rerank4j.benchmarks.harness;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the requests of one connection and keeps the body of the last one. */
final class RequestReader {

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private byte[] line = new byte[256];
    private byte[] body = new byte[BUFFER];
    private int length;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Reads one request to its last byte; false if the client has closed the connection instead. */
    boolean next() throws IOException {
        if (position == limit && !filled()) {
            return false;
        }
        length = 0;
        int announced = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (begins(header, "content-length:")) {
                announced = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
            chunked |= begins(header, "transfer-encoding:") && header.endsWith("chunked");
        }
        if (chunked) {
            chunks();
        } else {
            take(announced);
        }
        return true;
    }

    byte[] body() {
        return body;
    }

    int length() {
        return length;
    }

    private void chunks() throws IOException {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            take(size);
            line();
        }
        while (!line().isEmpty()) {
            // trailers say nothing of interest
        }
    }

    private int chunkSize() throws IOException {
        String size = line();
        int extension = size.indexOf(';');
        return Integer.parseInt(extension < 0 ? size : size.substring(0, extension), 16);
    }

    private void take(int bytes) throws IOException {
        if (body.length < length + bytes) {
            body = Arrays.copyOf(body, Math.max(2 * body.length, length + bytes));
        }
        int end = length + bytes;
        while (length < end) {
            if (position < limit) {
                int some = Math.min(limit - position, end - length);
                System.arraycopy(buffer, position, body, length, some);
                position += some;
                length += some;
            } else {
                int some = in.read(body, length, end - length);
                if (some < 0) {
                    throw new EOFException();
                }
                length += some;
            }
        }
    }

    private String line() throws IOException {
        int size = 0;
        for (byte next = read(); next != '\n'; next = read()) {
            if (size == line.length) {
                line = Arrays.copyOf(line, 2 * size);
            }
            line[size++] = next;
        }
        return new String(line, 0, size > 0 && line[size - 1] == '\r' ? size - 1 : size, StandardCharsets.ISO_8859_1);
    }

    private byte read() throws IOException {
        if (position == limit && !filled()) {
            throw new EOFException();
        }
        return buffer[position++];
    }

    private boolean filled() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private static boolean begins(String header, String name) {
        return header.regionMatches(true, 0, name, 0, name.length());
    }
}
