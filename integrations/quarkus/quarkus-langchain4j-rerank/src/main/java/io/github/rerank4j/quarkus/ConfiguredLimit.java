package io.github.rerank4j.quarkus;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.redis.RedisSettings;
import io.github.rerank4j.settings.ObjectForm;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.quarkus.runtime.ShutdownContext;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The limit in a Redis that one model of the configuration shares, and how its limiter is built. */
final class ConfiguredLimit {

    /** What comes before its settings. */
    static final String GROUP = "limiter.redis";

    /** The setting by which a model has a limiter. */
    static final String LIMITER = "rateLimiter";

    private static final String URI = "uri";
    private static final Logger LOG = Logger.getLogger("io.github.rerank4j.quarkus");

    private final RerankProvider<?> provider;
    private final SmallRyeConfig config;
    private final String modelPrefix;
    private final String own;

    ConfiguredLimit(RerankProvider<?> provider, String modelName, SmallRyeConfig config) {
        this.provider = provider;
        this.config = config;
        this.modelPrefix = ModelPrefix.of(ProviderNames.root(provider.id()), modelName, config);
        this.own = modelPrefix + '.' + GROUP;
    }

    /** What may be set for it. */
    static List<Setting<RedisLimit, ?>> settings() {
        return Stream.concat(Stream.of(RedisSettings.<RedisLimit>address(URI)), RedisLimit.settings().stream())
                .toList();
    }

    /**
     * The limiter that the model is to have; empty where none is configured, or the model has a rate of its own.
     *
     * @param beans the application's, of which none may be a limiter too
     * @throws ConfigValidationException if a setting is wrong, or contradicts another; names its property
     */
    Optional<RateLimiter> limiter(ModelBeans beans, SharedRedis redis, ShutdownContext shutdown) {
        boolean ofItsOwn = isAnySet(own);
        if (provider.setting(LIMITER).isEmpty() || !(ofItsOwn || isAnySet(RerankLimiterConfig.PREFIX))) {
            return Optional.empty();
        }
        Optional<String> rate = ratesOfTheModel();
        if (rate.isPresent() && !ofItsOwn) {
            return Optional.empty();
        }
        String group = ofItsOwn ? own : RerankLimiterConfig.PREFIX;
        rate.ifPresent(other -> {
            throw Refusal.of(
                    "%s and %s are both set, but a model has one limiter; remove one of them".formatted(group, other));
        });
        if (beans.has(RateLimiter.class)) {
            throw Refusal.of(
                    ("%s is set, but the application also has a RateLimiter bean, and only one of the two can be used; remove"
                                    + " the property or the bean")
                            .formatted(group));
        }
        RedisLimit limit = limit();
        RateLimiter limiter = redis.limiter(limit, address(group), key(), group, shutdown);
        LOG.info(announcement(limit));
        return Optional.of(limiter);
    }

    /** What the log says of it at start. */
    String announcement(RedisLimit limit) {
        return limit.announcement(modelPrefix, LettuceClients.where(address(own), property(own, URI)), key());
    }

    private boolean hasOwnRate() {
        return RedisLimit.rates().stream().anyMatch(rate -> isSet(own, rate));
    }

    RedisLimit limit() {
        ConfiguredSettings<RedisLimit> ofOne = new ConfiguredSettings<>(own, settings(), config);
        ConfiguredSettings<RedisLimit> either = ofOne.orUnder(RerankLimiterConfig.PREFIX);
        RedisLimit limit = new RedisLimit();
        try {
            new ConfiguredSettings<>(RerankLimiterConfig.PREFIX, settings(), config).applyTo(limit, List.of());
            if (hasOwnRate()) {
                limit.forgetRates();
            }
            ofOne.applyTo(limit, List.of());
            limit.check();
            return limit;
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(either.message(objection));
        }
    }

    private String address(String group) {
        return text(own, URI)
                .or(() -> text(RerankLimiterConfig.PREFIX, URI))
                .orElseThrow(() -> Refusal.of(
                        "%1$s is set, but %1$s.uri is not; set it to the address of Redis, for example redis://redis:6379"
                                .formatted(group)));
    }

    private String key() {
        Optional<String> model = text(modelPrefix, "modelName")
                .or(() -> provider.setting("modelName")
                        .flatMap(setting -> (Optional<?>) setting.defaultValue())
                        .map(Object::toString));
        return RedisLimit.defaultKey(provider.id(), text(modelPrefix, "baseUrl").orElse(null), model.orElse(null));
    }

    /** The property that sets what a limiter contradicts, if it is set. */
    private Optional<String> ratesOfTheModel() {
        return provider.setting(LIMITER).flatMap(Setting::object).map(ObjectForm::unless).stream()
                .flatMap(List::stream)
                .filter(setting -> isSet(modelPrefix, setting))
                .map(setting -> property(modelPrefix, setting))
                .findFirst();
    }

    private boolean isAnySet(String prefix) {
        return settings().stream().anyMatch(setting -> isSet(prefix, setting.name()));
    }

    private boolean isSet(String prefix, String setting) {
        return config.getConfigValue(property(prefix, setting)).getValue() != null;
    }

    private Optional<String> text(String prefix, String setting) {
        return config.getOptionalValue(property(prefix, setting), String.class);
    }

    private static String property(String prefix, String setting) {
        return prefix + '.' + SettingNames.dashed(setting);
    }
}
