package io.github.rerank4j.tencent;

import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The example values that several tests use. */
final class Examples {

    /** The key pair of Tencent's published examples, which opens nothing. */
    static final TencentCredentials PUBLISHED =
            TencentCredentials.of("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");

    static final String CONTENT_TYPE = "application/json; charset=utf-8";

    private Examples() {}

    static Attempt attempt(String host, String contentType, String body, long timestamp) {
        return new Attempt(
                URI.create("https://" + host + "/"),
                host,
                contentType,
                new WireBody(List.of(body.getBytes(StandardCharsets.UTF_8))),
                Instant.ofEpochSecond(timestamp));
    }

    static WireReply reply(int status, String body) {
        return reply(status, body, Map.of());
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a look-up may give null
    static WireReply reply(int status, String body, Map<String, String> headers) {
        return new WireReply(status, headers::get, body.getBytes(StandardCharsets.UTF_8));
    }
}
