package io.github.rerank4j.generic;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.generic.ReplySettings.ResultSettings;
import io.github.rerank4j.generic.RequestSettings.ModelSlot;
import io.github.rerank4j.generic.RequestSettings.TextSlot;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankService;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a dialect states; immutable, so that a copy is a reference. */
record DialectSettings(
        String name,
        int maxConcurrentRequests,
        AddressSettings address,
        RequestSettings request,
        ReplySettings reply,
        ErrorSettings errors,
        ModelTable models) {

    /** What a Cohere-shaped server has, without a name. */
    static final DialectSettings USUAL = new DialectSettings(
            "",
            RerankService.MAX_CONCURRENT_REQUESTS,
            new AddressSettings(null, "v1/rerank", Map.of(), "Authorization", "Bearer "),
            new RequestSettings(
                    new ModelSlot("/model", true),
                    new TextSlot("/query", TextForm.STRING),
                    new TextSlot("/documents", TextForm.STRING),
                    null,
                    null,
                    Set.of(),
                    Map.of()),
            new ReplySettings(
                    new ResultSettings(List.of("/results"), "index", List.of("relevance_score", "score"), Double.NaN),
                    List.of("/usage"),
                    List.of("/request_id", "/id", "x-request-id"),
                    "/model"),
            new ErrorSettings(null, List.of(), List.of(), Map.of(), Map.of()),
            new ModelTable(ModelTraits.pointwise(ScoreScale.UNKNOWN), List.of()));

    DialectSettings name(String other) {
        return new DialectSettings(other, maxConcurrentRequests, address, request, reply, errors, models);
    }

    DialectSettings maxConcurrentRequests(int limit) {
        return new DialectSettings(name, limit, address, request, reply, errors, models);
    }

    DialectSettings address(AddressSettings other) {
        return new DialectSettings(name, maxConcurrentRequests, other, request, reply, errors, models);
    }

    DialectSettings request(RequestSettings other) {
        return new DialectSettings(name, maxConcurrentRequests, address, other, reply, errors, models);
    }

    DialectSettings reply(ReplySettings other) {
        return new DialectSettings(name, maxConcurrentRequests, address, request, other, errors, models);
    }

    DialectSettings errors(ErrorSettings other) {
        return new DialectSettings(name, maxConcurrentRequests, address, request, reply, other, models);
    }

    DialectSettings models(ModelTable other) {
        return new DialectSettings(name, maxConcurrentRequests, address, request, reply, errors, other);
    }
}
