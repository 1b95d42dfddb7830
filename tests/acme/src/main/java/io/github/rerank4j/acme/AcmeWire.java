package io.github.rerank4j.acme;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.Tokens;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import org.jspecify.annotations.Nullable;

/** Acme's {@code POST /rank}: hits come sorted by relevance, each naming its document by "i". */
record AcmeWire(int effort) implements RerankWire {

    @Override
    public ModelTraits traits(@Nullable String modelName) {
        return ModelTraits.pointwise(ScoreScale.PROBABILITY).maxDocuments(100);
    }

    @Override
    public WireRequest encode(RerankCall call) {
        refuse(call.instruction() != null, "instruction");
        refuse(!call.input().isEmpty(), "input");
        refuse(!call.parameters().isEmpty(), "parameters");
        return WireRequest.post("rank", Json.write(json -> {
            Json.optional(json, "model", call.modelName());
            Json.text(json, "question", call.queryText());
            Json.texts(json, "passages", call.documents());
            json.writeNumberField("effort", effort);
        }));
    }

    @Override
    public String reading() {
        return "";
    }

    @Override
    public RerankReply decode(WireReply reply) {
        JsonNode hits = reply.json().path("hits");
        ErrorBody error = ErrorBody.of(reply);
        return !reply.succeeded() || error.refuses(hits, null)
                ? error.refused(error.kind(null), null)
                : Scored.indexed(hits, "i", "s").usage(Tokens.in(reply.json().path("usage")));
    }

    /** For what a call may say and Acme cannot be told: scores without it would look like scores with it. */
    private static void refuse(boolean given, String what) {
        if (given) {
            throw new UnsupportedFeatureException("Acme's requests have no " + what + "; leave it out");
        }
    }
}
