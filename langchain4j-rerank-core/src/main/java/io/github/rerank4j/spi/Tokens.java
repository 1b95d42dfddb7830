package io.github.rerank4j.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/** Reads the token counts of a reply. A reranker reads everything it charges for: a bare total counts as input. */
public final class Tokens {

    private Tokens() {}

    /**
     * The usage in an object with {@code prompt_tokens} or {@code input_tokens}, {@code completion_tokens} or
     * {@code output_tokens}, and {@code total_tokens}; null if it has neither input nor total, or is no object.
     */
    public static @Nullable TokenUsage in(JsonNode usage) {
        Integer input = count(usage, "prompt_tokens", "input_tokens");
        Integer output = count(usage, "completion_tokens", "output_tokens");
        Integer total = count(usage.path("total_tokens"));
        int outputs = output == null ? 0 : output;
        if (input != null) {
            return new TokenUsage(input, outputs, total == null ? sum(input, outputs) : total);
        }
        return total == null ? null : new TokenUsage(Math.max(0, total - outputs), outputs, total);
    }

    /** The usage where a reply holds one number of tokens; null if the node is not a count. */
    public static @Nullable TokenUsage total(JsonNode total) {
        return isCount(total) ? new TokenUsage(total.intValue(), 0, total.intValue()) : null;
    }

    /** Both together; a count that no longer fits stays at the highest that does, so that no sum is negative. */
    public static TokenUsage sum(TokenUsage one, TokenUsage other) {
        return new TokenUsage(
                sum(one.inputTokenCount(), other.inputTokenCount()),
                sum(one.outputTokenCount(), other.outputTokenCount()),
                sum(one.totalTokenCount(), other.totalTokenCount()));
    }

    private static @Nullable Integer sum(@Nullable Integer one, @Nullable Integer other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }

    private static @Nullable Integer count(JsonNode usage, String name, String otherName) {
        Integer count = count(usage.path(name));
        return count == null ? count(usage.path(otherName)) : count;
    }

    private static @Nullable Integer count(JsonNode node) {
        return isCount(node) ? node.intValue() : null;
    }

    private static boolean isCount(JsonNode node) {
        return node.isInt() && node.intValue() >= 0;
    }
}
