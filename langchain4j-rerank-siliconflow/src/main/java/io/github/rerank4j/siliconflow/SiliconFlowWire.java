package io.github.rerank4j.siliconflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.ContentForm;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.Tokens;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * SiliconFlow's {@code POST /v1/rerank}: results come best first, each naming its document by "index". A relay of the
 * New API family is the same but for two names, and says nothing about what its models know or return.
 *
 * @param relay whether the service is a relay
 * @param maxChunksPerDoc into how many chunks a long document is cut at most; null for the service's default
 * @param overlapTokens how many tokens neighbouring chunks share; null for the service's default
 */
record SiliconFlowWire(
        boolean relay,
        @Nullable Integer maxChunksPerDoc,
        @Nullable Integer overlapTokens) implements RerankWire {

    private static final String PATH = "v1/rerank";
    private static final ModelTraits DIRECT = ModelTraits.pointwise(ScoreScale.PROBABILITY);
    private static final ModelTraits RELAYED = ModelTraits.pointwise(ScoreScale.UNKNOWN);

    @Override
    public ModelTraits traits(@Nullable String modelName) {
        ModelTraits traits = (relay ? RELAYED : DIRECT).ofNamed(modelName);
        return ModelFamily.of(modelName).seesImages()
                ? traits.kinds(ContentType.TEXT, ContentType.IMAGE, ContentType.VIDEO)
                : traits;
    }

    @Override
    public WireRequest encode(RerankCall call) {
        requireExpressible(call);
        return WireRequest.post(PATH, Json.write(json -> {
            Json.optional(json, "model", call.modelName());
            query(json, call);
            documents(json, call);
            Json.optional(json, relay ? "instruct" : "instruction", call.instruction());
            json.writeBooleanField("return_documents", false);
            optional(json, relay ? "max_chunk_per_doc" : "max_chunks_per_doc", maxChunksPerDoc);
            optional(json, "overlap_tokens", overlapTokens);
            // never sent: top_n leaves documents without a score; truncate_prompt_tokens, which the service also
            // obeys, keeps the end of the prompt and so cuts the query away
        }));
    }

    @Override
    public String reading() {
        return "";
    }

    @Override
    public RerankReply decode(WireReply reply) {
        Refused refused = Refusals.in(reply);
        if (refused != null) {
            return refused;
        }
        JsonNode body = reply.json();
        return Scored.indexed(body.path("results"), "index", "relevance_score")
                .usage(usage(body))
                .modelName(body.path("model").textValue())
                .requestId(Refusals.requestId(reply));
    }

    /** What speaks against asking this model with these options, and the way out; null if nothing is known to. */
    @Nullable
    SettingException objection(@Nullable String modelName, @Nullable String instruction) {
        ModelFamily family = relay ? ModelFamily.UNKNOWN : ModelFamily.of(modelName);
        if (instruction != null && !family.takesInstruction()) {
            return SettingException.of(
                    "%s takes no instruction",
                    "leave {instruction} out, or use a Qwen/Qwen3-Reranker model", modelName);
        }
        boolean chunking = maxChunksPerDoc != null || overlapTokens != null;
        if (chunking && !family.takesChunking()) {
            return SettingException.of(
                    "%s does not cut documents into chunks",
                    "leave {maxChunksPerDoc} and {overlapTokens} out, or use a bge or bce model", modelName);
        }
        return null;
    }

    private void requireExpressible(RerankCall call) {
        SettingException objection = objection(call.modelName(), call.instruction());
        if (objection != null) {
            throw new UnsupportedFeatureException(objection.getMessage()
                    + "; the builder's options hold for every call, so build another model where a call must differ");
        }
        if (!call.input().isEmpty() || !call.parameters().isEmpty()) {
            throw new UnsupportedFeatureException("SiliconFlow's requests have no input and parameters objects; leave"
                    + " the entries out, or use GenericScoringModel with a dialect that has them");
        }
        if (call.instruction() != null && call.instruction().isBlank()) {
            throw new IllegalArgumentException("instruction is blank; leave it out for the model's own");
        }
    }

    private static void query(JsonGenerator json, RerankCall call) throws IOException {
        if (call.query().type() == ContentType.TEXT) {
            Json.text(json, "query", call.queryText());
        } else {
            json.writeFieldName("query");
            ContentForm.write(json, call.query());
        }
    }

    /** Texts are bare unless something in the call is not a text. */
    private static void documents(JsonGenerator json, RerankCall call) throws IOException {
        if (call.textOnly()) {
            Json.texts(json, "documents", call.documents());
            return;
        }
        json.writeArrayFieldStart("documents");
        for (Content document : call.documents()) {
            ContentForm.write(json, document);
        }
        json.writeEndArray();
    }

    private static void optional(JsonGenerator json, String name, @Nullable Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    /** The service answers with "meta.tokens", documents a "tokens" at the top, and relays say "usage". */
    private static @Nullable TokenUsage usage(JsonNode body) {
        TokenUsage usage = Tokens.in(body.path("meta").path("tokens"));
        usage = usage == null ? Tokens.in(body.path("tokens")) : usage;
        return usage == null ? Tokens.in(body.path("usage")) : usage;
    }
}
