package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.WireReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    private static final String HITS = "[{\"index\":0,\"relevance_score\":0.5}]";

    @Test
    void a_gateway_in_front_of_the_envelope_refuses_in_its_own_shape() {
        Refused refused = refused(
                RerankDialect.ENVELOPE, 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"no such key\"}}");

        assertThat(refused).isEqualTo(new Refused(ErrorKind.AUTHENTICATION, "unauthorized", "no such key", null));
    }

    @ParameterizedTest
    @CsvSource({
        "200, \"401\", AUTHENTICATION",
        "200, 429, RATE_LIMIT",
        "200, \"503\", SERVER",
        "200, \"unauthorized\", AUTHENTICATION",
        "200, \"E1007\", INVALID_REQUEST",
        "200, 0, INVALID_REQUEST",
        "200, null, INVALID_REQUEST",
        "202, \"404\", MODEL_NOT_FOUND",
        "400, \"E1007\", INVALID_REQUEST",
        "500, \"E1007\", SERVER",
        "403, 7, AUTHENTICATION"
    })
    void success_false_is_a_refusal_under_any_status(int status, String code, ErrorKind kind) {
        Refused refused = refused(
                RerankDialect.ENVELOPE,
                status,
                "{\"success\":false,\"code\":" + code + ",\"message\":\"no\",\"data\":{\"results\":" + HITS + "}}");

        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.code()).isEqualTo(code.equals("null") ? null : code.replace("\"", ""));
        assertThat(refused.message()).isEqualTo("no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"success\":true,", "\"success\":null,", "", "\"success\":\"true\","})
    void the_envelope_is_open_where_success_is_true_or_absent(String success) {
        Scored scored = scored(RerankDialect.ENVELOPE, "{" + success + "\"data\":{\"results\":" + HITS + "}}");

        assertThat(scored.hits()).hasSize(1);
    }

    @Test
    void success_without_results_is_a_reply_without_scores_and_no_refusal() {
        Scored scored = scored(
                RerankDialect.ENVELOPE, "{\"success\":true,\"code\":\"200\",\"message\":\"successful\",\"data\":null}");

        assertThat(scored.hits().isMissingNode()).isTrue();
    }

    @Test
    void an_error_under_http_200_is_a_refusal() {
        assertThat(refused(
                        RerankDialect.OPENROUTER, 200, "{\"error\":{\"code\":429,\"message\":\"upstream is busy\"}}"))
                .isEqualTo(new Refused(ErrorKind.RATE_LIMIT, "429", "upstream is busy", null));
        assertThat(refused(RerankDialect.TEI, 200, "{\"error\":\"gone\",\"error_type\":\"Unhealthy\"}"))
                .isEqualTo(new Refused(ErrorKind.SERVER, "Unhealthy", "gone", null));
    }

    @Test
    void an_error_that_is_null_is_none() {
        assertThat(scored(RerankDialect.JINA, "{\"error\":null,\"results\":" + HITS + "}")
                        .hits())
                .hasSize(1);
        assertThat(scored(RerankDialect.JINA, "{\"error\":null}").hits().isArray())
                .isFalse();
    }

    @Test
    void dashscope_fails_with_a_code_and_not_without_one() {
        assertThat(refused(
                                RerankDialect.DASHSCOPE,
                                200,
                                "{\"code\":\"InvalidParameter\",\"message\":\"no\",\"request_id\":\"r\"}")
                        .kind())
                .isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(scored(RerankDialect.DASHSCOPE, "{\"code\":\"\",\"output\":{\"results\":" + HITS + "}}")
                        .hits())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "jina, 403, AUTHZ_INSUFFICIENT_BALANCE, AUTHENTICATION",
        "jina, 401, AUTH_INVALID_API_KEY, AUTHENTICATION",
        "jina, 429, RATE_TOKEN_LIMIT_EXCEEDED, RATE_LIMIT",
        "dashscope, 400, Throttling, RATE_LIMIT",
        "dashscope, 429, Throttling.AllocationQuota, RATE_LIMIT",
        "dashscope, 400, Arrearage, AUTHENTICATION",
        "dashscope, 400, InvalidApiKey, AUTHENTICATION",
        "dashscope, 400, ModelNotFound, MODEL_NOT_FOUND",
        "dashscope, 500, InternalError.Timeout, SERVER",
        "dashscope, 400, InternalError.Algo.InvalidParameter, INVALID_REQUEST",
        "dashscope, 200, InternalError.Algo.InvalidParameter, INVALID_REQUEST",
        "dashscope-compatible, 400, InternalError.Algo.InvalidParameter, INVALID_REQUEST",
        "dashscope-compatible, 400, model_not_found, MODEL_NOT_FOUND",
        "dashscope-compatible, 429, insufficient_quota, RATE_LIMIT",
        "zhipu, 429, 1113, AUTHENTICATION",
        "zhipu, 429, 1302, RATE_LIMIT",
        "zhipu, 400, 1211, MODEL_NOT_FOUND",
        "zhipu, 401, 1002, AUTHENTICATION",
        "zhipu, 429, 1000, AUTHENTICATION",
        "zhipu, 429, 1004, AUTHENTICATION",
        "zhipu, 429, 1110, AUTHENTICATION",
        "zhipu, 400, 1005, INVALID_REQUEST",
        "zhipu, 400, 1114, INVALID_REQUEST",
        "zhipu, 400, 10001, INVALID_REQUEST",
        "new-api, 503, model_not_found, MODEL_NOT_FOUND",
        "new-api, 403, insufficient_user_quota, AUTHENTICATION",
        "new-api, 503, other, SERVER",
        "together, 429, insufficient_quota, AUTHENTICATION",
        "tei, 424, Backend, SERVER",
        "tei, 422, Validation, INVALID_REQUEST",
        "tei, 413, Validation, INVALID_REQUEST",
        "tei, 429, Overloaded, RATE_LIMIT",
        "tei, 503, Unhealthy, SERVER",
        "llama-cpp, 500, exceed_context_size_error, INVALID_REQUEST",
        "llama-cpp, 501, not_supported_error, INVALID_REQUEST",
        "llama-cpp, 503, unavailable_error, SERVER",
        "vllm, 400, BadRequestError, INVALID_REQUEST",
        "infinity, 500, internal, SERVER"
    })
    void a_code_counts_more_than_the_status(String dialect, int status, String code, ErrorKind kind) {
        RerankDialect preset = RerankDialect.named(dialect);
        List<String> places = preset.errors.codes();
        String place = places.isEmpty() ? "/error/code" : places.get(0);
        String body = place.startsWith("/error/")
                ? "{\"error\":{\"message\":\"no\",\"" + place.substring(7) + "\":\"" + code + "\"}}"
                : "{\"message\":\"no\",\"" + place.substring(1) + "\":\"" + code + "\"}";

        Refused refused = refused(preset, status, body);

        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input is too large to process. increase the physical batch size",
                "input (518 tokens) is too large to process. increase the physical batch size (current batch size: 512)"
            })
    void a_text_too_long_for_llama_cpp_is_the_callers_fault_although_it_answers_500(String words) {
        Refused refused = refused(
                RerankDialect.LLAMA_CPP,
                500,
                "{\"error\":{\"code\":500,\"message\":\"" + words + "\",\"type\":\"server_error\"}}");

        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model is not a re-ranker model", "Backend error: model is not a re-ranker model"})
    void a_tei_server_with_another_kind_of_model_is_not_asked_again(String words) {
        Refused refused = refused(RerankDialect.TEI, 424, "{\"error\":\"" + words + "\",\"error_type\":\"Backend\"}");

        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @Test
    void of_several_kinds_that_fit_the_last_stated_counts() {
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .errorKind("E1", ErrorKind.MODEL_NOT_FOUND)
                .errorKind("E10", ErrorKind.RATE_LIMIT)
                .build();

        assertThat(refused(dialect, 400, "{\"code\":\"e107\"}").kind()).isEqualTo(ErrorKind.RATE_LIMIT);
        assertThat(refused(dialect, 400, "{\"code\":\"E1\"}").kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
        assertThat(refused(
                                dialect.toBuilder()
                                        .errorKind("E1", ErrorKind.TIMEOUT)
                                        .build(),
                                400,
                                "{\"code\":\"E107\"}")
                        .kind())
                .isEqualTo(ErrorKind.TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zhipu | 400 | {\"error\":{\"code\":\"1214\",\"message\":\"100 documents at most\"}}",
                "zhipu | 400 | {\"error\":{\"code\":\"1214\",\"message\":\"1113 documents are too many\"}}",
                "jina | 400 | {\"detail\":\"Authors of documents must be strings\"}",
                "jina | 422 | {\"detail\":\"RATE_OF_DECAY is no parameter\",\"code\":\"VALIDATION\"}",
                "tei | 413 | {\"error\":\"Backend accepts 2 MB at most\",\"error_type\":\"Validation\"}",
                "dashscope | 400 | {\"code\":\"InvalidParameter\",\"message\":\"Throttling is no field\"}"
            })
    void what_the_words_of_an_error_begin_with_does_not_change_its_kind(String dialect, int status, String body) {
        Refused refused = refused(RerankDialect.named(dialect), status, body);

        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @Test
    void words_stated_as_the_sign_count_more_than_a_code_and_codes_are_no_words() {
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .errorWords("No room", ErrorKind.RATE_LIMIT)
                .errorWords("No room at all", ErrorKind.AUTHENTICATION)
                .errorKind("E1", ErrorKind.MODEL_NOT_FOUND)
                .build();

        assertThat(refused(dialect, 400, "{\"code\":\"E1\",\"message\":\"no room today\"}")
                        .kind())
                .isEqualTo(ErrorKind.RATE_LIMIT);
        assertThat(refused(dialect, 400, "{\"message\":\"no room at all\"}").kind())
                .isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(refused(dialect, 400, "{\"code\":\"No room\",\"message\":\"E1\"}")
                        .kind())
                .isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, AUTHENTICATION",
        "404, MODEL_NOT_FOUND",
        "408, SERVER",
        "409, INVALID_REQUEST",
        "413, INVALID_REQUEST",
        "422, INVALID_REQUEST",
        "424, SERVER",
        "425, SERVER",
        "429, SERVER",
        "500, SERVER",
        "501, SERVER",
        "200, SERVER"
    })
    void a_status_that_blames_the_request_never_becomes_a_fault_of_the_server(int status, ErrorKind kind) {
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .errorKind("broken", ErrorKind.SERVER)
                .errorWords("it broke", ErrorKind.SERVER)
                .build();

        assertThat(refused(dialect, status, "{\"error\":{\"code\":\"broken\"}}").kind())
                .isEqualTo(kind);
        assertThat(refused(dialect, status, "{\"error\":\"it broke\"}").kind()).isEqualTo(kind);
    }

    @Test
    void a_code_of_digits_fits_as_a_whole() {
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .errorKind("1000", ErrorKind.AUTHENTICATION)
                .build();

        assertThat(refused(dialect, 400, "{\"code\":1000}").kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(refused(dialect, 400, "{\"code\":10001}").kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refused(dialect, 400, "{\"code\":\"1000 documents at most\"}")
                        .kind())
                .isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    static List<RerankDialect> presets() {
        return RerankDialect.presets();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void words_instead_of_results_are_a_refusal_under_http_200(RerankDialect dialect) {
        for (String name : List.of("message", "detail", "error")) {
            String words = "\"" + name + "\":\"your quota is used up\"";

            for (String body : List.of("{\"success\":false," + words + "}", "{" + words + "}")) {
                assertThat(refused(dialect, 200, body).kind()).as(body).isEqualTo(ErrorKind.INVALID_REQUEST);
                assertThat(refused(dialect, 200, body).message()).as(body).isEqualTo("your quota is used up");
            }
        }
    }

    @Test
    void a_code_beside_the_words_says_what_kind_of_refusal_it_is() {
        Refused refused =
                refused(RerankDialect.COHERE_V2, 200, "{\"success\":false,\"code\":429,\"message\":\"slow down\"}");

        assertThat(refused).isEqualTo(new Refused(ErrorKind.RATE_LIMIT, "429", "slow down", null));
    }

    @Test
    void a_code_of_failure_counts_more_than_a_success_that_has_no_results() {
        String body = "{\"success\":true,\"code\":\"50001\",\"message\":\"Too many requests\",\"data\":null}";

        assertThat(refused(RerankDialect.ENVELOPE, 200, body))
                .isEqualTo(new Refused(ErrorKind.RATE_LIMIT, "50001", "Too many requests", null));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_code_beside_an_empty_list_is_a_refusal(RerankDialect dialect) {
        String body = "{\"code\":50001,\"msg\":\"Too many requests\",\"results\":[],\"data\":[]}";

        assertThat(refused(dialect, 200, body).kind()).isEqualTo(ErrorKind.RATE_LIMIT);
    }

    @Test
    void a_hosted_nim_that_is_not_done_yet_is_a_refusal_with_the_id_of_the_request() {
        WireReply reply =
                Golden.wire(202, new byte[0], Map.of("nvcf-reqid", "nv-7", "nvcf-status", "pending-evaluation"));

        Refused refused = (Refused) RerankDialect.NVIDIA_NIM.wire().decode(reply);

        assertThat(refused.kind()).isEqualTo(ErrorKind.AMBIGUOUS);
        assertThat(refused.code()).isEqualTo("pending-evaluation");
        assertThat(refused.requestId()).isEqualTo("nv-7");
        assertThat(refused.message()).contains("accepted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"rankings\":[{\"index\":0,\"logit\":1.5}]} | nvidia-nim sends such a list; correct dialect (it is voyage) or baseUrl",
                "{\"scores\":[0.5]} | deepinfra sends such a list; correct dialect (it is voyage) or baseUrl",
                "{\"hits\":[]} | correct dialect (it is voyage) or baseUrl"
            })
    void a_reply_of_another_dialect_is_recognised(String body, String words) {
        assertThat(RerankDialect.VOYAGE.wire().misfit(Golden.wire(200, body))).isEqualTo(words);
    }

    @Test
    void a_list_that_many_dialects_have_names_a_few() {
        assertThat(RerankDialect.VOYAGE.wire().misfit(Golden.wire(200, "{\"results\":" + HITS + "}")))
                .contains("cohere-v2")
                .contains("and others send");
    }

    @Test
    void llama_cpp_has_a_score_for_documents_it_failed_on() {
        assertThat(scored(RerankDialect.LLAMA_CPP, "{\"results\":" + HITS + "}").failedScore())
                .isEqualTo(-1_000_000);
        assertThat(scored(RerankDialect.VLLM, "{\"results\":" + HITS + "}").failedScore())
                .isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "\"false\""})
    void success_false_counts_beside_results_where_a_dialect_has_no_other_sign(String no) {
        String body = "{\"success\":" + no + ",\"message\":\"half done\",\"results\":" + HITS + "}";

        assertThat(refused(RerankDialect.JINA, 200, body).message()).isEqualTo("half done");
        assertThat(refused(RerankDialect.JINA, 503, body).kind()).isEqualTo(ErrorKind.SERVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"message\":\"fine\",\"results\":" + HITS,
                "\"success\":true,\"message\":\"fine\",\"results\":" + HITS,
                "\"success\":true,\"message\":\"successful\",\"results\":null",
                "\"message\":\" \",\"detail\":7"
            })
    void words_beside_results_or_a_success_are_no_refusal(String members) {
        assertThat(scored(RerankDialect.COHERE_V2, "{" + members + "}")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"message\":\"the words\"}}",
                "{\"error\":\"the words\"}",
                "{\"message\":\"the words\"}",
                "{\"detail\":\"the words\"}",
                "{\"detail\":{\"error\":\"the words\"}}",
                "{\"detail\":{\"message\":\"the words\"}}",
                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"the words\",\"input\":\"a document\"}]}",
                "\"the words\"",
                "the words"
            })
    void the_words_of_an_error_are_found_in_many_shapes(String body) {
        Refused refused = refused(RerankDialect.builder().name("acme").build(), 400, body);

        assertThat(refused.message()).isEqualTo("the words");
        assertThat(refused.code()).isNull();
        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @Test
    void an_empty_body_has_no_words() {
        assertThat(refused(RerankDialect.TEI, 401, ""))
                .isEqualTo(new Refused(ErrorKind.AUTHENTICATION, null, "", null));
    }

    @Test
    void a_page_of_html_is_named() {
        Refused refused = refused(RerankDialect.VLLM, 502, "<html><h1>502 Bad\nGateway</h1></html>");

        assertThat(refused.kind()).isEqualTo(ErrorKind.SERVER);
        assertThat(refused.message()).isEqualTo("a web page \"502 Bad Gateway\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "7", "\"fine\"", "{}", "[]x", "{\"results\":{}}", "{\"results\":null}", "<html>"})
    void a_success_without_a_list_holds_no_scores(String body) {
        assertThat(scored(RerankDialect.COHERE_V2, body).hits().isArray()).isFalse();
    }

    @Test
    void the_first_list_among_the_places_of_results_counts() {
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .results("/results", "/data/results", "")
                .build();

        assertThat(scored(dialect, "{\"results\":null,\"data\":{\"results\":" + HITS + "}}")
                        .hits())
                .hasSize(1);
        assertThat(scored(dialect, HITS).hits()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[],\"meta\":{\"billed_units\":{\"search_units\":3}}}",
                "{\"results\":[],\"usage\":{\"search_units\":3,\"cost\":0.1}}",
                "{\"results\":[],\"usage\":{\"rerank_units\":3}}",
                "{\"data\":[],\"usage\":{\"rerank_units\":3}}"
            })
    void units_of_another_kind_are_never_tokens(String body) {
        for (RerankDialect preset : RerankDialect.presets()) {
            assertThat(scored(preset, body).usage()).as(preset.name()).isNull();
        }
    }

    @Test
    void tokens_of_openrouter_are_tokens() {
        assertThat(scored(
                                RerankDialect.OPENROUTER,
                                "{\"results\":[],\"usage\":{\"search_units\":3,\"total_tokens\":9}}")
                        .usage())
                .isEqualTo(new TokenUsage(9, 0, 9));
    }

    @Test
    void litellm_reports_tokens_in_two_places() {
        assertThat(scored(RerankDialect.LITELLM, "{\"results\":[],\"meta\":{\"tokens\":{\"input_tokens\":8}}}")
                        .usage())
                .isEqualTo(new TokenUsage(8, 0, 8));
    }

    @Test
    void xinference_reports_tokens_when_asked_to() {
        assertThat(scored(
                                RerankDialect.XINFERENCE,
                                "{\"results\":[],\"meta\":{\"tokens\":{\"input_tokens\":8,\"output_tokens\":0}}}")
                        .usage())
                .isEqualTo(new TokenUsage(8, 0, 8));
    }

    @ParameterizedTest
    @CsvSource({"29, 29", " 29 , 29", "-1, ", "29.5, ", "many, ", "'', "})
    void tei_reports_tokens_in_a_header(String header, Integer tokens) {
        WireReply reply = Golden.wire(
                200,
                "[{\"index\":0,\"score\":0.5}]".getBytes(StandardCharsets.UTF_8),
                Map.of("x-compute-tokens", header));

        Scored scored = (Scored) RerankDialect.TEI.wire().decode(reply);

        assertThat(scored.usage()).isEqualTo(tokens == null ? null : new TokenUsage(tokens, 0, tokens));
    }

    @Test
    void a_relay_that_counts_no_input_tokens_reports_prompt_tokens() {
        assertThat(scored(
                                RerankDialect.NEW_API,
                                "{\"results\":[],\"usage\":{\"prompt_tokens\":107,\"completion_tokens\":0,"
                                        + "\"total_tokens\":107,\"input_tokens\":0,\"output_tokens\":0}}")
                        .usage())
                .isEqualTo(new TokenUsage(107, 0, 107));
    }

    @Test
    void a_number_may_be_a_request_id() {
        assertThat(scored(RerankDialect.JINA, "{\"id\":77,\"results\":[]}").requestId())
                .isEqualTo("77");
        assertThat(scored(RerankDialect.JINA, "{\"id\":\" \",\"results\":[]}").requestId())
                .isNull();
        assertThat(scored(RerankDialect.JINA, "{\"id\":{\"a\":1},\"model\":7,\"results\":[]}")
                        .requestId())
                .isNull();
    }

    @Test
    void a_dialect_may_have_no_place_for_the_answering_model() {
        assertThat(scored(RerankDialect.DEEPINFRA, "{\"model\":\"m\",\"scores\":[0.1]}")
                        .modelName())
                .isNull();
    }

    private static Scored scored(RerankDialect dialect, String body) {
        RerankReply reply = dialect.wire().decode(Golden.wire(200, body));
        assertThat(reply).as(body).isInstanceOf(Scored.class);
        return (Scored) reply;
    }

    private static Refused refused(RerankDialect dialect, int status, String body) {
        RerankReply reply = dialect.wire().decode(Golden.wire(status, body));
        assertThat(reply).as(body).isInstanceOf(Refused.class);
        return (Refused) reply;
    }
}
