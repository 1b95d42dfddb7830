package io.github.rerank4j.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.spi.Authorizer;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract holds for the simplest provider there can be, written with nothing but the SPI. */
class PlainModelTest extends ScoringModelContract {

    @Override
    public RerankScoringModel.Builder<?> builder() {
        return new PlainModel.Builder();
    }

    @Override
    public String secret() {
        return "plain-secret-0123456789";
    }

    @Override
    public ScriptedReply scored(String... scores) {
        return ScriptedReply.json("{\"hits\":" + hits(scores) + ",\"usage\":{\"total_tokens\":" + TOKENS + "}}");
    }

    @Override
    public ScriptedReply withoutUsage(String... scores) {
        return ScriptedReply.json("{\"hits\":" + hits(scores) + "}");
    }

    @Override
    public List<ScriptedReply> misaligned() {
        return List.of(
                ScriptedReply.json("{\"hits\":[{\"i\":1,\"s\":0.1},{\"i\":1,\"s\":0.2},{\"i\":2,\"s\":0.3}]}"),
                ScriptedReply.json("{\"hits\":[{\"i\":7,\"s\":0.1},{\"i\":1,\"s\":0.2},{\"i\":2,\"s\":0.3}]}"));
    }

    @Override
    public ScriptedReply refused(Refusal refusal, String words) {
        int status = switch (refusal) {
            case THROTTLED -> 429;
            case OVERLOADED -> 503;
            case UNAUTHORIZED -> 401;
            case INVALID -> 400;
        };
        return ScriptedReply.json(status, "{\"err\":\"" + words + "\"}");
    }

    @Override
    public List<String> documents(ReceivedRequest request) {
        List<String> texts = new ArrayList<>();
        request.json().path("passages").forEach(passage -> texts.add(passage.asText()));
        return texts;
    }

    private static String hits(String... scores) {
        List<String> hits = new ArrayList<>();
        for (int i = scores.length - 1; i >= 0; i--) {
            hits.add("{\"i\":" + i + ",\"s\":" + scores[i] + "}");
        }
        return hits.toString();
    }

    record PlainWire() implements RerankWire {

        @Override
        public ModelTraits traits(@Nullable String modelName) {
            return ModelTraits.pointwise(ScoreScale.PROBABILITY);
        }

        @Override
        public WireRequest encode(RerankCall call) {
            if (call.instruction() != null
                    || !call.input().isEmpty()
                    || !call.parameters().isEmpty()) {
                throw new UnsupportedFeatureException("plain requests hold a query, documents and a model alone");
            }
            return WireRequest.post("rank", Json.write(json -> {
                Json.optional(json, "model", call.modelName());
                Json.text(json, "question", call.queryText());
                Json.texts(json, "passages", call.documents());
            }));
        }

        @Override
        public String reading() {
            return "";
        }

        @Override
        public RerankReply decode(WireReply reply) {
            JsonNode body = reply.json();
            if (!reply.succeeded()) {
                JsonNode words = body.path("err");
                return new Refused(
                        ErrorKind.ofStatus(reply.status()),
                        null,
                        words.isMissingNode() ? reply.excerpt() : words.asText(),
                        null);
            }
            return Scored.indexed(body.path("hits"), "i", "s").usage(Tokens.in(body.path("usage")));
        }
    }

    private static final class PlainModel extends RerankScoringModel implements AsyncReranker {

        PlainModel(Builder builder, RerankService service) {
            super(builder, service);
        }

        private static final class Builder extends RerankScoringModel.Builder<Builder> {
            @Override
            public PlainModel build() {
                Authorizer key = Authorizer.header("Authorization", "Bearer ", () -> "plain-secret-0123456789");
                return new PlainModel(
                        this,
                        RerankService.of(
                                "plain", new PlainWire(), key, "http://127.0.0.1", RerankService.Defaults.model(null)));
            }
        }
    }
}
