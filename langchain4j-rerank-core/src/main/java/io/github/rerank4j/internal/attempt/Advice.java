package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the caller can do about a refusal, as far as its words, its form and the address asked show. */
final class Advice {

    private static final Set<ErrorKind> OF_THE_ADDRESS =
            Set.of(ErrorKind.MODEL_NOT_FOUND, ErrorKind.INVALID_REQUEST, ErrorKind.AUTHENTICATION);

    private static final String SMALLER =
            "the request is too large for the service: lower maxBytesPerRequest or maxDocumentsPerRequest";

    /** As nginx, Go, Apache and Tomcat put it. */
    private static final Pattern TLS_EXPECTED = Pattern.compile(
            "(?i)HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|plain HTTP to an SSL|requires TLS");

    private Advice() {}

    /**
     * Advice.
     *
     * @param keySent whether there may have been a key
     * @param suspicion what looks wrong about the address; null for nothing
     */
    static String of(Refused refused, WireReply reply, boolean keySent, @Nullable String suspicion) {
        ErrorKind kind = refused.kind();
        if (reply.status() == HttpURLConnection.HTTP_ENTITY_TOO_LARGE) {
            return SMALLER;
        }
        if (TLS_EXPECTED.matcher(refused.message()).find()) {
            return "baseUrl says http://, but the server speaks TLS at this port; use https://";
        }
        if (!OF_THE_ADDRESS.contains(kind)) {
            return kind.advice();
        }
        String advice = kind.advice();
        if (ErrorBody.of(reply).isWebPage()) {
            advice = "a web page comes from a gateway, a proxy or a firewall, not from the service: check baseUrl and"
                    + " what is between";
        } else if (kind == ErrorKind.AUTHENTICATION
                && !keySent
                && reply.status() != HttpURLConnection.HTTP_PAYMENT_REQUIRED) {
            advice = "no key was sent: set apiKey";
        } else if (kind == ErrorKind.MODEL_NOT_FOUND) {
            advice = namesModel(refused)
                    ? "check modelName"
                    : "perhaps nothing is served at this path: " + kind.advice();
        }
        return suspicion == null ? advice : advice + "; " + suspicion;
    }

    /** Whether the service itself speaks of a model. */
    static boolean namesModel(Refused refused) {
        return ErrorBody.namesModel(refused.code() + " " + refused.message());
    }
}
