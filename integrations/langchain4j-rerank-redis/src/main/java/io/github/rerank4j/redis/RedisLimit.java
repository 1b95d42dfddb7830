package io.github.rerank4j.redis;

import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import io.lettuce.core.AbstractRedisClient;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A limit that is shared through a Redis, as a configuration writes it: for integrations, which read its {@link #settings}
 * and let it make the {@link RedisRateLimiter}. Not for use by several threads.
 */
public final class RedisLimit {

    private static final String AS_SEEN = "as many as the Redis has seen";
    private static final Range<Integer> COUNTS = Range.atLeast(1);

    private static final List<Setting<RedisLimit, ?>> SETTINGS = List.of(
            Setting.<RedisLimit>text("key", (limit, key) -> limit.key = key)
                    .description(
                            "Name of the limit in the Redis, for one account and one model; who has the same key shares"
                                    + " the limit.")
                    .defaultText("the provider, the host if it is set, and the model, for example"
                            + " siliconflow:BAAI/bge-reranker-v2-m3")
                    .build(),
            Setting.<RedisLimit>decimal("requestsPerSecond", (limit, requests) -> limit.requestsPerSecond = requests)
                    .description("Requests of all applications in any second; not together with per-minute limits.")
                    .range(Range.above(0.0))
                    .defaultText("no per-second limit")
                    .build(),
            Setting.<RedisLimit>number("requestsPerMinute", (limit, requests) -> limit.requestsPerMinute = requests)
                    .description("Requests of all applications in any minute.")
                    .range(COUNTS)
                    .defaultText("no limit of requests a minute")
                    .build(),
            Setting.<RedisLimit>number("tokensPerMinute", (limit, tokens) -> limit.tokensPerMinute = tokens)
                    .description("Tokens of all applications in any minute.")
                    .range(COUNTS)
                    .defaultText("no limit of tokens a minute")
                    .build(),
            Setting.<RedisLimit>number("expectedInstances", (limit, instances) -> limit.expectedInstances = instances)
                    .description(
                            "How many instances of all applications share the limit at least, for the share of each while the Redis is"
                                    + " away.")
                    .range(COUNTS)
                    .defaultText(AS_SEEN)
                    .build(),
            Setting.<RedisLimit, OnUnavailable>choice(
                            "onUnavailable", OnUnavailable.class, (limit, then) -> limit.onUnavailable = then)
                    .description(
                            "What counts while the Redis is away: a share of the limit for each application, failing,"
                                    + " or no limit.")
                    .defaultValue(OnUnavailable.LOCAL_SHARE, "local-share")
                    .build());

    private @Nullable String key;
    private @Nullable Double requestsPerSecond;
    private @Nullable Integer requestsPerMinute;
    private @Nullable Integer tokensPerMinute;
    private @Nullable Integer expectedInstances;
    private OnUnavailable onUnavailable = OnUnavailable.LOCAL_SHARE;

    /** Nothing is set. */
    public RedisLimit() {}

    /** What may be set. Immutable. */
    public static List<Setting<RedisLimit, ?>> settings() {
        return SETTINGS;
    }

    /** The settings of which one makes a limit, and the other two contradict it. */
    public static List<String> rates() {
        return List.of("requestsPerSecond", "requestsPerMinute", "tokensPerMinute");
    }

    /**
     * The key of a limit for which none is set: of a provider, where its service is, and the model.
     *
     * @param baseUrl its host counts, so that two services of one kind have two limits; null: the provider's own
     * @param modelName null: unknown
     */
    public static String defaultKey(String provider, @Nullable String baseUrl, @Nullable String modelName) {
        return Stream.of(provider, host(baseUrl), modelName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(":"));
    }

    private static @Nullable String host(@Nullable String baseUrl) {
        try {
            return baseUrl == null ? null : URI.create(baseUrl.strip()).getHost();
        } catch (IllegalArgumentException noAddress) {
            // the model's builder says so
            return null;
        }
    }

    /** Forgets the rates: who sets one for a single model means it instead of those of all. */
    public void forgetRates() {
        requestsPerSecond = null;
        requestsPerMinute = null;
        tokensPerMinute = null;
    }

    /** The key that is set, or else this one. */
    public String keyOr(String byDefault) {
        return key == null ? byDefault : key;
    }

    /**
     * The line of the log at the start of an application. Operators compare those of two: with another key or another limit
     * they share nothing.
     *
     * @param whose what has the limit
     * @param where the address of the Redis, without what is secret
     * @param byDefault the key where none is set
     */
    public String announcement(String whose, String where, String byDefault) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("key", keyOr(byDefault));
        values.put("requestsPerSecond", requestsPerSecond == null ? null : plain(requestsPerSecond));
        values.put("requestsPerMinute", requestsPerMinute);
        values.put("tokensPerMinute", tokensPerMinute);
        values.put("expectedInstances", expectedInstances == null ? AS_SEEN : expectedInstances);
        values.put(
                "onUnavailable", onUnavailable.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        values.values().removeIf(Objects::isNull);
        return values.entrySet().stream()
                .map(set -> SettingNames.dashed(set.getKey()) + "=" + set.getValue())
                .collect(Collectors.joining(
                        ", ",
                        whose + " shares a rate limit with all applications that use the same key on Redis at " + where
                                + ": ",
                        ""));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /**
     * Whether two limits are the same but for their keys: with one key they are one then, and a mistake otherwise.
     */
    public boolean isLike(RedisLimit other) {
        return Objects.equals(requestsPerSecond, other.requestsPerSecond)
                && Objects.equals(requestsPerMinute, other.requestsPerMinute)
                && Objects.equals(tokensPerMinute, other.tokensPerMinute)
                && Objects.equals(expectedInstances, other.expectedInstances)
                && onUnavailable == other.onUnavailable;
    }

    /**
     * The limiter; close it.
     *
     * @param client one for a single Redis or for a cluster; stays the caller's
     * @param byDefault the key where none is set
     * @throws SettingException if what is set makes no limit
     */
    public RedisRateLimiter on(AbstractRedisClient client, String byDefault) {
        check();
        RedisRateLimiter limiter = RedisRateLimiter.of(client, keyOr(byDefault), limit());
        RedisRateLimiter shared = expectedInstances == null ? limiter : limiter.expectedInstances(expectedInstances);
        return shared.onUnavailable(onUnavailable);
    }

    private Limit limit() {
        return requestsPerSecond == null
                ? Limit.perMinute(orNone(requestsPerMinute), orNone(tokensPerMinute))
                : Limit.perSecond(requestsPerSecond);
    }

    private static long orNone(@Nullable Integer limit) {
        return limit == null ? Long.MAX_VALUE : limit;
    }

    /**
     * Refuses what makes no limit.
     *
     * @throws SettingException says what is missing, or contradicts what
     */
    public void check() {
        boolean aMinute = requestsPerMinute != null || tokensPerMinute != null;
        if (requestsPerSecond != null && aMinute) {
            throw SettingException.of(
                    "{requestsPerSecond} and {%s} are both set, but a limit counts seconds or minutes",
                    "remove one of them", requestsPerMinute != null ? "requestsPerMinute" : "tokensPerMinute");
        }
        if (requestsPerSecond == null && !aMinute) {
            throw SettingException.of(
                    "{requestsPerSecond} is missing, so that there is no limit",
                    "set it, or {requestsPerMinute} or {tokensPerMinute} or both");
        }
        Range.above(0.0).require("requestsPerSecond", requestsPerSecond);
        COUNTS.require("requestsPerMinute", requestsPerMinute);
        COUNTS.require("tokensPerMinute", tokensPerMinute);
        COUNTS.require("expectedInstances", expectedInstances);
    }
}
