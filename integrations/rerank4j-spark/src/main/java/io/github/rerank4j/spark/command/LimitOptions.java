package io.github.rerank4j.spark.command;

import io.github.rerank4j.spark.AccountLimit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The limit of the account that all executors ask with. */
final class LimitOptions {

    @Option(
            names = "--limit-per-second",
            paramLabel = "N",
            description = "How many requests a second the account has, for all executors together.")
    private @Nullable Double perSecond;

    @Option(
            names = "--limit-requests-per-minute",
            paramLabel = "N",
            description = "How many requests a minute the account has, for all executors together.")
    private @Nullable Long requestsPerMinute;

    @Option(
            names = "--limit-tokens-per-minute",
            paramLabel = "N",
            description = "How many tokens a minute the account has, for all executors together.")
    private @Nullable Long tokensPerMinute;

    @Option(
            names = "--limit-executors",
            paramLabel = "N",
            description = "Among how many executors the limit is shared. Default: what Spark's configuration says.")
    private @Nullable Integer executors;

    /**
     * The limit; empty where none is set.
     *
     * @throws IllegalArgumentException if the options contradict each other, or a number is out of range
     */
    Optional<AccountLimit> limit() {
        boolean perMinute = requestsPerMinute != null || tokensPerMinute != null;
        if (perSecond != null && perMinute) {
            throw new IllegalArgumentException(
                    "--limit-per-second and a limit per minute are both set; keep the one that the account has");
        }
        if (perSecond == null && !perMinute) {
            if (executors != null) {
                throw new IllegalArgumentException(
                        "--limit-executors is set, but no limit is; add --limit-per-second, or remove it");
            }
            return Optional.empty();
        }
        AccountLimit limit = perSecond != null
                ? AccountLimit.perSecond(perSecond)
                : AccountLimit.perMinute(orNone(requestsPerMinute), orNone(tokensPerMinute));
        return Optional.of(executors == null ? limit : limit.executors(executors));
    }

    private static long orNone(@Nullable Long number) {
        return number == null ? Long.MAX_VALUE : number;
    }
}
