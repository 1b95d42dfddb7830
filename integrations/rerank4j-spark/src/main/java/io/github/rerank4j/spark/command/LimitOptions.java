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

    @Option(
            names = "--limit-redis",
            paramLabel = "VARIABLE",
            description = "Keeps the limit on a Redis, for all jobs and applications that name the same key, instead of"
                    + " in shares: the variable of the executors' environment that holds its address, as REDIS_URI or"
                    + " '$'{REDIS_URI}.")
    private @Nullable String redis;

    @Option(
            names = "--limit-key",
            paramLabel = "KEY",
            description = "Whose limit is kept on Redis: the account, and the model for a per-minute limit.")
    private @Nullable String key;

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
        if ((redis == null) != (key == null)) {
            throw new IllegalArgumentException("--limit-redis and --limit-key belong together; give both, or neither");
        }
        if (perSecond == null && !perMinute) {
            if (executors != null || redis != null) {
                throw new IllegalArgumentException((redis != null ? "--limit-redis" : "--limit-executors")
                        + " is set, but no limit is; add --limit-per-second or another one, or remove it");
            }
            return Optional.empty();
        }
        AccountLimit limit = perSecond != null
                ? AccountLimit.perSecond(perSecond)
                : AccountLimit.perMinute(orNone(requestsPerMinute), orNone(tokensPerMinute));
        AccountLimit shared = executors == null ? limit : limit.executors(executors);
        return Optional.of(redis == null || key == null ? shared : shared.redis(reference(redis), key));
    }

    /** As files and the library write it, or its name alone. */
    private static String reference(String variable) {
        return variable.startsWith("${") ? variable : "${" + variable + "}";
    }

    private static long orNone(@Nullable Long number) {
        return number == null ? Long.MAX_VALUE : number;
    }
}
