package io.github.rerank4j.internal;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.BiFunction;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that brought no scores: what it is called, and how often asking again can help.
 *
 * @param message what happened and where
 * @param cause the exception below, or null
 * @param type makes the exception the caller gets
 * @param repeats how many further attempts can help at most
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

    private static final int ALWAYS = Integer.MAX_VALUE;

    /** A refusal, and what of it may be shown. */
    static Fault refused(String place, Refused refused, Refused shown, WireReply reply, @Nullable Duration retryAfter) {
        ErrorKind kind = refused.kind();
        StringBuilder message = new StringBuilder(place).append(": HTTP ").append(reply.status());
        message.append(shown.code() == null ? "" : " " + shown.code());
        message.append(shown.message().isEmpty() ? "" : ": " + shown.message());
        message.append(request(shown.requestId()));
        RerankHttpException cause =
                new RerankHttpException(reply.status(), shown.code(), shown.requestId(), message.toString());
        message.append("; ").append(kind.advice());
        return new Fault(message.toString(), cause, kind::exception, kind.repeats(), refused, reply, retryAfter);
    }

    static Fault redirected(String place, WireReply reply, @Nullable String requestId, String targetHost) {
        String message = place + ": HTTP " + reply.status() + " redirects to " + targetHost
                + ", which is not followed because it would send documents and credentials there" + request(requestId);
        ErrorKind kind = ErrorKind.INVALID_REQUEST;
        RerankHttpException cause = new RerankHttpException(reply.status(), null, requestId, message);
        return new Fault(
                message + "; set baseUrl to the address that answers", cause, kind::exception, 0, null, reply, null);
    }

    static Fault invalidReply(String place, WireReply reply, @Nullable String requestId, String problem) {
        String message = place + ": HTTP " + reply.status() + ", but " + problem + request(requestId);
        RerankHttpException cause = new RerankHttpException(reply.status(), null, requestId, message);
        return new Fault(message, cause, InvalidReplyException::new, 0, null, reply, null);
    }

    /** The TLS handshake took longer than {@code connectTimeout}. */
    static Fault slowHandshake(String place, Duration connectTimeout) {
        String message = place + ": no connection within " + Timers.readable(connectTimeout)
                + " (connectTimeout); the TLS handshake did not end";
        return new Fault(message, null, TimeoutException::new, ALWAYS, null, null, null);
    }

    /** The attempt took longer than {@code attemptTimeout}. */
    static Fault tooSlow(String place, Duration attemptTimeout) {
        String message = place + ": no whole answer within " + Timers.readable(attemptTimeout) + " (attemptTimeout)";
        return new Fault(message, null, TimeoutException::new, ALWAYS, null, null, null);
    }

    /** No whole reply came; the words are the failure's message without secrets and texts. */
    static Fault unreadable(String place, IOException failure, String words) {
        if (failure instanceof UnknownHostException) {
            String message = place + ": the host name is not known; check baseUrl and the network's name service";
            return plain(message, failure, UnresolvedModelServerException::new, 0);
        }
        if (failure instanceof SocketTimeoutException) {
            return plain(place + ": no connection within connectTimeout", failure, TimeoutException::new, ALWAYS);
        }
        if (untrusted(failure)) {
            String message = place + ": its TLS certificate is not trusted (" + words
                    + "); give the builder an httpClient that trusts it, or correct baseUrl";
            return plain(message, failure, NonRetriableException::new, 0);
        }
        String message = place + ": the connection failed (" + words + "); check that the server runs and is reachable";
        return plain(message, failure, RetriableException::new, ALWAYS);
    }

    /** Credentials could not be had. */
    static Fault unauthorized(String place, @Nullable Throwable failure) {
        Throwable cause =
                failure == null ? new NullPointerException("the authorizer gave null") : Futures.unwrapped(failure);
        if (cause instanceof LangChain4jException || cause instanceof IllegalArgumentException) {
            int repeats = cause instanceof RetriableException ? ALWAYS : 0;
            return plain(
                    String.valueOf(cause.getMessage()), cause, (message, same) -> (RuntimeException) cause, repeats);
        }
        String message = place + ": no credentials for this attempt: " + OneLine.of(String.valueOf(cause));
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
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }
}
