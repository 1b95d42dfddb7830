package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.shared.ChainProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All properties of the starter. */
final class Properties {

    static final String PREFIX = "langchain4j.rerank.";

    /** That of each reranker, which no builder has. */
    static final Property ENABLED = Property.of(
            "enabled",
            Boolean.class.getName(),
            "Whether this reranker is a bean. Default: true, if any of its properties is set.",
            null);

    private static final Property INSTANCES = Property.of(
            PREFIX + "instances",
            "java.util.Map<java.lang.String," + InstanceClass.QUALIFIED_NAME + ">",
            "Rerankers with names of their own, which are the names of their beans.",
            null);

    private static final String CACHE = PREFIX + ChainProperties.CACHE + ".";

    private static final String LIMITER = PREFIX + ChainProperties.LIMITER + "." + ChainProperties.REDIS + ".";

    private static final Property OF_CACHES = Property.of(
            CACHE + "enabled",
            Boolean.class.getName(),
            "Whether rerankers remember their scores, but for chains, whose members do.",
            false);

    private static final String AGGREGATOR = PREFIX + "aggregator.";

    private static final List<Property> OF_THE_AGGREGATOR = List.of(
            Property.of(
                    AGGREGATOR + "enabled",
                    Boolean.class.getName(),
                    "Whether a RerankContentAggregator is a bean, and a RetrievalAugmentor around the only"
                            + " ContentRetriever.",
                    false),
            new Property(
                    AGGREGATOR + "model",
                    String.class.getName(),
                    "Bean name of the ScoringModel to rerank with. Default: the only one, or the primary one.",
                    null,
                    List.of(),
                    "dev.langchain4j.model.scoring.ScoringModel"));

    private static final List<Property> OF_THE_HEALTH = List.of(
            Property.of(
                    "management.health.rerank.enabled",
                    Boolean.class.getName(),
                    "Whether the health of rerankers is checked. Each check costs one call to each of them;"
                            + " management.endpoint.health.cache.time-to-live makes checks rarer.",
                    false),
            Property.of(
                    "management.health.rerank.timeout",
                    Duration.class.getName(),
                    "How long a check waits for the rerankers.",
                    "10s"));

    private Properties() {}

    /** Those of the providers in their order, then the others. */
    static List<Property> all(List<RerankProvider<?>> providers) {
        List<Property> all = new ArrayList<>();
        for (RerankProvider<?> provider : providers) {
            String prefix = PREFIX + provider.id() + ".";
            all.add(Property.of(prefix + ENABLED.name(), ENABLED.type(), ENABLED.description(), null));
            for (Setting<?, ?> setting : provider.settings()) {
                if (setting.form() != Form.OBJECT) {
                    all.add(property(prefix, Sentence.of(provider, setting), setting));
                }
            }
        }
        all.add(INSTANCES);
        all.add(OF_CACHES);
        for (Setting<?, ?> setting : CacheClass.settings()) {
            all.add(property(CACHE, Sentence.of(setting), setting));
        }
        for (Setting<?, ?> setting : RedisLimit.settings()) {
            all.add(property(LIMITER, Sentence.of(setting), setting));
        }
        all.addAll(OF_THE_AGGREGATOR);
        for (Setting<?, ?> setting : RerankContentAggregator.settings()) {
            all.add(property(AGGREGATOR, Sentence.of(setting), setting));
        }
        all.addAll(OF_THE_HEALTH);
        return List.copyOf(all);
    }

    private static Property property(String prefix, String sentence, Setting<?, ?> setting) {
        return new Property(
                prefix + SettingNames.dashed(setting.name()),
                SettingType.of(List.of(setting)).qualified(),
                sentence,
                defaultValue(setting),
                setting.suggestions(),
                null);
    }

    private static @Nullable Object defaultValue(Setting<?, ?> setting) {
        return setting.defaultValue()
                .<Object>map(
                        value -> value instanceof Number || value instanceof Boolean ? value : setting.defaultText())
                .orElse(null);
    }
}
