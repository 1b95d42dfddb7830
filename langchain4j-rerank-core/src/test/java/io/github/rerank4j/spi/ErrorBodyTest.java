package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {

    /** A shape of errors: who sends it, its status, its body, and what it says. */
    private record Shape(String sender, int status, String body, List<String> codes, String words, ErrorKind kind) {
        @Override
        public String toString() {
            return sender;
        }
    }

    private static Shape shape(
            String sender, int status, String body, List<String> codes, String words, ErrorKind kind) {
        return new Shape(sender, status, body.replace('\'', '"'), codes, words, kind);
    }

    static List<Shape> shapes() {
        return Stream.of(frameworks(), services(), relays(), texts())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Shape> frameworks() {
        return List.of(
                shape(
                        "RFC 9457 with a type of its own",
                        403,
                        "{'type':'https://example.com/probs/out-of-credit','title':'You do not have enough credit.',"
                                + "'detail':'Your balance is 30, but that costs 50.','instance':'/account/1'}",
                        List.of("https://example.com/probs/out-of-credit"),
                        "Your balance is 30, but that costs 50.",
                        ErrorKind.AUTHENTICATION),
                shape(
                        "RFC 9457 without a detail",
                        400,
                        "{'type':'about:blank','title':'The list is too long','status':400}",
                        List.of(),
                        "The list is too long",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "RFC 9457 with invalid parameters",
                        400,
                        "{'title':'Bad Request','status':400,"
                                + "'invalid-params':[{'name':'top_n','reason':'must be positive'}]}",
                        List.of(),
                        "top_n: must be positive",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "ASP.NET",
                        400,
                        "{'title':'One or more validation errors occurred.','status':400,"
                                + "'errors':{'documents':['The documents field is required.']},'traceId':'00-1'}",
                        List.of(),
                        "documents: The documents field is required.",
                        ErrorKind.INVALID_REQUEST),
                shape("FastAPI", 404, "{'detail':'Not Found'}", List.of(), "Not Found", ErrorKind.MODEL_NOT_FOUND),
                shape(
                        "pydantic",
                        422,
                        "{'detail':[{'type':'string_type','loc':['body','documents',3],"
                                + "'msg':'Input should be a valid string','input':{'private':'text'}}]}",
                        List.of(),
                        "body.documents.3: Input should be a valid string",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "pydantic with several faults",
                        422,
                        "{'detail':[{'loc':['body','query'],'msg':'Field required','type':'missing'},"
                                + "{'loc':['body','model'],'msg':'Field required','type':'missing'}]}",
                        List.of(),
                        "body.query: Field required; body.model: Field required",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "Spring Boot",
                        400,
                        "{'timestamp':'2026-11-20T09:53:15Z','status':400,'error':'Bad Request',"
                                + "'message':'documents must not be empty','path':'/rerank'}",
                        List.of(),
                        "documents must not be empty",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "Spring Boot, which tells no message by default",
                        404,
                        "{'timestamp':'2026-11-20T09:53:15Z','status':404,'error':'Not Found','path':'/v1/rerank'}",
                        List.of(),
                        "Not Found",
                        ErrorKind.MODEL_NOT_FOUND),
                shape(
                        "Spring Boot with binding errors",
                        400,
                        "{'status':400,'error':'Bad Request',"
                                + "'message':'Validation failed for object=rerank. Error count: 1',"
                                + "'errors':[{'field':'query','defaultMessage':'must not be blank',"
                                + "'rejectedValue':'private text'}]}",
                        List.of(),
                        "query: must not be blank",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "Express and NestJS",
                        400,
                        "{'statusCode':400,'message':['documents must be an array'],'error':'Bad Request'}",
                        List.of(),
                        "documents must be an array",
                        ErrorKind.INVALID_REQUEST),
                shape("gin", 400, "{'error':'EOF in body'}", List.of(), "EOF in body", ErrorKind.INVALID_REQUEST),
                shape(
                        "echo",
                        401,
                        "{'message':'missing key in request header'}",
                        List.of(),
                        "missing key in request header",
                        ErrorKind.AUTHENTICATION),
                shape(
                        "gRPC gateway",
                        400,
                        "{'code':3,'message':'Invalid request','details':[{'@type':"
                                + "'type.googleapis.com/google.rpc.BadRequest','fieldViolations':["
                                + "{'field':'documents[3]','description':'must not be empty'}]}]}",
                        List.of("3", "INVALID_ARGUMENT"),
                        "documents[3]: must not be empty",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "gRPC with a state in words",
                        429,
                        "{'error':{'code':429,'message':'Quota exceeded for the region',"
                                + "'status':'RESOURCE_EXHAUSTED','details':[{'@type':'x/google.rpc.DebugInfo',"
                                + "'detail':'a stack trace'}]}}",
                        List.of("429", "RESOURCE_EXHAUSTED"),
                        "Quota exceeded for the region",
                        ErrorKind.RATE_LIMIT),
                shape(
                        "a list of errors",
                        400,
                        "{'errors':[{'code':'E17','message':'too long','source':{'pointer':'/documents/2'}}]}",
                        List.of("E17"),
                        "/documents/2: too long",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "a list of texts",
                        400,
                        "{'errors':['query is empty','no documents']}",
                        List.of(),
                        "query is empty; no documents",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "OAuth",
                        401,
                        "{'error':'invalid_token','error_description':'the token has expired'}",
                        List.of("invalid_token"),
                        "the token has expired",
                        ErrorKind.AUTHENTICATION),
                shape(
                        "Apigee",
                        401,
                        "{'fault':{'faultstring':'Invalid ApiKey','detail':{'errorcode':'oauth.v2.InvalidApiKey'}}}",
                        List.of("oauth.v2.InvalidApiKey"),
                        "Invalid ApiKey",
                        ErrorKind.AUTHENTICATION));
    }

    private static List<Shape> services() {
        return List.of(
                shape(
                        "OpenAI and its copies",
                        429,
                        "{'error':{'message':'You exceeded your quota','type':'insufficient_quota','param':null,"
                                + "'code':'insufficient_quota'}}",
                        List.of("insufficient_quota"),
                        "You exceeded your quota",
                        ErrorKind.AUTHENTICATION),
                shape(
                        "Baidu",
                        200,
                        "{'error_code':18,'error_msg':'Open api qps request limit reached'}",
                        List.of("18"),
                        "Open api qps request limit reached",
                        ErrorKind.RATE_LIMIT),
                shape(
                        "Alibaba",
                        400,
                        "{'code':'InvalidParameter','message':'too many documents','request_id':'r-1'}",
                        List.of("InvalidParameter"),
                        "too many documents",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "Tencent Cloud",
                        200,
                        "{'Response':{'Error':{'Code':'AuthFailure.SecretIdNotFound','Message':'no such id'},"
                                + "'RequestId':'r-1'}}",
                        List.of("AuthFailure.SecretIdNotFound"),
                        "no such id",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "code and msg",
                        200,
                        "{'code':50001,'msg':'the key is not authorized','data':null}",
                        List.of("50001"),
                        "the key is not authorized",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "Code and Msg",
                        200,
                        "{'Code':40301,'Msg':'the account is in arrears','Data':null}",
                        List.of("40301"),
                        "the account is in arrears",
                        ErrorKind.AUTHENTICATION),
                shape(
                        "errCode and errMsg",
                        200,
                        "{'errCode':'E17','errMsg':'too many requests'}",
                        List.of("E17"),
                        "too many requests",
                        ErrorKind.RATE_LIMIT),
                shape(
                        "errorcode and errormsg",
                        400,
                        "{'errorcode':7,'errormsg':'no documents'}",
                        List.of("7"),
                        "no documents",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "code and message",
                        200,
                        "{'code':429,'message':'slow down'}",
                        List.of("429"),
                        "slow down",
                        ErrorKind.RATE_LIMIT),
                shape(
                        "Xinference",
                        500,
                        "{'detail':'[address=0.0.0.0:40123, pid=57] Model not found in the model list, uid: bge'}",
                        List.of(),
                        "Model not found in the model list, uid: bge",
                        ErrorKind.MODEL_NOT_FOUND),
                shape(
                        "TEI",
                        429,
                        "{'error':'Model is overloaded','error_type':'overloaded'}",
                        List.of("overloaded"),
                        "Model is overloaded",
                        ErrorKind.RATE_LIMIT),
                shape(
                        "Hugging Face while it loads",
                        503,
                        "{'error':'Model acme/rank is currently loading','estimated_time':20.0}",
                        List.of(),
                        "Model acme/rank is currently loading",
                        ErrorKind.SERVER),
                shape(
                        "llama.cpp while it loads",
                        503,
                        "{'error':{'code':503,'message':'Loading model','type':'unavailable_error'}}",
                        List.of("503", "unavailable_error"),
                        "Loading model",
                        ErrorKind.SERVER),
                shape(
                        "DeepInfra",
                        401,
                        "{'detail':{'error':'the token is not valid'}}",
                        List.of(),
                        "the token is not valid",
                        ErrorKind.AUTHENTICATION),
                shape(
                        "Jina",
                        422,
                        "{'detail':'Validation error','errors':[{'loc':['body','documents'],'msg':'Field required'}]}",
                        List.of(),
                        "body.documents: Field required",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "Pinecone",
                        400,
                        "{'error':{'code':'INVALID_ARGUMENT','message':'too many documents'},'status':400}",
                        List.of("INVALID_ARGUMENT"),
                        "too many documents",
                        ErrorKind.INVALID_REQUEST));
    }

    private static List<Shape> relays() {
        return List.of(
                shape(
                        "OpenRouter with JSON of the service behind it",
                        429,
                        "{'error':{'code':429,'message':'Provider returned error','metadata':{'raw':"
                                + "'{\\'error\\':{\\'message\\':\\'trial keys take 10 calls a minute\\',\\'type\\':"
                                + "\\'too_many_requests\\'}}','provider_name':'Cohere'}}}",
                        List.of("429", "too_many_requests"),
                        "Cohere: trial keys take 10 calls a minute",
                        ErrorKind.RATE_LIMIT),
                shape(
                        "OpenRouter with words of the service behind it",
                        400,
                        "{'error':{'code':400,'message':'Provider returned error',"
                                + "'metadata':{'raw':'query is too long','provider_name':'Jina'}}}",
                        List.of("400"),
                        "Jina: query is too long",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "a message that is JSON",
                        400,
                        "{'error':{'message':'{\\'detail\\':\\'no such field\\'}','code':'bad_response'}}",
                        List.of("bad_response"),
                        "no such field",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "LiteLLM, with JSON behind its own words",
                        400,
                        "{'error':{'message':'litellm.BadRequestError: CohereException - "
                                + "{\\'message\\':\\'too many documents\\'}','type':null,'code':'400'}}",
                        List.of("400"),
                        "litellm.BadRequestError: CohereException: too many documents",
                        ErrorKind.INVALID_REQUEST),
                shape(
                        "an event stream",
                        400,
                        "data: {'error':{'message':'no streams here','code':'E1'}}",
                        List.of("E1"),
                        "no streams here",
                        ErrorKind.INVALID_REQUEST));
    }

    private static List<Shape> texts() {
        return List.of(
                shape(
                        "plain text",
                        404,
                        "404 page not found",
                        List.of(),
                        "404 page not found",
                        ErrorKind.MODEL_NOT_FOUND),
                shape("a JSON text", 401, "'Invalid token'", List.of(), "Invalid token", ErrorKind.AUTHENTICATION),
                shape("nothing", 401, "", List.of(), "", ErrorKind.AUTHENTICATION),
                shape(
                        "a firewall",
                        403,
                        "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head></html>",
                        List.of(),
                        "a web page 'Attention Required! | Cloudflare'",
                        ErrorKind.AUTHENTICATION),
                shape(
                        "nginx",
                        502,
                        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center>...</center></html>",
                        List.of(),
                        "a web page '502 Bad Gateway'",
                        ErrorKind.SERVER),
                shape(
                        "a page with a heading",
                        404,
                        "<html><body><h1>Cannot <b>POST</b> /v1/rerank</h1></body></html>",
                        List.of(),
                        "a web page 'Cannot POST /v1/rerank'",
                        ErrorKind.MODEL_NOT_FOUND));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void codes_words_and_kind_are_found_in_the_shapes_that_servers_use(Shape shape) {
        ErrorBody error = ErrorBody.of(reply(shape.status(), shape.body(), Map.of()));

        assertThat(error.codes()).isEqualTo(shape.codes());
        assertThat(error.words())
                .isEqualTo(shape.words().startsWith("a web page") ? quoted(shape.words()) : shape.words());
        assertThat(error.kind(null)).isEqualTo(shape.kind());
    }

    private static String quoted(String words) {
        return words.replace('\'', '"');
    }

    @Test
    void a_fault_never_repeats_the_value_it_is_about() {
        String words = shapes().stream()
                .map(shape -> ErrorBody.of(reply(shape.status(), shape.body(), Map.of()))
                        .words())
                .reduce("", String::concat);

        assertThat(words).doesNotContain("private").doesNotContain("stack trace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer realm=\"acme\", error=\"invalid_token\", error_description=\"The token expired\" | The token expired",
                "Bearer error_description=\"say \\\"please\\\"\" | say \"please\"",
                "Basic realm=\"Restricted\" | the server asks for \"Basic realm=\"Restricted\"\" (WWW-Authenticate)"
            })
    void a_reason_in_the_challenge_alone_is_told(String challenge, String words) {
        for (String body : List.of("", "{\"message\":\"Unauthorized\"}")) {
            ErrorBody error = ErrorBody.of(reply(401, body, Map.of("WWW-Authenticate", challenge)));

            assertThat(error.words()).isEqualTo(words);
            assertThat(error.kind(null)).isEqualTo(ErrorKind.AUTHENTICATION);
        }
    }

    @Test
    void a_reason_in_the_body_counts_more_than_the_challenge() {
        ErrorBody error = ErrorBody.of(
                reply(401, "{\"message\":\"this key was revoked\"}", Map.of("WWW-Authenticate", "Bearer realm=\"a\"")));

        assertThat(error.words()).isEqualTo("this key was revoked");
    }

    static Stream<Arguments> charsets() {
        Charset gbk = Charset.forName("GBK");
        return Stream.of(
                arguments("application/json;charset=GBK", "余额不足", gbk),
                arguments("application/json; charset=\"gb2312\"", "余额不足", gbk),
                arguments("application/json;charset=ISO-8859-1", "clé refusée", StandardCharsets.ISO_8859_1),
                arguments("application/json;charset=ISO-8859-1", "余额不足", StandardCharsets.UTF_8),
                arguments("application/json; charset=utf-16", "余额不足", StandardCharsets.UTF_16),
                arguments("application/json; charset=utf-16le", "余额不足", StandardCharsets.UTF_16LE),
                arguments("application/json", "余额不足", StandardCharsets.UTF_8),
                arguments("application/json;charset=none-such", "余额不足", StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("charsets")
    void a_body_is_read_in_the_charset_it_declares(String type, String words, Charset charset) {
        byte[] json = ("{\"message\":\"" + words + "\"}").getBytes(charset);
        byte[] plain = words.getBytes(charset);

        assertThat(ErrorBody.of(reply(400, json, Map.of("Content-Type", type))).words())
                .isEqualTo(words);
        assertThat(ErrorBody.of(reply(400, plain, Map.of("Content-Type", type))).words())
                .isEqualTo(words);
    }

    @Test
    void a_page_is_read_in_the_charset_of_its_head() {
        byte[] page =
                "<html><head><meta charset=\"gbk\"><title>访问被拒绝</title></head></html>".getBytes(Charset.forName("GBK"));

        assertThat(ErrorBody.of(reply(403, page, Map.of("Content-Type", "text/html")))
                        .words())
                .isEqualTo("a web page \"访问被拒绝\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"success\":true,\"code\":\"50001\",\"message\":\"busy\",\"data\":null} | SERVER",
                "{\"success\":false} | INVALID_REQUEST",
                "{\"error_code\":110,\"error_msg\":\"Access token invalid or no longer valid\"} | AUTHENTICATION",
                "{\"code\":1,\"msg\":\"model rank-9 does not exist\"} | MODEL_NOT_FOUND",
                "{\"code\":1,\"msg\":\"Too many requests\"} | RATE_LIMIT",
                "{\"code\":1,\"msg\":\"请求过于频繁\"} | RATE_LIMIT",
                "{\"code\":1,\"msg\":\"账户余额不足\"} | AUTHENTICATION",
                "{\"code\":8,\"message\":\"no more\",\"details\":[]} | RATE_LIMIT",
                "{\"code\":14,\"message\":\"down\",\"details\":[]} | SERVER",
                "{\"status\":\"error\",\"message\":\"Rate limit exceeded\"} | RATE_LIMIT",
                "{\"status\":503,\"error\":\"Service Unavailable\"} | SERVER",
                "{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"no\"}} | AUTHENTICATION",
                "{\"error\":{\"code\":500,\"message\":\"\"}} | SERVER",
                "{\"error\":{\"code\":0,\"message\":\"too long\"}} | INVALID_REQUEST",
                "{\"Response\":{\"Error\":{\"Code\":\"RequestLimitExceeded\",\"Message\":\"no\"}}} | RATE_LIMIT",
                "{\"Code\":\"RateLimitExceeded\",\"Msg\":\"no\"} | RATE_LIMIT",
                "{\"errcode\":7,\"errMsg\":\"the system is busy\"} | SERVER",
                "{\"codeDesc\":\"InvalidParameter\"} | INVALID_REQUEST",
                "{\"message\":\"your quota is used up\"} | INVALID_REQUEST"
            })
    void a_refusal_under_success_is_known_and_of_the_right_kind(String body, ErrorKind kind) {
        ErrorBody error = ErrorBody.of(reply(200, body, Map.of()));

        assertThat(error.refuses(null)).isTrue();
        assertThat(error.kind(null)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "\"fine\"",
                "",
                "<html>",
                "{\"success\":true,\"code\":\"200\",\"message\":\"successful\",\"data\":null}",
                "{\"code\":0,\"msg\":\"all is well\"}",
                "{\"code\":\"20000\",\"message\":\"Ok\"}",
                "{\"Code\":\"OK\",\"Msg\":\"all is well\"}",
                "{\"codeDesc\":\"Success\",\"errMsg\":\"none\"}",
                "{\"error\":null,\"errors\":[]}",
                "{\"status\":\"processing\",\"id\":\"t-1\"}",
                "{\"status\":200,\"task\":\"t-1\"}",
                "{\"error\":\"\"}",
                "{\"error\":{\"message\":\"\",\"type\":\"\",\"param\":\"\",\"code\":null}}",
                "{\"errors\":[{\"code\":0,\"message\":\" \"}]}",
                "{\"code\":\"000000\",\"msg\":\"all is well\"}",
                "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"hello\"}}]}"
            })
    void what_is_no_refusal_is_not_taken_for_one(String body) {
        assertThat(ErrorBody.of(reply(200, body, Map.of())).refuses(null)).isFalse();
    }

    @Test
    void a_code_that_the_service_states_as_its_success_is_none_of_failure() {
        ErrorBody error = ErrorBody.of(reply(200, "{\"code\":\"A000\",\"message\":\"done\"}", Map.of()));

        assertThat(error.refuses("A000")).isFalse();
        assertThat(error.refuses(null)).isTrue();
    }

    @Test
    void a_request_that_was_only_accepted_may_be_asked_once_more_where_that_is_a_refusal() {
        ErrorBody error = ErrorBody.of(reply(202, "", Map.of()));

        assertThat(error.refuses(null)).isFalse();
        assertThat(error.kind(null)).isEqualTo(ErrorKind.AMBIGUOUS);
        assertThat(error.words()).contains("accepted");
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID_REQUEST", "404, MODEL_NOT_FOUND", "429, SERVER", "500, SERVER", "200, SERVER"})
    void a_status_that_blames_the_request_never_becomes_a_fault_of_the_server(int status, ErrorKind kind) {
        assertThat(ErrorBody.of(reply(status, "{}", Map.of())).kind(ErrorKind.SERVER))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bad Request", "400 Bad Request", "Error", "Internal Server Error.", "422", "unknown error"})
    void the_name_of_a_status_tells_nothing(String words) {
        assertThat(ErrorBody.isGeneric(words)).isTrue();
        assertThat(ErrorBody.of(reply(400, "{\"error\":\"" + words + "\",\"msg\":\"no query\"}", Map.of()))
                        .words())
                .isEqualTo("no query");
    }

    @Test
    void deep_and_long_bodies_are_read_at_no_cost() {
        String deep = "{\"error\":".repeat(60) + "\"x\"" + "}".repeat(60);
        String wide = "{\"errors\":[" + "{\"message\":\"no\"},".repeat(50_000) + "{}]}";

        assertThat(ErrorBody.of(reply(400, deep, Map.of())).words()).isNotEmpty();
        assertThat(ErrorBody.of(reply(400, wide, Map.of())).words()).isEqualTo("no; no; no");
    }

    @Test
    void no_words_show() {
        assertThat(ErrorBody.of(reply(400, "{\"message\":\"a private text\"}", Map.of()))
                        .toString())
                .doesNotContain("private");
    }

    private static WireReply reply(int status, String body, Map<String, String> headers) {
        return reply(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a look-up may give null
    private static WireReply reply(int status, byte[] body, Map<String, String> headers) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return new WireReply(status, anyCase::get, body);
    }
}
