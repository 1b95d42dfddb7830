package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service's requests look like.
 *
 * @param headers the headers that they must have; {@code $key} is where the key is, {@code $any} anything
 * @param needsKey whether a request without a key is refused even where the server was given none; any will do then
 * @param body what they must have, with the holes {@code $model}, {@code $query} and {@code $document}; or, for a service
 *     that takes a query with each document, {@code $queries}
 * @param limits how much they may have
 */
record DialectRequest(Map<String, String> headers, boolean needsKey, JsonSample body, DialectLimits limits) {
    private static final String ANY = "$any";

    /** What a request asks for. */
    record Question(@Nullable String model, String query, List<String> documents) {}

    static DialectRequest in(JsonNode description) {
        Map<String, String> headers = new TreeMap<>();
        description
                .path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        if (headers.isEmpty()) {
            headers.put("Authorization", "Bearer $key");
        }
        return new DialectRequest(
                headers,
                !description.path("keyOptional").asBoolean(),
                new JsonSample(description.path("request")),
                DialectLimits.in(description));
    }

    /** Whether a request has the server's key. Where the server was given none: any, or none unless {@link #needsKey}. */
    boolean hasKey(ReceivedRequest request, ApiKey key) {
        return headers.entrySet().stream()
                .filter(header -> !header.getValue().equals(ANY))
                .allMatch(header -> key.opens(request, header.getKey(), header.getValue())
                        && (!needsKey || request.header(header.getKey()) != null));
    }

    /**
     * Reads a request that has the key.
     *
     * @throws ServiceRefusal when it is not as it must be
     */
    Question read(ReceivedRequest request) {
        headers.forEach((header, form) -> ServiceRefusal.unless(
                !form.equals(ANY) || request.header(header) != null, "the header " + header + " is missing"));
        JsonNode sent = json(request);
        Map<String, List<String>> texts = body.textsIn(sent);
        List<String> documents = texts.getOrDefault("$document", List.of());
        limits.check(documents);
        String model = sent.path("model").textValue();
        ServiceRefusal.unless(!"".equals(model), "model must not be empty");
        return new Question(model, query(texts, documents.size()), documents);
    }

    private static JsonNode json(ReceivedRequest request) {
        try {
            return Json.read(request.body());
        } catch (IOException e) {
            throw new ServiceRefusal("400", "the body is not JSON");
        }
    }

    private static String query(Map<String, List<String>> texts, int documents) {
        List<String> queries = texts.getOrDefault("$queries", List.of());
        ServiceRefusal.unless(
                queries.isEmpty() || queries.size() == documents, "there must be one query for each document");
        ServiceRefusal.unless(queries.stream().distinct().count() <= 1, "only one query at a time is ranked here");
        String query =
                queries.isEmpty() ? texts.getOrDefault("$query", List.of("")).get(0) : queries.get(0);
        ServiceRefusal.unless(!query.isEmpty(), "the query must not be empty");
        return query;
    }
}
