package io.github.rerank4j.evaluation;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What answers cost. */
final class Costs {

    /** Of who is not asked. */
    static final ModelReport.Cost NONE = new ModelReport.Cost(0L, 0L, 0L, null, null);

    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.95;
    private static final double THOUSAND = 1_000;

    private Costs() {}

    static ModelReport.Cost of(EvaluatedModel evaluatedModel, @Nullable Price price) {
        List<KeptResponse> all = evaluatedModel.questions().stream()
                .flatMap(question -> evaluatedModel.responses(question).stream())
                .toList();
        List<KeptResponse> fresh = List.copyOf(evaluatedModel.fresh().values());
        Long requests = requests(all);
        Long tokens = tokens(all);
        long answered = evaluatedModel.questions().stream()
                .filter(question -> evaluatedModel.answer(question) != null)
                .count();
        return new ModelReport.Cost(requests, requests(fresh), tokens, price(price, tokens, answered), latency(all));
    }

    /** Null if one of them was not counted. */
    private static @Nullable Long requests(List<KeptResponse> answers) {
        return answers.stream().allMatch(answer -> answer.requests().isPresent())
                ? (Long) answers.stream()
                        .mapToLong(answer -> answer.requests().orElse(0))
                        .sum()
                : null;
    }

    /** Null if one with scores has none, or there is none with scores. */
    private static @Nullable Long tokens(List<KeptResponse> answers) {
        Stream<KeptResponse> scored =
                answers.stream().filter(answer -> answer.error().isEmpty());
        boolean any = answers.stream().anyMatch(answer -> answer.error().isEmpty());
        return any && scored.allMatch(answer -> answer.tokens().isPresent())
                ? (Long) answers.stream()
                        .mapToLong(answer -> answer.tokens().orElse(0))
                        .sum()
                : null;
    }

    private static @Nullable Double price(@Nullable Price price, @Nullable Long tokens, long answered) {
        return price == null || tokens == null || answered == 0
                ? null
                : (Double) price.cost(tokens * THOUSAND / answered);
    }

    private static @Nullable Latency latency(List<KeptResponse> answers) {
        double[] millis = answers.stream()
                .filter(answer -> answer.error().isEmpty())
                .mapToDouble(KeptResponse::millis)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return millis.length == 0
                ? null
                : new Latency(new Latency.Values(percentile(millis, MEDIAN), percentile(millis, SLOW), millis.length));
    }

    /** The smallest number that is at least as large as that share of them. */
    private static double percentile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
