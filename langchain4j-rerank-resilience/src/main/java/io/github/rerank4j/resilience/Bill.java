package io.github.rerank4j.resilience;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the flights have cost that one call has had sent. */
final class Bill {

    private Bill() {}

    /**
     * The facts of a call.
     *
     * @param paid its flights, which have answered; none where others have asked for it
     * @param modelName who answered
     */
    static Facts of(List<Flight> paid, @Nullable String modelName) {
        Facts.Builder facts = paid.isEmpty()
                ? Facts.builder()
                : response(paid.get(paid.size() - 1)).facts().toBuilder().cached(false);
        if (paid.size() > 1) {
            facts.tokenUsage(usage(paid)).attempts(attempts(paid)).requestIds(requestIds(paid));
        }
        return facts.modelName(modelName).build();
    }

    private static RerankResponse response(Flight flight) {
        return Objects.requireNonNull(flight.response);
    }

    private static @Nullable TokenUsage usage(List<Flight> paid) {
        TokenUsage sum = new TokenUsage();
        for (Flight flight : paid) {
            TokenUsage usage = response(flight).tokenUsage().orElse(null);
            if (usage == null) {
                return null;
            }
            sum = TokenUsage.sum(sum, usage);
        }
        return sum;
    }

    private static int attempts(List<Flight> paid) {
        int attempts = 0;
        for (Flight flight : paid) {
            attempts += response(flight).attempts();
        }
        return attempts;
    }

    private static List<String> requestIds(List<Flight> paid) {
        List<String> ids = new ArrayList<>();
        for (Flight flight : paid) {
            ids.addAll(response(flight).requestIds());
        }
        return ids;
    }
}
