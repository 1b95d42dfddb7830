package io.github.rerank4j.siliconflow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

    private static final Map<String, String> TRACED = Map.of("x-siliconcloud-trace-id", "ti_invented");

    @ParameterizedTest
    @CsvSource({
        "400, 20012, MODEL_NOT_FOUND",
        "400, 20013, INVALID_REQUEST",
        "400, 20015, INVALID_REQUEST",
        "400, 20019, INVALID_REQUEST",
        "400, 20020, INVALID_REQUEST",
        "451, 20021, INVALID_REQUEST",
        "403, 30001, AUTHENTICATION",
        "403, 30003, AUTHENTICATION",
        "403, 30005, AUTHENTICATION",
        "403, 30011, AUTHENTICATION",
        "503, 50501, SERVER",
        "503, 50505, SERVER",
        "503, 50506, SERVER",
        "503, 50508, SERVER",
        "503, 50509, SERVER",
        "503, 50603, SERVER",
        "429, 50601, RATE_LIMIT",
        "429, 50602, RATE_LIMIT",
        "429, 50607, RATE_LIMIT",
        "429, 50608, RATE_LIMIT"
    })
    void a_code_says_the_same_as_number_as_text_and_under_any_status_that_can_mean_it(
            int status, String code, ErrorKind kind) {
        String number = "{\"code\":" + code + ",\"message\":\"Refused.\",\"data\":null}";
        String text = "{\"code\":\"" + code + "\",\"message\":\"Refused.\",\"data\":null}";

        int another = kind == ErrorKind.SERVER ? 429 : 400;
        for (int sent : new int[] {status, 200, another, 500}) {
            for (String body : new String[] {number, text}) {
                Refused refused = refused(sent, body);

                assertThat(refused.kind()).isEqualTo(kind);
                assertThat(refused.code()).isEqualTo(code);
                assertThat(refused.message()).isEqualTo("Refused.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"50501", "50508", "50603"})
    void a_status_that_blames_the_request_counts_more_than_a_code_that_blames_the_server(String code) {
        String body = "{\"code\":" + code + ",\"message\":\"Refused.\"}";

        assertThat(refused(400, body).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refused(401, body).kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(refused(404, body).kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, AUTHENTICATION",
        "402, AUTHENTICATION",
        "403, AUTHENTICATION",
        "404, MODEL_NOT_FOUND",
        "408, TIMEOUT",
        "422, INVALID_REQUEST",
        "429, RATE_LIMIT",
        "451, INVALID_REQUEST",
        "500, SERVER",
        "501, INVALID_REQUEST",
        "503, SERVER",
        "504, SERVER"
    })
    void without_a_known_code_the_status_decides(int status, ErrorKind kind) {
        assertThat(refused(status, "{\"message\":\"No.\",\"data\":null}").kind())
                .isEqualTo(kind);
        assertThat(refused(status, "{\"code\":99999,\"message\":\"No.\"}").kind())
                .isEqualTo(kind);
        assertThat(refused(status, "").kind()).isEqualTo(kind);
        assertThat(refused(status, "<html></html>").kind()).isEqualTo(kind);
        assertThat(refused(status, "\"No.\"").kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"401, Invalid token", "401, Api key is invalid", "403, Forbidden", "404, 404 page not found"})
    void a_bare_text_is_the_message(int status, String words) {
        Refused refused = refused(status, "\"" + words + "\"");

        assertThat(refused.message()).isEqualTo(words);
        assertThat(refused.code()).isNull();
        assertThat(refused.requestId()).isEqualTo("ti_invented");
    }

    @Test
    void the_documented_errors_are_understood() {
        assertThat(refused(400, Golden.text("error.json")))
                .isEqualTo(
                        new Refused(ErrorKind.MODEL_NOT_FOUND, "20012", "This model does not exist.", "ti_invented"));
        assertThat(refused(401, Golden.text("error-token.json")))
                .isEqualTo(new Refused(ErrorKind.AUTHENTICATION, null, "Invalid token", "ti_invented"));
        assertThat(refused(429, Golden.text("error-rate-limit.json")))
                .isEqualTo(new Refused(
                        ErrorKind.RATE_LIMIT, null, "Rejected by the rate limit: TPM limit reached", "ti_invented"));
    }

    @Test
    void a_gateways_page_is_named() {
        Refused refused = refused(504, Golden.text("error-gateway.html"));

        assertThat(refused.kind()).isEqualTo(ErrorKind.SERVER);
        assertThat(refused.message()).contains("504 Gateway Time-out");
    }

    @Test
    void a_number_followed_by_words_is_no_json() {
        Refused refused = refused(504, "504 Gateway Time-out");

        assertThat(refused.message()).isEqualTo("504 Gateway Time-out");
        assertThat(refused.code()).isNull();
    }

    @Test
    void a_relays_error_object_is_understood() {
        Refused refused = refused(503, Golden.text("relay-error.json"));

        assertThat(refused.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
        assertThat(refused.code()).isEqualTo("model_not_found");
        assertThat(refused.message()).isEqualTo("No channel serves this model");
    }

    @ParameterizedTest
    @CsvSource({
        "403, insufficient_user_quota, AUTHENTICATION",
        "403, pre_consume_token_quota_failed, AUTHENTICATION",
        "429, insufficient_quota, AUTHENTICATION",
        "401, '', AUTHENTICATION",
        "400, invalid_request, INVALID_REQUEST",
        "500, do_request_failed, SERVER"
    })
    void a_relays_billing_errors_are_not_taken_for_limits(int status, String code, ErrorKind kind) {
        String body =
                "{\"error\":{\"message\":\"No.\",\"type\":\"new_api_error\",\"param\":\"\",\"code\":\"" + code + "\"}}";

        assertThat(refused(status, body).kind()).isEqualTo(kind);
    }

    @Test
    void a_relays_error_may_have_a_number_or_nothing_for_a_code() {
        assertThat(refused(400, "{\"error\":{\"message\":\"No.\",\"code\":20012}}")
                        .kind())
                .isEqualTo(ErrorKind.MODEL_NOT_FOUND);
        assertThat(refused(400, "{\"error\":{\"message\":\"No.\",\"code\":null}}")
                        .code())
                .isNull();
    }

    @Test
    void an_error_that_is_a_text_is_the_message() {
        assertThat(refused(400, "{\"error\":\"No.\"}").message()).isEqualTo("No.");
        assertThat(refused(200, "{\"error\":\"No.\"}").message()).isEqualTo("No.");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"code\":77777,\"message\":\"No.\"}', INVALID_REQUEST",
        "'{\"code\":503,\"message\":\"No.\"}', SERVER",
        "'{\"code\":\"429\",\"message\":\"No.\"}', RATE_LIMIT",
        "'{\"code\":\"oops\",\"message\":\"No.\"}', INVALID_REQUEST",
        "'{\"message\":\"No.\",\"data\":null}', INVALID_REQUEST",
        "'{\"error\":{\"message\":\"No.\"}}', INVALID_REQUEST",
        "'{\"error\":{\"message\":\"No.\"},\"results\":[]}', INVALID_REQUEST"
    })
    void an_error_under_a_success_status_is_a_refusal(String body, ErrorKind kind) {
        Refused refused = refused(200, body);

        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.message()).isEqualTo("No.");
        assertThat(refused.requestId()).isEqualTo("ti_invented");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":20000,\"message\":\"Ok\",\"results\":[]}",
                "{\"code\":\"200\",\"message\":\"Ok\",\"results\":[]}",
                "{\"code\":0,\"results\":[]}",
                "{\"code\":null,\"message\":\"Ok\",\"results\":[]}",
                "{\"error\":null,\"results\":[]}",
                "{\"error\":{},\"results\":[]}",
                "{\"error\":{\"message\":\"\",\"type\":\"\",\"param\":\"\",\"code\":null},\"results\":[]}",
                "{\"error\":{\"code\":0,\"message\":\"success\",\"retry\":false},\"results\":[]}",
                "{\"code\":\"00000\",\"results\":[]}",
                "{\"error\":\"\",\"results\":[]}"
            })
    void a_code_of_success_and_an_empty_error_are_no_refusal(String body) {
        assertThat(Refusals.in(Golden.reply(200, body, TRACED))).isNull();
    }

    @Test
    void the_id_in_the_body_stands_in_for_a_missing_trace_id() {
        Refused refused = requireNonNull(Refusals.in(Golden.reply(500, "{\"id\":\"r-1\",\"message\":\"No.\"}")));

        assertThat(refused.requestId()).isEqualTo("r-1");
    }

    private static Refused refused(int status, String body) {
        return requireNonNull(Refusals.in(Golden.reply(status, body, TRACED)));
    }
}
