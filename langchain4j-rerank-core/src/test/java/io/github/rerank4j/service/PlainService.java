package io.github.rerank4j.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.ContentForm;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.Tokens;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import org.jspecify.annotations.Nullable;

/** The simplest provider: {@code POST /rank}, {@code {"question", "passages"}} to {@code {"hits": [{"i", "s"}]}}. */
record PlainService(ModelTraits traits) implements RerankWire {

    static Builder model() {
        return new Builder();
    }

    @Override
    public ModelTraits traits(@Nullable String modelName) {
        return traits;
    }

    @Override
    public WireRequest encode(RerankCall call) {
        return WireRequest.post("rank", Json.write(json -> {
            Json.optional(json, "model", call.modelName());
            Json.text(json, "question", call.queryText());
            json.writeArrayFieldStart("passages");
            for (Content document : call.documents()) {
                ContentForm.write(json, document);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("input");
            Json.members(json, call.input());
            json.writeEndObject();
        }));
    }

    @Override
    public String reading() {
        return "";
    }

    @Override
    public RerankReply decode(WireReply reply) {
        JsonNode body = reply.json();
        if (!reply.succeeded() || body.has("err")) {
            ErrorKind kind = reply.succeeded() ? ErrorKind.AMBIGUOUS : ErrorKind.ofStatus(reply.status());
            return new Refused(kind, "E1", body.path("err").asText(), reply.header("X-Request-Id"));
        }
        return Scored.indexed(body.path("hits"), "i", "s")
                .usage(Tokens.in(body.path("usage")))
                .modelName(body.path("model").textValue())
                .requestId(reply.header("X-Request-Id"));
    }

    static final class Builder extends RerankScoringModel.Builder<Builder> {

        private ModelTraits traits = ModelTraits.pointwise(ScoreScale.LOGIT);
        private Authorizer authorizer = Authorizer.NONE;

        Builder traits(ModelTraits traits) {
            this.traits = traits;
            return this;
        }

        Builder authorizer(Authorizer authorizer) {
            this.authorizer = authorizer;
            return this;
        }

        @Override
        public RerankScoringModel build() {
            RerankService service = RerankService.of(
                    "plain",
                    new PlainService(traits),
                    authorizer,
                    "http://127.0.0.1:1",
                    RerankService.Defaults.model(modelName()));
            return new AsyncPlainModel(this, service);
        }
    }

    private static class AsyncPlainModel extends RerankScoringModel implements AsyncReranker {

        AsyncPlainModel(PlainService.Builder builder, RerankService service) {
            super(builder, service);
        }
    }
}
