package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rerank4j.local.LocalRerankServer.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tencent Cloud's RunRerank: says everything with HTTP 200, and gives the scores in the documents' order. */
final class TencentService implements LocalService {
    private static final String SERVICE = "lkeap";
    private static final String VERSION = "2024-05-22";
    private static final String MODEL = "lke-reranker-base";
    private static final Set<String> MEMBERS = Set.of("Query", "Docs", "Model");
    private static final Pattern JSON_TYPE = Pattern.compile("application/json *(; *charset=\"?utf-8\"?)?");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final int MAX_BYTES = 10 * 1024 * 1024;

    private final RerankScorer scorer;
    private final Account account;
    private final Site site;
    private final SlidingWindow rate;
    private final Clock clock;

    TencentService(RerankScorer scorer, Account account, Site site, SlidingWindow rate, Clock clock) {
        this.scorer = scorer;
        this.account = account;
        this.site = site;
        this.rate = rate;
        this.clock = clock;
    }

    /** Who may call; nobody while there is no verifier, and with a token only who sends it. */
    record Account(@Nullable Tc3Verifier verifier, @Nullable String token) {
        static Account of(@Nullable String secretId, @Nullable String secretKey, @Nullable String token) {
            if (secretId == null || secretKey == null) {
                return new Account(null, token);
            }
            return new Account(new Tc3Verifier(SERVICE, secretId, secretKey), token);
        }
    }

    @Override
    public LocalReply respond(ReceivedRequest request) {
        ObjectNode response =
                outcome(request).put("RequestId", UUID.randomUUID().toString());
        return LocalReply.json(Json.write(Json.object().set("Response", response)))
                .header("Date", HTTP_DATE.format(clock.instant()));
    }

    private ObjectNode outcome(ReceivedRequest request) {
        try {
            checkCommonParameters(request);
            checkCaller(request);
            return scored(ranking(body(request)));
        } catch (ServiceRefusal refusal) {
            return error(refusal.code(), refusal.reason());
        } catch (RuntimeException e) {
            return error("InternalError", "The scorer failed: " + e);
        }
    }

    private static ObjectNode error(String code, String message) {
        ObjectNode response = Json.object();
        response.putObject("Error").put("Code", code).put("Message", message);
        return response;
    }

    private static ObjectNode scored(Ranking ranking) {
        ObjectNode response = Json.object();
        ArrayNode scores = response.putArray("ScoreList");
        ranking.scores().forEach(scores::add);
        response.putObject("Usage").put("TotalTokens", ranking.tokens());
        return response;
    }

    private void checkCommonParameters(ReceivedRequest request) {
        if (!common(request, "X-TC-Action").equals("RunRerank")) {
            throw new ServiceRefusal("InvalidAction", "The only action here is RunRerank.");
        }
        if (!common(request, "X-TC-Version").equals(VERSION)) {
            throw new ServiceRefusal("NoSuchVersion", "RunRerank has the version " + VERSION + ".");
        }
        if (!site.regions().contains(common(request, "X-TC-Region"))) {
            throw new ServiceRefusal("UnsupportedRegion", "This site has the regions " + site.regions() + ".");
        }
        String type = common(request, "Content-Type").toLowerCase(Locale.ROOT);
        if (!JSON_TYPE.matcher(type).matches()) {
            throw new ServiceRefusal("InvalidRequest", "Content-Type must be application/json.");
        }
        if (request.body().length > MAX_BYTES) {
            throw new ServiceRefusal("RequestSizeLimitExceeded", "A request has at most 10 MB.");
        }
    }

    private static String common(ReceivedRequest request, String name) {
        String value = request.header(name);
        if (value == null || value.isBlank()) {
            throw missing(name);
        }
        return value;
    }

    private static ServiceRefusal missing(String name) {
        return new ServiceRefusal("MissingParameter", "The request misses the parameter " + name + ".");
    }

    private void checkCaller(ReceivedRequest request) {
        long timestamp = timestamp(request);
        if (account.verifier() == null) {
            throw new ServiceRefusal("AuthFailure.SecretIdNotFound", "This server has no Tencent credentials.");
        }
        account.verifier().verify(request, timestamp);
        String token = request.header("X-TC-Token");
        if (account.token() == null ? token != null : !account.token().equals(token)) {
            throw new ServiceRefusal("AuthFailure.TokenFailure", "The token is not the one of these credentials.");
        }
        if (!rate.admits()) {
            throw new ServiceRefusal("RequestLimitExceeded", "Too many requests in one second.");
        }
    }

    private long timestamp(ReceivedRequest request) {
        String seconds = common(request, "X-TC-Timestamp");
        if (!SECONDS.matcher(seconds).matches()) {
            throw new ServiceRefusal("InvalidParameterValue", "X-TC-Timestamp must be a number of seconds.");
        }
        long timestamp = Long.parseLong(seconds);
        if (Math.abs(clock.instant().getEpochSecond() - timestamp) > CLOCK_TOLERANCE.toSeconds()) {
            throw new ServiceRefusal(
                    "AuthFailure.SignatureExpire", "X-TC-Timestamp differs from the server's time by over 5 minutes.");
        }
        return timestamp;
    }

    private static JsonNode body(ReceivedRequest request) {
        return Json.object(request.body(), flaw -> new ServiceRefusal("InvalidParameter", "The body " + flaw + "."));
    }

    private Ranking ranking(JsonNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new ServiceRefusal("UnknownParameter", "RunRerank has no parameter " + name + ".");
            }
        });
        String query = text(body, "Query");
        List<String> documents = documents(body.path("Docs"));
        if (body.has("Model") && !text(body, "Model").equals(MODEL)) {
            throw new ServiceRefusal("InvalidParameterValue", "The only Model is " + MODEL + ".");
        }
        checkLimits(query, documents);
        return Ranking.of(query, documents, scorer);
    }

    private static String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw missing(name);
        }
        if (!value.isTextual()) {
            throw new ServiceRefusal("InvalidParameter", name + " must be a string.");
        }
        if (value.textValue().isEmpty()) {
            throw new ServiceRefusal("InvalidParameterValue", name + " must not be empty.");
        }
        return value.textValue();
    }

    private static List<String> documents(JsonNode docs) {
        if (docs.isMissingNode() || docs.isNull()) {
            throw missing("Docs");
        }
        List<String> documents = new ArrayList<>();
        docs.forEach(document -> {
            if (document.isTextual()) {
                documents.add(document.textValue());
            }
        });
        if (!docs.isArray() || documents.size() != docs.size()) {
            throw new ServiceRefusal("InvalidParameter", "Docs must be an array of strings.");
        }
        if (documents.isEmpty()) {
            throw new ServiceRefusal("InvalidParameterValue", "Docs must not be empty.");
        }
        return documents;
    }

    private void checkLimits(String query, List<String> documents) {
        if (documents.size() > site.maxDocuments()) {
            throw new ServiceRefusal("InvalidParameter", "Docs has at most " + site.maxDocuments() + " elements.");
        }
        long characters = Stream.concat(Stream.of(query), documents.stream())
                .mapToLong(text -> text.codePointCount(0, text.length()))
                .sum();
        if (characters > site.maxCharacters()) {
            throw new ServiceRefusal(
                    "InvalidParameterValue.InvalidParameterValueLimit",
                    "Query and Docs have at most " + site.maxCharacters() + " characters together.");
        }
    }
}
