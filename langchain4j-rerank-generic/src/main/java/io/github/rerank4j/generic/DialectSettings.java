package io.github.rerank4j.generic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dialect states, with the defaults of a Cohere-shaped server. Changes only in the hands of a builder. */
final class DialectSettings {

    private static final int MAX_CONCURRENT_REQUESTS = 1024;

    String name = "";

    @Nullable
    String baseUrl;

    String path = "v1/rerank";
    String authHeader = "Authorization";
    String authPrefix = "Bearer ";
    int maxConcurrentRequests = MAX_CONCURRENT_REQUESTS;
    final Map<String, String> headers = new LinkedHashMap<>();

    @Nullable
    String model = "/model";

    boolean modelRequired = true;
    String query = "/query";
    TextForm queryForm = TextForm.STRING;
    String documents = "/documents";
    TextForm documentForm = TextForm.STRING;

    @Nullable
    String mixedQuery;

    TextForm mixedQueryForm = TextForm.STRING;

    @Nullable
    String mixedDocuments;

    @Nullable
    String instruction;

    boolean inputObject;
    boolean parametersObject;
    final Map<String, JsonNode> fields = new LinkedHashMap<>();

    List<String> results = List.of("/results");

    @Nullable
    String index = "index";

    List<String> scores = List.of("relevance_score", "score");
    List<String> usage = List.of("/usage");
    List<String> requestId = List.of("/request_id", "/id", "x-request-id");

    @Nullable
    String answeringModel = "/model";

    double failedScore = Double.NaN;

    @Nullable
    String success;

    String successValue = "";
    List<String> errorMessages = List.of();
    List<String> errorCodes = List.of();
    final Map<String, ErrorKind> errorKinds = new LinkedHashMap<>();
    final Map<String, ErrorKind> errorWords = new LinkedHashMap<>();

    ModelTable models = new ModelTable();

    DialectSettings copy() {
        DialectSettings copy = new DialectSettings();
        copy.name = name;
        copy.baseUrl = baseUrl;
        copy.path = path;
        copy.authHeader = authHeader;
        copy.authPrefix = authPrefix;
        copy.maxConcurrentRequests = maxConcurrentRequests;
        copy.headers.putAll(headers);
        copyRequest(copy);
        copyReply(copy);
        copy.models = models.copy();
        return copy;
    }

    private void copyRequest(DialectSettings copy) {
        copy.model = model;
        copy.modelRequired = modelRequired;
        copy.query = query;
        copy.queryForm = queryForm;
        copy.documents = documents;
        copy.documentForm = documentForm;
        copy.mixedQuery = mixedQuery;
        copy.mixedQueryForm = mixedQueryForm;
        copy.mixedDocuments = mixedDocuments;
        copy.instruction = instruction;
        copy.inputObject = inputObject;
        copy.parametersObject = parametersObject;
        copy.fields.putAll(fields);
    }

    private void copyReply(DialectSettings copy) {
        copy.results = results;
        copy.index = index;
        copy.scores = scores;
        copy.usage = usage;
        copy.requestId = requestId;
        copy.answeringModel = answeringModel;
        copy.failedScore = failedScore;
        copy.success = success;
        copy.successValue = successValue;
        copy.errorMessages = errorMessages;
        copy.errorCodes = errorCodes;
        copy.errorKinds.putAll(errorKinds);
        copy.errorWords.putAll(errorWords);
    }

    /** A copy nobody else can change. */
    static JsonNode frozen(Object value) {
        WireBody copy = Json.write(json -> {
            json.writeFieldName("value");
            Json.value(json, value);
        });
        return Json.read(copy.bytes()).path("value");
    }
}
