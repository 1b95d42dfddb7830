package io.github.rerank4j.generic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.Tokens;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a reply of a dialect into scores or a refusal. */
final class ReplyReader {

    private static final int ACCEPTED = 202;

    private final ResultSettings settings;
    private final List<Place> results;
    private final List<Place> usage;
    private final List<Place> requestId;
    private final @Nullable Place responseModel;
    private final Place sign;
    private final @Nullable String success;
    private final Refusals refusals;

    ReplyReader(RerankDialect dialect) {
        ReplySettings reply = dialect.reply;
        this.settings = dialect.results;
        this.results = Place.of(settings.places());
        this.usage = Place.of(reply.usage());
        this.requestId = Place.of(reply.requestId());
        this.responseModel = reply.responseModel() == null ? null : new Place(reply.responseModel());
        this.sign = new Place(dialect.errors.sign());
        this.success = dialect.errors.success();
        this.refusals = new Refusals(dialect.errors);
    }

    RerankReply read(WireReply reply) {
        JsonNode hits = hits(reply);
        boolean failed = !reply.succeeded() || failed(reply);
        if (failed || hits.isEmpty()) {
            ErrorBody error = ErrorBody.of(reply);
            if (failed || refuses(reply, hits, error)) {
                Refused refused = refusals.of(reply, error, requestId(reply));
                boolean doubtful = reply.succeeded() && !hits.isEmpty() && !error.refuses(hits, null);
                return doubtful ? withSign(reply, refused) : refused;
            }
        }
        return new Scored(
                hits,
                settings.index(),
                settings.scores(),
                usage(reply),
                responseModel(reply),
                requestId(reply),
                settings.failedScore());
    }

    /** A 202 without results is a refusal where a code at a stated place says what has become of the request. */
    private boolean refuses(WireReply reply, JsonNode hits, ErrorBody error) {
        return error.refuses(hits, signOfSuccess(reply)) || (reply.status() == ACCEPTED && refusals.findsCode(reply));
    }

    /** Whether a reply, whatever it was an answer to, holds results of this dialect. */
    boolean holdsResults(WireReply reply) {
        JsonNode first = hits(reply).path(0);
        return settings.scores().isEmpty()
                ? first.isNumber()
                : settings.scores().stream().anyMatch(name -> first.path(name).isNumber());
    }

    private JsonNode hits(WireReply reply) {
        for (Place place : results) {
            JsonNode hits = place.in(reply);
            if (hits.isArray()) {
                return hits;
            }
        }
        return MissingNode.getInstance();
    }

    private boolean failed(WireReply reply) {
        String found = signOfSuccess(reply);
        return found != null && (success == null ? found.equalsIgnoreCase("false") : !found.equals(success));
    }

    /** A refusal with results, which nothing but the dialect's sign of success makes one: that may be stated wrongly. */
    private Refused withSign(WireReply reply, Refused refused) {
        String doubt = "; it has results, but \"" + OneLine.word(String.valueOf(signOfSuccess(reply))) + "\" at " + sign
                + ", where success(...) of the dialect wants \"" + success + '"';
        return new Refused(refused.kind(), refused.code(), refused.message() + doubt, refused.requestId());
    }

    private @Nullable String signOfSuccess(WireReply reply) {
        JsonNode found = sign.in(reply);
        return found.isMissingNode() || found.isNull() ? null : found.asText();
    }

    private @Nullable TokenUsage usage(WireReply reply) {
        for (Place place : usage) {
            JsonNode count = place.in(reply);
            JsonNode number = place.isHeader() && count.isTextual()
                    ? Json.read(count.textValue().getBytes(StandardCharsets.UTF_8))
                    : count;
            TokenUsage tokens = number.isObject() ? Tokens.in(number) : Tokens.total(number);
            if (tokens != null) {
                return tokens;
            }
        }
        return null;
    }

    private @Nullable String responseModel(WireReply reply) {
        return responseModel == null ? null : Place.word(responseModel.in(reply));
    }

    private @Nullable String requestId(WireReply reply) {
        for (Place place : requestId) {
            String id = Place.word(place.in(reply));
            if (id != null) {
                return id;
            }
        }
        return null;
    }
}
