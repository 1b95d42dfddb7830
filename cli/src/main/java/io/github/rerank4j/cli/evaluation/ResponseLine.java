package io.github.rerank4j.cli.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.cli.data.JsonLine;
import io.github.rerank4j.evaluation.KeptResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One line of the kept answers, without an object for each score. Immutable. */
final class ResponseLine {

    private final String key;
    private final String model;
    private final double[] scores;
    private final @Nullable String error;
    private final @Nullable Integer requests;
    private final @Nullable Long tokens;
    private final double millis;

    /** What came for a key, by the name of the model that was asked. */
    ResponseLine(String key, String model, KeptResponse answer) {
        this.key = key;
        this.model = model;
        this.scores = answer.scores().stream().mapToDouble(score -> score).toArray();
        this.error = answer.error().orElse(null);
        this.requests = answer.requests().isPresent() ? answer.requests().getAsInt() : null;
        this.tokens = answer.tokens().isPresent() ? answer.tokens().getAsLong() : null;
        this.millis = answer.millis();
    }

    private ResponseLine(String key, JsonNode line) {
        JsonNode numbers = line.path("scores");
        this.key = key;
        this.model = line.path("model").asText();
        this.scores = new double[numbers.size()];
        Arrays.setAll(scores, i -> numbers.get(i).doubleValue());
        this.error = line.has("error") ? line.path("error").asText() : null;
        this.requests = line.has("requests") ? (Integer) line.path("requests").intValue() : null;
        this.tokens = line.has("tokens") ? (Long) line.path("tokens").longValue() : null;
        this.millis = line.path("millis").asDouble(Double.NaN);
    }

    /** The line of a file; null if it is none. */
    static @Nullable ResponseLine read(String text) {
        try {
            JsonNode line = JsonLine.read(text);
            String key = line.path("key").textValue();
            return key != null && (hasScores(line) || line.path("error").isTextual())
                    ? new ResponseLine(key, line)
                    : null;
        } catch (JsonProcessingException damaged) {
            return null;
        }
    }

    private static boolean hasScores(JsonNode line) {
        for (JsonNode score : line.path("scores")) {
            if (!score.isNumber() || !Double.isFinite(score.doubleValue())) {
                return false;
            }
        }
        return line.path("scores").isArray();
    }

    /** As {@link #read} reads it, with the end of the line. */
    byte[] written(String question) throws IOException {
        return JsonLine.write(line -> {
            line.writeStringField("key", key);
            line.writeStringField("model", model);
            line.writeStringField("question", question);
            if (error == null) {
                line.writeFieldName("scores");
                line.writeArray(scores, 0, scores.length);
            } else {
                line.writeStringField("error", error);
            }
            if (requests != null) {
                line.writeNumberField("requests", requests);
            }
            if (tokens != null) {
                line.writeNumberField("tokens", tokens);
            }
            if (!Double.isNaN(millis)) {
                line.writeNumberField("millis", millis);
            }
        });
    }

    String key() {
        return key;
    }

    String model() {
        return model;
    }

    /** Whether it is another one once more: no two failures take the same time, and nobody is asked again for scores. */
    boolean repeats(ResponseLine other) {
        return (error == null || !Double.isNaN(millis))
                && model.equals(other.model)
                && Arrays.equals(scores, other.scores)
                && Objects.equals(error, other.error)
                && Objects.equals(requests, other.requests)
                && Objects.equals(tokens, other.tokens)
                && Double.compare(millis, other.millis) == 0;
    }

    KeptResponse answer() {
        KeptResponse answer = error == null
                ? KeptResponse.scored(Arrays.stream(scores).boxed().toList())
                : KeptResponse.failed(error);
        answer = requests == null ? answer : answer.requests(requests);
        answer = tokens == null ? answer : answer.tokens(tokens);
        return answer.millis(millis);
    }
}
