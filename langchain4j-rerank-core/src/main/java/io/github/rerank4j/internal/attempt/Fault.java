package io.github.rerank4j.internal.attempt;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.http.Greeting.WrongProtocol;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that brought no scores: what it is called, and how often asking again can help.
 *
 * @param message what happened and where
 * @param cause the exception below, or null
 * @param type makes the exception the caller gets
 * @param repeats how many further attempts can help at most, or {@link ErrorKind#UNLIMITED}
 * @param refused the refusal, if the service gave one
 * @param reply the reply it came in
 * @param retryAfter how long the service asks to wait, or null
 */
record Fault(
        String message,
        @Nullable Throwable cause,
        BiFunction<String, @Nullable Throwable, RuntimeException> type,
        int repeats,
        @Nullable Refused refused,
        @Nullable WireReply reply,
        @Nullable Duration retryAfter) {

    private static final int TOO_MANY_REQUESTS = 429;

    /** A refusal, and what of it may be shown. */
    static Fault refused(
            String endpoint,
            Refused refused,
            Refused shown,
            WireReply reply,
            String advice,
            @Nullable Duration retryAfter) {
        ErrorKind kind = refused.kind();
        StringBuilder message = new StringBuilder(endpoint).append(": HTTP ").append(reply.status());
        message.append(shown.code() == null ? "" : " " + shown.code());
        message.append(shown.message().isEmpty() ? "" : ": " + shown.message());
        message.append(request(shown.requestId()));
        RerankHttpException cause = new RerankHttpException(
                reply.status(), shown.code(), shown.requestId(), retryAfter, message.toString());
        message.append("; ").append(advice);
        return new Fault(message.toString(), cause, kind::exception, kind.repeats(), refused, reply, retryAfter);
    }

    static Fault redirected(String endpoint, WireReply reply, @Nullable String requestId, Endpoint.Redirect redirect) {
        String message = endpoint + ": HTTP " + reply.status() + " redirects to " + redirect.target()
                + ", which is not followed, because documents and credentials would go there" + request(requestId);
        ErrorKind kind = ErrorKind.INVALID_REQUEST;
        RerankHttpException cause = new RerankHttpException(reply.status(), null, requestId, null, message);
        return new Fault(message + "; " + redirect.advice(), cause, kind::exception, 0, null, reply, null);
    }

    static Fault invalidReply(String endpoint, WireReply reply, @Nullable String requestId, String problem) {
        String message = endpoint + ": HTTP " + reply.status() + ", but " + problem + request(requestId);
        RerankHttpException cause = new RerankHttpException(reply.status(), null, requestId, null, message);
        return new Fault(message, cause, InvalidReplyException::new, 0, null, reply, null);
    }

    /** What of a connection took longer than {@code connectTimeout}. */
    enum SlowConnect {
        PROXY("the proxy did not let it through (CONNECT)"),
        TLS("the TLS handshake did not end; if this port speaks plain text, write http:// in baseUrl");

        private final String words;

        SlowConnect(String words) {
            this.words = words;
        }
    }

    static Fault slowConnect(String endpoint, Duration connectTimeout, SlowConnect what) {
        String message = endpoint + noConnection(connectTimeout, ": " + what.words);
        return new Fault(message, null, TimeoutException::new, ErrorKind.UNLIMITED, null, null, null);
    }

    private static String noConnection(Duration connectTimeout, String why) {
        String limit = connectTimeout.isZero()
                ? "in time"
                : "within " + Durations.readable(connectTimeout) + " (connectTimeout)";
        return ": no connection " + limit + why
                + "; check address, network and proxy, or raise connectTimeout (on the httpClient, if one is set)";
    }

    /** The attempt took longer than {@code attemptTimeout}. */
    static Fault tooSlow(String endpoint, Duration attemptTimeout) {
        String message = endpoint + ": no complete response within " + Durations.readable(attemptTimeout)
                + " (attemptTimeout); find out why the service is slow, or raise attemptTimeout";
        return new Fault(message, null, TimeoutException::new, ErrorKind.UNLIMITED, null, null, null);
    }

    /** No whole reply came; the words are the failure's message without secrets and texts. */
    static Fault unreadable(String endpoint, IOException failure, String words, Duration connectTimeout) {
        if (failure instanceof UnknownHostException) {
            String message = endpoint
                    + ": the host name of the service or of the proxy is unknown; check baseUrl, the proxy and the"
                    + " network's name service";
            return plain(message, failure, UnresolvedModelServerException::new, 0);
        }
        if (failure instanceof SocketTimeoutException) {
            return plain(
                    endpoint + noConnection(connectTimeout, ""), failure, TimeoutException::new, ErrorKind.UNLIMITED);
        }
        WrongProtocol wrong = causeOf(failure, WrongProtocol.class);
        if (wrong != null) {
            String message = endpoint + ": "
                    + (wrong.isTlsExpected()
                            ? "baseUrl says https://, but the server speaks plain text at this port; use http://, or the"
                                    + " port that speaks TLS"
                            : "baseUrl says http://, but the server speaks TLS at this port; use https://");
            return plain(message, failure, NonRetriableException::new, 0);
        }
        if (untrusted(failure)) {
            String message = endpoint + ": its TLS certificate is not trusted (" + words
                    + "); give the builder an httpClient that trusts it, or correct baseUrl";
            return plain(message, failure, NonRetriableException::new, 0);
        }
        String message = endpoint + ": the connection failed (" + words
                + "); check that the server runs and is reachable, as well as the proxy if there is one"
                + otherProtocol(failure);
        return plain(message, shown(failure, words), RetriableException::new, ErrorKind.UNLIMITED);
    }

    /** Servers that speak the other protocol often end the connection without a word. */
    private static String otherProtocol(IOException failure) {
        if (causeOf(failure, SSLException.class) != null) {
            return "; if this port speaks plain text, write http:// in baseUrl";
        }
        boolean silentEnd = String.valueOf(failure.getMessage()).startsWith("unexpected end of stream on http://");
        return silentEnd ? "; if this port wants TLS, write https:// in baseUrl" : "";
    }

    /** The failure, or one with those words where its own quote the server, as those about a status line do. */
    private static IOException shown(IOException failure, String words) {
        if (!(failure instanceof ProtocolException) || words.equals(failure.getMessage())) {
            return failure;
        }
        ProtocolException shown = new ProtocolException(words);
        shown.setStackTrace(failure.getStackTrace());
        return shown;
    }

    /** Credentials could not be had. */
    static Fault unauthorized(String endpoint, @Nullable Throwable failure) {
        Throwable cause =
                failure == null ? new NullPointerException("the authorizer returned null") : Futures.unwrapped(failure);
        if (cause instanceof LangChain4jException || cause instanceof IllegalArgumentException) {
            int repeats = cause instanceof RetriableException ? ErrorKind.UNLIMITED : 0;
            return plain(
                    String.valueOf(cause.getMessage()), cause, (message, same) -> (RuntimeException) cause, repeats);
        }
        String message = endpoint + ": no credentials for this attempt: " + OneLine.of(String.valueOf(cause))
                + "; find out why the provider of credentials failed";
        return plain(message, cause, AuthenticationException::new, 0);
    }

    /** Code of the user's, such as an interceptor or a supplier, threw. */
    static Fault thrown(RuntimeException failure) {
        return plain(String.valueOf(failure.getMessage()), failure, (message, same) -> failure, 0);
    }

    /** The message alone: it is redacted, and the provider's own words are not. */
    @Override
    public String toString() {
        return "Fault[" + message + "]";
    }

    /** Whether the service refused because there were too many requests. */
    boolean isThrottling() {
        return refused != null && refused.kind() == ErrorKind.RATE_LIMIT;
    }

    /** Whether the server is still loading its model. */
    boolean isLoading() {
        return refused != null && refused.kind() == ErrorKind.LOADING;
    }

    /** How long a server that loads its model thinks it will take; null where it does not say. */
    @Nullable
    Duration estimate() {
        return reply == null ? null : Loading.estimate(reply);
    }

    /**
     * Whether {@code retryAfter} holds for everybody who asks: of 429 and 503, whatever code is in the body, and of
     * limits named in other ways.
     */
    boolean saysWhenToComeBack() {
        return isThrottling() || status() == TOO_MANY_REQUESTS || status() == HttpURLConnection.HTTP_UNAVAILABLE;
    }

    /** The HTTP status of the reply, or 0 if there was none. */
    int status() {
        return reply == null ? 0 : reply.status();
    }

    /** The message without what the caller can do about it. */
    String withoutAdvice() {
        return cause instanceof RerankHttpException answered ? String.valueOf(answered.getMessage()) : message;
    }

    /** The exception for the caller, with a word on why it is not asked again. */
    RuntimeException exception(String suffix) {
        return type.apply(message + suffix, cause);
    }

    private static Fault plain(
            String message,
            Throwable cause,
            BiFunction<String, @Nullable Throwable, RuntimeException> type,
            int repeats) {
        return new Fault(message, cause, type, repeats, null, null, null);
    }

    private static String request(@Nullable String id) {
        return id == null ? "" : " (request " + id + ")";
    }

    private static boolean untrusted(Throwable failure) {
        return causeOf(failure, CertificateException.class) != null
                || causeOf(failure, SSLPeerUnverifiedException.class) != null;
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
