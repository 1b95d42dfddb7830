package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorKindTest {

    @ParameterizedTest
    @CsvSource({
        "429, RATE_LIMIT",
        "500, SERVER",
        "502, SERVER",
        "503, SERVER",
        "504, SERVER",
        "520, SERVER",
        "521, SERVER",
        "522, SERVER",
        "524, SERVER",
        "529, SERVER",
        "408, TIMEOUT",
        "401, AUTHENTICATION",
        "402, AUTHENTICATION",
        "403, AUTHENTICATION",
        "404, MODEL_NOT_FOUND",
        "400, INVALID_REQUEST",
        "405, INVALID_REQUEST",
        "409, INVALID_REQUEST",
        "413, INVALID_REQUEST",
        "415, INVALID_REQUEST",
        "422, INVALID_REQUEST",
        "424, INVALID_REQUEST",
        "451, INVALID_REQUEST",
        "501, INVALID_REQUEST",
        "301, INVALID_REQUEST",
        "307, INVALID_REQUEST",
        "304, INVALID_REQUEST"
    })
    void a_status_means_what_the_table_says(int status, ErrorKind kind) {
        assertThat(ErrorKind.ofStatus(status)).isEqualTo(kind);
    }

    @Test
    void each_kind_becomes_the_exception_users_catch() {
        Throwable cause = new IllegalStateException("cause");
        Map<ErrorKind, Class<? extends Exception>> types = Map.of(
                ErrorKind.RATE_LIMIT, RateLimitException.class,
                ErrorKind.SERVER, InternalServerException.class,
                ErrorKind.LOADING, InternalServerException.class,
                ErrorKind.AMBIGUOUS, InternalServerException.class,
                ErrorKind.TIMEOUT, TimeoutException.class,
                ErrorKind.AUTHENTICATION, AuthenticationException.class,
                ErrorKind.MODEL_NOT_FOUND, ModelNotFoundException.class,
                ErrorKind.INVALID_REQUEST, InvalidRequestException.class);

        assertThat(types).containsOnlyKeys(ErrorKind.values());
        types.forEach((kind, type) -> assertThat(kind.exception("words", cause))
                .isExactlyInstanceOf(type)
                .hasMessage("words")
                .hasCause(cause));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_repeated_is_what_langchain4j_calls_retriable(ErrorKind kind) {
        Throwable cause = new IllegalStateException("cause");

        if (kind.repeats() > 0) {
            assertThat(kind.exception("words", cause)).isInstanceOf(RetriableException.class);
        } else {
            assertThat(kind.exception("words", cause)).isInstanceOf(NonRetriableException.class);
        }
        assertThat(kind.advice()).isNotBlank();
    }

    @Test
    void what_does_not_say_whether_asking_again_helps_is_asked_once_more() {
        assertThat(ErrorKind.AMBIGUOUS.repeats()).isEqualTo(1);
    }

    @Test
    void billing_permission_and_contract_errors_are_never_repeated() {
        assertThat(ErrorKind.AUTHENTICATION.repeats()).isZero();
        assertThat(ErrorKind.MODEL_NOT_FOUND.repeats()).isZero();
        assertThat(ErrorKind.INVALID_REQUEST.repeats()).isZero();
    }
}
