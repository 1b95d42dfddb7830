package io.github.rerank4j.generic;

import static io.github.rerank4j.generic.DialectChecks.allGiven;
import static io.github.rerank4j.generic.DialectChecks.given;
import static io.github.rerank4j.generic.DialectChecks.place;
import static io.github.rerank4j.generic.DialectChecks.places;
import static io.github.rerank4j.generic.DialectChecks.pointer;
import static io.github.rerank4j.generic.DialectChecks.start;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.generic.RequestSettings.Slots;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.WireBody;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects a {@link RerankDialect}; refuses null where it means nothing. Not for use by several threads. */
public final class RerankDialectBuilder extends ModelStatements {

    String name;
    int maxConcurrentRequests;
    AddressSettings address;
    RequestSettings request;
    ResultSettings results;
    ReplySettings reply;
    ErrorSettings errors;

    /** Starts from what a Cohere-shaped server has, without a name. */
    RerankDialectBuilder() {
        super(new ModelTable(ModelTraits.pointwise(ScoreScale.UNKNOWN), Map.of()));
        name = "";
        maxConcurrentRequests = RerankService.MAX_CONCURRENT_REQUESTS;
        address = new AddressSettings(null, "v1/rerank", Map.of(), "Authorization", "Bearer ");
        Slots texts = new Slots("/query", TextForm.STRING, "/documents", TextForm.STRING);
        request = new RequestSettings("/model", true, texts, null, null, Set.of(), Map.of());
        results = new ResultSettings(List.of("/results"), "index", List.of("relevance_score", "score"), Double.NaN);
        reply = new ReplySettings(List.of("/usage"), List.of("/request_id", "/id", "x-request-id"), "/model");
        errors = new ErrorSettings("/success", null, List.of(), List.of(), Map.of(), Map.of());
    }

    RerankDialectBuilder(RerankDialect dialect) {
        super(dialect.models);
        name = dialect.name();
        maxConcurrentRequests = dialect.maxConcurrentRequests;
        address = dialect.address;
        request = dialect.request;
        results = dialect.results;
        reply = dialect.reply;
        errors = dialect.errors;
    }

    /** The name in logs and errors. Required. */
    public RerankDialectBuilder name(String name) {
        this.name = given("name", name, "give one");
        return this;
    }

    /** Where the hosted service is, without the path; its users need a key. Default: none, a server of one's own. */
    public RerankDialectBuilder baseUrl(@Nullable String baseUrl) {
        address = address.baseUrl(baseUrl);
        return this;
    }

    /**
     * The path under the base URL; <code>{model}</code> stands for the model's name. A slash
     * at its end is sent too. Default {@code v1/rerank}.
     */
    public RerankDialectBuilder path(String path) {
        String relative = given("path", path).replaceAll("^/+", "").replaceAll("/+$", "/");
        address = address.path(relative);
        return this;
    }

    /**
     * A header of every request, in printable ASCII and tabs, such as a version; never {@code Host}, {@code Content-Type},
     * {@code Content-Length}, {@code Transfer-Encoding} or {@code Accept-Encoding}. Not for a key: a dialect is
     * shared and kept in code, so a key goes to the model's {@code apiKey}, under {@link #authorization}. Default:
     * none.
     */
    public RerankDialectBuilder header(String name, String value) {
        address = address.header(given("header", name), given("header", value));
        return this;
    }

    /** The header for the key, and what comes before it. Default {@code Authorization} and {@code "Bearer "}. */
    public RerankDialectBuilder authorization(String header, String prefix) {
        address = address.key(given("authorization", header), given("authorization", prefix));
        return this;
    }

    /** How many requests a model may have in flight unless its builder says otherwise. Default 1,024. */
    public RerankDialectBuilder maxConcurrentRequests(int limit) {
        this.maxConcurrentRequests = limit;
        return this;
    }

    /** A value in the body of every request: text, number, boolean, map or list; null takes it out. Default: none. */
    public RerankDialectBuilder bodyField(String pointer, @Nullable Object value) {
        request = request.field(pointer("bodyField", pointer), value == null ? null : frozen(value));
        return this;
    }

    /** Where the model's name is; every call needs one. Default {@code /model}. */
    public RerankDialectBuilder model(String pointer) {
        request = request.model(pointer("model", given("model", pointer, "give a place, or state noModel()")), true);
        return this;
    }

    /** Where the model's name is if there is one, for servers that have one model. */
    public RerankDialectBuilder optionalModel(String pointer) {
        request = request.model(pointer("optionalModel", pointer), false);
        return this;
    }

    /** The body names no model; a call must not name one either, unless the path holds it. */
    public RerankDialectBuilder noModel() {
        request = request.model(null, false);
        return this;
    }

    /** Where the query is, and in which form. Default {@code /query}, a string. */
    public RerankDialectBuilder query(String pointer, TextForm form) {
        request = request.query(pointer("query", pointer), given("query", form));
        return this;
    }

    /** Where the array of documents is, and in which form each is. Default {@code /documents}, strings. */
    public RerankDialectBuilder documents(String pointer, TextForm form) {
        request = request.documents(pointer("documents", pointer), given("documents", form));
        return this;
    }

