package io.github.rerank4j.spi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.spi.RerankReply.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a reply says when it refuses: its codes, its most specific words and what they mean, in the shapes that servers,
 * frameworks, gateways and relays use. A wire looks here after what only its own service says.
 */
public final class ErrorBody {

    private static final int NO_STATUS = 400;
    private static final Set<Integer> PERHAPS_THE_SERVER = Set.of(408, 424, 425, 429);
    private static final Set<String> FAILURES = Set.of("error", "fail", "failed", "failure");
    private static final Set<String> SUCCESSES = Set.of("", "0", "20000", "ok", "success", "successful", "succeeded");

    private final WireReply reply;
    private @Nullable Said said;

    /** What was found when somebody wanted to know it. */
    private record Said(List<String> codes, String words) {}

    private ErrorBody(WireReply reply) {
        this.reply = reply;
    }

    /** What that reply says; read when it is asked for. Not for use by several threads. */
    public static ErrorBody of(WireReply reply) {
        return new ErrorBody(reply);
    }

    private Said said() {
        Said known = said;
        if (known == null) {
            ErrorReader reader = new ErrorReader();
            String words = reader.words(reply);
            known = new Said(reader.codes(), words);
            said = known;
        }
        return known;
    }

    /** The codes, that of the service that answered first, then those of services behind it. */
    public List<String> codes() {
        return said().codes();
    }

    /** The first code, or null. */
    public @Nullable String code() {
        return codes().isEmpty() ? null : codes().get(0);
    }

    /**
     * The most specific words, with the part of the request they speak of where one is named; the body's start where
     * no words are known, and empty for an empty body.
     */
    public String words() {
        String words = said().words();
        if (words.isEmpty() && isPending()) {
            return "the service accepted the request, but keeps the results for a later one";
        }
        return words.isEmpty() ? reply.excerpt() : words;
    }

    /** Whether words are no more than the name of a status or a set phrase, so that any others say more. */
    public static boolean isGeneric(String words) {
        return ErrorPhrases.isGeneric(words);
    }

    /** Whether words speak of a model, other than in a path: services repeat the one they were asked at. */
    public static boolean namesModel(String words) {
        return ErrorHints.nameModel(words);
    }

    /** Whether a body names an error, denies success or has a code of failure, whatever the status. */
    boolean namesError() {
        return namesError("");
    }

    /**
     * Whether a reply that came with success is a refusal: it names an error, or has, without a list of results, words
     * where nothing calls it a success.
     *
     * @param results what is where the results should be; missing if nothing is
     * @param success the value in the reply that the service itself states as its success; null if there is none
     */
    public boolean refuses(JsonNode results, @Nullable String success) {
        return results.isArray() ? namesError() : refuses(success);
    }

    boolean refuses(@Nullable String success) {
        boolean spoken = success == null
                && reply.json().isObject()
                && !saysSuccess()
                && !said().words().isEmpty();
        return spoken || namesError(success == null ? "" : success);
    }

    /**
     * What the refusal means: what the service states, else what codes and words of many servers mean, else what its
     * status does. Under success a code that is a status counts as one. A status 4xx other than 408, 424, 425 and 429
     * is never a fault of the server.
     *
     * @param stated what the service's own codes and words mean; null if nothing is known
     */
    public ErrorKind kind(@Nullable ErrorKind stated) {
        ErrorKind kind = stated == null ? hint() : stated;
        int status = reply.succeeded() ? statusIn(codes()) : reply.status();
        boolean callersFault = !reply.succeeded() && status < 500 && !PERHAPS_THE_SERVER.contains(status);
        return kind == null || (callersFault && kind.blamesServer()) ? ErrorKind.ofStatus(status) : kind;
    }

    /** This as a refusal of that kind, under that id. */
    public Refused refused(ErrorKind kind, @Nullable String requestId) {
        return new Refused(kind, code(), words(), requestId);
    }

    /** Whether it is a page for people, which a gateway, a firewall, a proxy or a login sends and no service. */
    public boolean isWebPage() {
        return WebPage.isOne(reply);
    }

    private @Nullable ErrorKind hint() {
        if (isPending()) {
            return ErrorKind.AMBIGUOUS;
        }
        return ErrorHints.kind(reply, codes(), said().words());
    }

    /** Accepted, but not done: the results are to be fetched later, which no request of ours does. */
    private boolean isPending() {
        return reply.status() == 202 && !namesError();
    }

    private boolean namesError(String success) {
        JsonNode json = reply.json();
        return json.isObject()
                && (any(ErrorMembers.ERRORS, ErrorBody::isError)
                        || isError(json.path("Response").path("Error"))
                        || any(ErrorMembers.SIGNS, ErrorBody::deniesSuccess)
                        || any(ErrorMembers.OUTCOMES, outcome -> FAILURES.contains(lower(outcome)))
                        || any(ErrorMembers.STATUSES, status -> ErrorHints.isFailedStatus(lower(status)))
                        || any(ErrorMembers.CODES, code -> isFailure(code, success)));
    }

    /** Whether the reply has a member of one of these names of which that is true. Every good reply is looked at too, so without a stream. */
    private boolean any(List<String> names, Predicate<JsonNode> claim) {
        JsonNode json = reply.json();
        for (int i = 0; i < names.size(); i++) {
            JsonNode member = json.get(names.get(i));
            if (member != null && claim.test(member)) {
                return true;
            }
        }
        return false;
    }

    private static boolean deniesSuccess(JsonNode sign) {
        return isSaid(sign, "false");
    }

    private static boolean isError(JsonNode error) {
        return (error.isTextual() || error.isContainerNode()) && says(error);
    }

    /** Whether there is anything in it but blanks, zeros and words of success, as some servers always send it. */
    private static boolean says(JsonNode node) {
        if (node.isContainerNode()) {
            for (JsonNode item : node) {
                if (says(item)) {
                    return true;
                }
            }
            return false;
        }
        return (node.isTextual() || node.isIntegralNumber()) ? !isSuccess(lower(node)) : node.asBoolean(false);
    }

    private static boolean isSuccess(String text) {
        return SUCCESSES.contains(text) || text.matches("0+|2\\d\\d");
    }

    private static boolean isFailure(JsonNode code, String success) {
        if (code.isTextual() ? code.textValue().equals(success) : !code.isIntegralNumber()) {
            return false;
        }
        return !isSuccess(lower(code));
    }

    private boolean saysSuccess() {
        return any(ErrorMembers.SIGNS, sign -> isSaid(sign, "true"))
                || any(
                        ErrorMembers.CODES,
                        code -> (code.isTextual() || code.isIntegralNumber()) && !isFailure(code, ""));
    }

    private static boolean isSaid(JsonNode sign, String value) {
        return sign.isValueNode() && sign.asText().equalsIgnoreCase(value);
    }

    private static String lower(JsonNode node) {
        return node.asText("").strip().toLowerCase(Locale.ROOT);
    }

    /** For a refusal under success, whose code is often the status it should have had. */
    private static int statusIn(List<String> codes) {
        return codes.stream()
                .filter(ErrorHints::isFailedStatus)
                .findFirst()
                .map(Integer::parseInt)
                .orElse(NO_STATUS);
    }

    /** Leaves the words out: they may repeat keys and texts. */
    @Override
    public String toString() {
        return "ErrorBody[status=" + reply.status() + "]";
    }
}
