package io.github.rerank4j.siliconflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** The files with requests and replies in their documented shapes. */
final class Golden {

    private Golden() {}

    static byte[] bytes(String name) {
        try (InputStream file = Golden.class.getResourceAsStream("/siliconflow/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no file " + name);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static JsonNode json(String name) {
        return Json.read(bytes(name));
    }

    /** A reply with headers whose names are in lower case. */
    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a look-up may give null
    static WireReply reply(int status, String body, Map<String, String> headers) {
        return new WireReply(
                status, name -> headers.get(name.toLowerCase(Locale.ROOT)), body.getBytes(StandardCharsets.UTF_8));
    }

    static WireReply reply(int status, String body) {
        return reply(status, body, Map.of());
    }
}
