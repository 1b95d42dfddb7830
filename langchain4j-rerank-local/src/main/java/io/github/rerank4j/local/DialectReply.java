package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.rerank4j.local.DialectRequest.Question;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a service's answers look like.
 *
 * @param body the whole, with the holes {@code $id}, {@code $model}, {@code $tokens} and {@code $results}, best first;
 *     or, for a service that keeps the order of the documents, {@code $scores}
 * @param result one of the results, with the holes {@code $index}, {@code $score} and {@code $document}
 * @param tokensHeader the header that says how many tokens were read, if there is one
 */
record DialectReply(
        JsonSample body, JsonSample result, @Nullable String tokensHeader) {
    static DialectReply in(JsonNode description) {
        return new DialectReply(
                new JsonSample(description.path("reply")),
                new JsonSample(description.path("result")),
                description.path("tokensHeader").textValue());
    }

    /** The answer to a question. */
    LocalReply of(Question question, Ranking ranking) {
        String model = question.model();
        ArrayNode scores = Json.object().arrayNode();
        ranking.scores().forEach(scores::add);
        ArrayNode results = Json.object().arrayNode();
        ranking.bestFirst().forEach(index -> results.add(result(index, ranking)));
        JsonNode filled = body.with(Map.of(
                "$id",
                TextNode.valueOf(UUID.randomUUID().toString()),
                "$model",
                model == null ? NullNode.getInstance() : TextNode.valueOf(model),
                "$tokens",
                IntNode.valueOf(ranking.tokens()),
                "$scores",
                scores,
                "$results",
                results));
        LocalReply reply = LocalReply.json(Json.write(filled));
        return tokensHeader == null ? reply : reply.header(tokensHeader, Integer.toString(ranking.tokens()));
    }

    private JsonNode result(int index, Ranking ranking) {
        return result.with(Map.of(
                "$index", IntNode.valueOf(index),
                "$score", DoubleNode.valueOf(ranking.scores().get(index)),
                "$document", TextNode.valueOf(ranking.documents().get(index))));
    }
}
