package io.github.rerank4j.service;

import io.github.rerank4j.RequestRules;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.spi.RerankService;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes of a request what will be judged: mapped, and filled in with what the model itself was given. */
final class Resolution {

    private final RerankService.Defaults defaults;
    private final Documents documents;
    private final Queries queries;

    Resolution(RerankService.Defaults defaults, Documents documents, Queries queries) {
        this.defaults = defaults;
        this.documents = documents;
        this.queries = queries;
    }

    RerankRequest of(RerankRequest request) {
        return filled(queries.mapped(documents.mapped(RequestRules.requirePresent(request))));
    }

    private RerankRequest filled(RerankRequest request) {
        boolean model = request.modelName().isEmpty() && defaults.modelName() != null;
        boolean instruction = request.instruction().isEmpty() && defaults.instruction() != null;
        boolean input = lacks(request.input(), defaults.input());
        boolean parameters = lacks(request.parameters(), defaults.parameters());
        if (!model && !instruction && !input && !parameters) {
            return request;
        }
        RerankRequest.Builder filled = request.toBuilder();
        if (model) {
            filled.modelName(defaults.modelName());
        }
        if (instruction) {
            filled.instruction(defaults.instruction());
        }
        if (input) {
            filled.input(merged(defaults.input(), request.input()));
        }
        if (parameters) {
            filled.parameters(merged(defaults.parameters(), request.parameters()));
        }
        return filled.build();
    }

    private static boolean lacks(Map<String, Object> call, Map<String, Object> defaults) {
        return !defaults.isEmpty() && !call.keySet().containsAll(defaults.keySet());
    }

    private static Map<String, Object> merged(Map<String, Object> defaults, Map<String, Object> call) {
        Map<String, Object> merged = new LinkedHashMap<>(defaults);
        merged.putAll(call);
        return merged;
    }
}
