package io.github.rerank4j.spring;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;

/** Makes the rerankers from their properties, the beans they share, and the application's customizers, in this order. */
class RerankModels implements AutoCloseable {

    static final String BEAN_NAME = "rerankModels";

    private final Providers providers;
    private final BoundProperties properties;
    private final SharedBeans beans;
    private final RerankProperties all;
    private final ChainMembers members;
    private final SharedRedis redis;
    private final List<Reranker> remembering = new CopyOnWriteArrayList<>();
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private volatile boolean limited;

    RerankModels(Providers providers, BoundProperties properties, ListableBeanFactory beans) {
        this.providers = providers;
        this.properties = properties;
        this.beans = new SharedBeans(beans);
        // once more: where beans were registered ahead of time nobody has looked at these yet
        this.all = properties.all();
        this.members = new ChainMembers(providers, beans, all, properties);
        this.redis = new SharedRedis(beans);
    }

    /** All that is set. */
    RerankProperties all() {
        return all;
    }

    /** The names of the rerankers that there are by now. */
    Set<String> namesMade() {
        return made;
    }

    /** The providers whose properties without a name make no reranker, though they could. */
    Stream<String> steppedBack() {
        return providers.all().stream()
                .filter(provider -> !made.contains(Providers.beanName(provider)))
                .<String>map(RerankProvider::id)
                .filter(id -> ModelValues.isConfigured(all.providers().get(id)));
    }

    /** What is set for all rerankers, and used by none. */
    Stream<String> unused() {
        return Stream.concat(
                remembering.isEmpty() && Boolean.TRUE.equals(all.cache().get(ModelValues.ENABLED))
                        ? Stream.of(RerankProperties.CACHE)
                        : Stream.of(),
                limited || all.limit().isEmpty() ? Stream.of() : Stream.of(RerankProperties.LIMITER));
    }

    /**
     * A reranker.
     *
     * @param provider whose it is
     * @param name its bean's
     * @param prefix under which its properties are
     * @throws RerankConfigurationException if these do not make one
     */
    Reranker model(String provider, String name, String prefix) {
        requireAsProcessed(provider, prefix, false);
        return made(provider, name, prefix);
    }

    /**
     * A reranker that remembers its scores; its model is closed with this.
     *
     * @param provider whose it is
     * @param name its bean's
     * @param prefix under which its properties are
     * @throws RerankConfigurationException if these do not make one
     */
    CachingScoringModel cached(String provider, String name, String prefix) {
        requireAsProcessed(provider, prefix, true);
        Reranker model = made(provider, name, prefix);
        remembering.add(model);
        return new Caches(properties.ofCaches()).around(model, instance(prefix), prefix, beans, redis, name);
    }

    @Override
    public void close() {
        remembering.forEach(Reranker::close);
        redis.close();
    }

    /** Ahead-of-time processing has written down that the bean is there, whose it is, and of which type. */
    private void requireAsProcessed(String provider, String prefix, boolean cached) {
        Map<String, Object> instance = instance(prefix);
        String now = Objects.requireNonNullElse(ModelValues.providerOf(instance), provider);
        requireSame(now.equals(provider), prefix, "had the provider " + provider, "has the provider " + now);
        Map<String, Object> set =
                isInstance(prefix) ? instance : all.providers().getOrDefault(provider, Map.of());
        requireSame(ModelValues.isEnabled(set), prefix, "was enabled", "is not");
        boolean same = Caches.of(all).has(instance) == cached;
        requireSame(same, prefix, cached ? "had a cache" : "had no cache", cached ? "has none" : "has one");
    }

    private static void requireSame(boolean same, String prefix, String then, String now) {
        if (!same) {
            throw new RerankConfigurationException(
                    ("%s %s when the application was processed ahead of time, and %s now;"
                                    + " process it ahead of time again with the present properties")
                            .formatted(prefix, then, now));
        }
    }

    /** What is set for the reranker with a name; nothing for one without. */
    private Map<String, Object> instance(String prefix) {
        return isInstance(prefix) ? properties.ofInstance(prefix) : Map.of();
    }

    private static boolean isInstance(String prefix) {
        return prefix.startsWith(RerankProperties.INSTANCES + ".");
    }

    private Reranker made(String provider, String name, String prefix) {
        made.add(name);
        return model(
                providers
                        .named(provider)
                        .orElseThrow(() -> new RerankConfigurationException(
                                prefix + " is set, but there is no provider " + provider
                                        + " on the class path; add the jar of that provider, or remove the property")),
                name,
                prefix);
    }

    private <B> Reranker model(RerankProvider<B> provider, String name, String prefix) {
        Map<String, Object> values = properties.of(provider, prefix);
        B builder = provider.newBuilder();
        try {
            for (Setting<? super B, ?> setting : provider.settings()) {
                SettingValue.apply(setting, builder, values.get(setting.name()));
            }
            if (builder instanceof FallbackScoringModel.Builder chain) {
                members.giveTo(chain, name, prefix, values);
            }
            Set<String> given = new HashSet<>(values.keySet());
            if (new Limits(properties.ofLimits(), redis).giveTo(builder, provider, values, instance(prefix), prefix)) {
                limited = true;
                given.add(Limits.SETTING);
            }
            beans.giveTo(builder, provider.settings(), given, name);
            beans.customize(builder, name);
            return provider.build(builder);
        } catch (IllegalArgumentException objection) {
            SettingNames names = SettingNames.under(
                            prefix, Providers.settings(provider).keySet())
                    .withBeans();
            throw RerankConfigurationException.of(names, objection, properties.line(names, objection));
        }
    }
}