    /**
     * Where query and documents are in a request with an image or a video, and the form of a query that is a text.
     * Each document, and a query that is none, is an object with one member, {@code text}, {@code image} or
     * {@code video}. Default: no such requests. See {@link #contentKinds}.
     */
    public RerankDialectBuilder mixed(String queryPointer, TextForm textQuery, String documentsPointer) {
        request = request.mixed(
                pointer("mixed", queryPointer), given("mixed", textQuery), pointer("mixed", documentsPointer));
        return this;
    }

    /** Where the instruction is; null if there is none. Default: none. */
    public RerankDialectBuilder instruction(@Nullable String pointer) {
        request = request.instruction(pointer == null ? null : pointer("instruction", pointer));
        return this;
    }

    /** Whether requests have an object {@code input} that takes a user's entries. Default false. */
    public RerankDialectBuilder inputObject(boolean present) {
        request = request.freeObject(RequestSettings.INPUT, present);
        return this;
    }

    /** Whether requests have an object {@code parameters} that takes a user's entries. Default false. */
    public RerankDialectBuilder parametersObject(boolean present) {
        request = request.freeObject(RequestSettings.PARAMETERS, present);
        return this;
    }

    /** Where the array of results may be; the first that is one counts. Default {@code /results}. */
    public RerankDialectBuilder results(String... pointers) {
        results = results.places(places("results", pointers));
        return this;
    }

    /** The member of a result that holds its document's position. Default {@code index}. */
    public RerankDialectBuilder index(String name) {
        results = results.index(given("index", name, "give a name, or state positional()"));
        return this;
    }

    /**
     * Results are in document order and name no position. A reply whose results repeat the documents' texts in another
     * order, or have positions of another order as {@code index}, is refused.
     */
    public RerankDialectBuilder positional() {
        results = results.index(null);
        return this;
    }

    /**
     * The members of a result that may hold its score; none if a result is its score. Default
     * {@code relevance_score}, {@code score}.
     */
    public RerankDialectBuilder scores(String... names) {
        results = results.scores(allGiven("scores", names));
        return this;
    }

    /**
     * Where tokens may be, as one number or as an object with {@code prompt_tokens} or {@code input_tokens} and
     * {@code total_tokens}; never units of another kind. Default {@code /usage}.
     */
    public RerankDialectBuilder usage(String... places) {
        reply = reply.usage(places("usage", places));
        return this;
    }

    /** Where the request's id may be. Default {@code /request_id}, {@code /id}, {@code x-request-id}. */
    public RerankDialectBuilder requestId(String... places) {
        reply = reply.requestId(places("requestId", places));
        return this;
    }

    /** Where the model that answered is; null if nowhere. Default {@code /model}. */
    public RerankDialectBuilder responseModel(@Nullable String place) {
        reply = reply.responseModel(place == null ? null : place("responseModel", place));
        return this;
    }

    /** The score that means that the server failed on a document, which then is an error. Default: NaN, none. */
    public RerankDialectBuilder failedScore(double score) {
        results = results.failedScore(score);
        return this;
    }

    /**
     * The sign of success under any HTTP status: a place, and the value there, as text, without which a reply is a
     * refusal. A reply that has nothing or null there is judged by its status, and by its words if it has no results.
     * Default: {@code success} at the root, which must not be false.
     */
    public RerankDialectBuilder success(String place, String value) {
        errors = errors.success(place("success", place), given("success", value));
        return this;
    }

    /**
     * Where the words of an error may be. The first that say more than the HTTP status count; else those at the
     * usual places. Default: the usual places alone.
     */
    public RerankDialectBuilder errorMessages(String... places) {
        errors = errors.messages(places("errorMessages", places));
        return this;
    }

    /**
     * Where the code of an error may be. The first that is found counts; else the one at the usual places. Default:
     * the usual places alone.
     */
    public RerankDialectBuilder errorCodes(String... places) {
        errors = errors.codes(places("errorCodes", places));
        return this;
    }

    /**
     * What an error means one of whose codes, at {@link #errorCodes} or the usual places, starts like this, in any
     * case; a start of digits alone must be the whole code. Of several that fit, the one stated last counts. A status 4xx
     * other than 408, 424, 425 and 429 keeps its own meaning where the kind would blame the server: {@link ErrorKind#SERVER},
     * {@link ErrorKind#AMBIGUOUS} or {@link ErrorKind#LOADING}. Default: what codes and words of many servers mean, else what the HTTP status does.
     */
    public RerankDialectBuilder errorKind(String start, ErrorKind kind) {
        errors = errors.kind(start("errorKind", start), given("errorKind", kind));
        return this;
    }

    /**
     * What an error means whose words, at one of {@link #errorMessages} or the most specific, start like this, in any
     * case: for servers that have no code for it. Counts more than {@link #errorKind}, with the same exception for a
     * status 4xx. Of several that fit, the one stated last counts. Default: none.
     */
    public RerankDialectBuilder errorWords(String start, ErrorKind kind) {
        errors = errors.words(start("errorWords", start), given("errorWords", kind));
        return this;
    }

    /**
     * The dialect.
     *
     * @throws IllegalArgumentException without a name, if a header cannot be sent, or if statements contradict each
     *     other
     */
    public RerankDialect build() {
        return new RerankDialect(this);
    }

    /** A copy nobody else can change. */
    private static JsonNode frozen(Object value) {
        WireBody copy = Json.write(json -> {
            json.writeFieldName("value");
            Json.value(json, value);
        });
        return Json.read(copy.bytes()).path("value");
    }

    @Override
    RerankDialectBuilder self() {
        return this;
    }
}
