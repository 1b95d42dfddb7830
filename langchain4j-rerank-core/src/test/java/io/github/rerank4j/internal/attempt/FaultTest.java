package io.github.rerank4j.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {

    private static final String PLACE = "acme (POST https://rank.example/rank)";

    static Stream<Arguments> failures() {
        SSLHandshakeException untrusted = new SSLHandshakeException("handshake");
        untrusted.initCause(new CertificateException("no path"));
        return Stream.of(
                arguments(new ConnectException("refused"), RetriableException.class, true),
                arguments(new SocketException("Connection reset"), RetriableException.class, true),
                arguments(new EOFException("unexpected end"), RetriableException.class, true),
                arguments(new IOException("Canceled"), RetriableException.class, true),
                arguments(new UnknownHostException("rank.example"), UnresolvedModelServerException.class, false),
                arguments(new SocketTimeoutException("timeout"), TimeoutException.class, true),
                arguments(untrusted, NonRetriableException.class, false),
                arguments(new SSLPeerUnverifiedException("other host"), NonRetriableException.class, false));
    }

    @Test
    void what_a_server_says_in_place_of_a_status_line_is_shown_in_no_cause() {
        ProtocolException failure = new ProtocolException("Unexpected status line: a private text");

        Throwable cause = Fault.unreadable(PLACE, failure, "Unexpected status line: ***", Duration.ofSeconds(10))
                .exception("")
                .getCause();

        assertThat(cause)
                .isExactlyInstanceOf(ProtocolException.class)
                .hasMessage("Unexpected status line: ***")
                .hasNoCause()
                .extracting(Throwable::getStackTrace)
                .isEqualTo(failure.getStackTrace());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void an_attempt_without_a_whole_reply_becomes_what_the_table_says(
            IOException failure, Class<? extends Exception> type, boolean repeated) {
        Fault fault = Fault.unreadable(PLACE, failure, "words", Duration.ofSeconds(10));

        assertThat(fault.exception("; gave up"))
                .isExactlyInstanceOf(type)
                .hasMessageStartingWith(PLACE)
                .hasMessageEndingWith("; gave up")
                .hasCause(failure);
        assertThat(fault.repeats() > 0).isEqualTo(repeated);
    }

    @Test
    void a_refusal_says_what_happened_where_in_the_providers_words_and_what_to_do() {
        Refused refused = new Refused(ErrorKind.RATE_LIMIT, "LimitExceeded", "slow down", "id-1");

        Fault fault = Fault.refused(PLACE, refused, refused, reply(429), "do this", Duration.ofSeconds(4));

        assertThat(fault.exception(""))
                .isExactlyInstanceOf(RateLimitException.class)
                .hasMessage(PLACE + ": HTTP 429 LimitExceeded: slow down (request id-1); do this")
                .cause()
                .isInstanceOfSatisfying(RerankHttpException.class, received -> {
                    assertThat(received.statusCode()).isEqualTo(429);
                    assertThat(received.code()).contains("LimitExceeded");
                    assertThat(received.requestId()).contains("id-1");
                    assertThat(received.retryAfter()).contains(Duration.ofSeconds(4));
                });
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void a_refusal_without_code_words_and_id_says_the_status() {
        Refused refused = new Refused(ErrorKind.SERVER, null, "", null);

        Fault fault = Fault.refused(PLACE, refused, refused, reply(503), "do that", null);

        assertThat(fault.exception("")).hasMessage(PLACE + ": HTTP 503; do that");
    }

    @Test
    void a_redirection_names_its_target_and_is_not_repeated() {
        Fault fault = Fault.redirected(
                PLACE, reply(307), "id-1", new Endpoint.Redirect("https://elsewhere.example/rank", "go there"));

        assertThat(fault.exception(""))
                .isExactlyInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("307")
                .hasMessageContaining("https://elsewhere.example/rank")
                .hasMessageEndingWith("; go there")
                .hasMessageContaining("id-1")
                .hasCauseInstanceOf(RerankHttpException.class);
        assertThat(fault.repeats()).isZero();
    }

    @Test
    void an_invalid_reply_names_the_problem_and_is_not_repeated() {
        Fault fault = Fault.invalidReply(PLACE, reply(200), "id-1", "document 0 has no score");

        assertThat(fault.exception(""))
                .isExactlyInstanceOf(InvalidReplyException.class)
                .hasMessage(PLACE + ": HTTP 200, but document 0 has no score (request id-1)")
                .hasCauseInstanceOf(RerankHttpException.class);
        assertThat(fault.repeats()).isZero();
    }

    @Test
    void a_connection_that_is_not_there_in_time_is_told_with_its_limit_if_it_has_one() {
        SocketTimeoutException late = new SocketTimeoutException("Connect timed out");

        assertThat(Fault.unreadable(PLACE, late, "words", Duration.ofSeconds(10))
                        .exception(""))
                .hasMessage(PLACE + ": no connection within 10 s (connectTimeout); check address, network and proxy, or"
                        + " raise connectTimeout (on the httpClient, if one is set)");
        assertThat(Fault.unreadable(PLACE, late, "words", Duration.ZERO).exception(""))
                .hasMessageStartingWith(PLACE + ": no connection in time; check address");
    }

    @Test
    void an_attempt_that_is_too_slow_is_repeated() {
        Fault fault = Fault.tooSlow(PLACE, Duration.ofMillis(250));

        assertThat(fault.exception(""))
                .isExactlyInstanceOf(TimeoutException.class)
                .hasMessage(PLACE
                        + ": no complete response within 250 ms (attemptTimeout); find out why the service is slow,"
                        + " or raise attemptTimeout");
        assertThat(fault.repeats()).isPositive();
    }

    @Test
    void credentials_that_cannot_be_had_are_an_authentication_failure() {
        Fault fault = Fault.unauthorized(PLACE, new CompletionException(new IOException("no route to the vault")));

        assertThat(fault.exception(""))
                .isExactlyInstanceOf(AuthenticationException.class)
                .hasMessageContaining("no route to the vault")
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(fault.repeats()).isZero();
    }

    @Test
    void what_a_credentials_provider_says_in_users_terms_is_thrown_as_it_is() {
        RateLimitException slowDown = new RateLimitException("the role service asks to slow down");
        AuthenticationException noRole = new AuthenticationException("no role is attached");

        assertThat(Fault.unauthorized(PLACE, slowDown).exception("")).isSameAs(slowDown);
        assertThat(Fault.unauthorized(PLACE, slowDown).repeats()).isPositive();
        assertThat(Fault.unauthorized(PLACE, noRole).exception("")).isSameAs(noRole);
        assertThat(Fault.unauthorized(PLACE, noRole).repeats()).isZero();
    }

    @Test
    void what_a_users_own_code_throws_is_thrown_as_it_is_and_not_repeated() {
        IllegalStateException failure = new IllegalStateException("the interceptor is broken");

        assertThat(Fault.thrown(failure).exception("")).isSameAs(failure);
        assertThat(Fault.thrown(failure).repeats()).isZero();
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a header may be null
    private static WireReply reply(int status) {
        return new WireReply(status, name -> null, new byte[0]);
    }
}
