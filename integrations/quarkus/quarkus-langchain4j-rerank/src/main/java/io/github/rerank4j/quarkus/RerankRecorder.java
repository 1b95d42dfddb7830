package io.github.rerank4j.quarkus;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.spi.RerankProvider;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.Arc;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.CreationException;
import jakarta.enterprise.inject.Default;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** What an application does about its rerankers when it starts. */
@Recorder
public class RerankRecorder {

    static final Logger LOG = Logger.getLogger("io.github.rerank4j.quarkus");

    private final SharedRedis redis = new SharedRedis();

    /** For the generated code. */
    public RerankRecorder() {}

    /** Builds a model of the provider with that id. */
    public Function<SyntheticCreationalContext<Reranker>, Reranker> model(
            String providerId, String modelName, ShutdownContext shutdown) {
        RerankProvider<?> provider = providers().named(providerId);
        return context -> built(new ConfiguredModel<>(provider, modelName, config()), shutdown);
    }

    /** A model that ends before the limiter that it shares. */
    private Reranker built(ConfiguredModel<?> configured, ShutdownContext shutdown) {
        Optional<RateLimiter> limiter = configured.limiter(redis, shutdown);
        Reranker model = configured.build(limiter);
        limiter.ifPresent(shared -> shutdown.addShutdownTask(model::close));
        return model;
    }

    /**
     * Builds a model of the provider with that id, and a cache around it. When the application ends, calls of the cache
     * end before those of the model.
     */
    public Function<SyntheticCreationalContext<Reranker>, Reranker> cached(
            String providerId, String modelName, ShutdownContext shutdown) {
        RerankProvider<?> provider = providers().named(providerId);
        return context -> {
            Reranker model = built(new ConfiguredModel<>(provider, modelName, config()), shutdown);
            shutdown.addShutdownTask(model::close);
            Reranker cache = new ConfiguredCache(ProviderNames.root(providerId), modelName, config())
                    .around(model, redis, shutdown);
            shutdown.addShutdownTask(cache::close);
            return cache;
        };
    }

    /**
     * Builds a chain, after its members. When the application ends, its calls end before those of its members.
     *
     * @param models the names of all scoring models of the application
     * @param chains those of them that are chains of the configuration
     */
    public Function<SyntheticCreationalContext<FallbackScoringModel>, FallbackScoringModel> chain(
            String modelName, Set<String> models, Set<String> chains, ShutdownContext shutdown) {
        return context -> {
            ConfiguredChain configured = new ConfiguredChain(modelName, config());
            configured.requireMembers(models, chains);
            FallbackScoringModel chain = configured.build(name -> bean(ScoringModel.class, name));
            shutdown.addShutdownTask(chain::close);
            return chain;
        };
    }

    /**
     * Refuses properties of rerankers that nobody reads, because they or their models are misspelt.
     *
     * @param models the names of all scoring models of the application
     * @param chains those of them that are chains of the configuration
     * @throws ConfigValidationException if there are any; names them all, and shows no value
     */
    public void requireKnownProperties(Set<String> models, Set<String> chains) {
        Map<String, List<String>> members = chains.stream()
                .collect(
                        Collectors.toMap(Function.identity(), chain -> new ConfiguredChain(chain, config()).members()));
        Problem[] problems = new UnreadProperties(providers(), models, members)
                .in(config()).stream().map(Problem::new).toArray(Problem[]::new);
        if (problems.length > 0) {
            throw new ConfigValidationException(problems);
        }
    }

    /**
     * Warns of what is set for a model where one of the application's own is in its place.
     *
     * @param prefix that of its settings
     */
    public void warnOfSettings(String providerId, String prefix) {
        List<String> set =
                new ConfiguredSettings<>(prefix, providers().named(providerId).settings(), config()).namesSet();
        if (!set.isEmpty()) {
            LOG.warn("Without effect: " + String.join(", ", set)
                    + ", because the application's own ScoringModel bean takes"
                    + " the place of ours; set what is meant there, give one of the two another name, or remove the"
                    + " properties or the bean");
        }
    }

    /**
     * That nothing is set for caches that there are not.
     *
     * @param prefixes those of settings of caches which nothing switches on or off
     * @throws ConfigValidationException if something is
     */
    public void requireNoCacheSettings(List<String> prefixes) {
        prefixes.stream()
                .filter(prefix -> !new ConfiguredSettings<>(prefix, ConfiguredCache.settings(), config())
                        .namesSet()
                        .isEmpty())
                .findFirst()
                .ifPresent(prefix -> {
                    throw Refusal.withoutSwitch(prefix, ConfiguredCache.CACHE);
                });
    }

    /**
     * Has a model built now, so that with a wrong setting startup fails, and not the first question.
     *
     * @throws ConfigValidationException if a setting is missing, wrong, or contradicts another
     */
    public void start(Class<?> type, String modelName) {
        try {
            bean(type, modelName);
        } catch (CreationException failure) {
            throw Refusal.in(failure);
        }
    }

    /**
     * Says which rerankers there are, or why there is none, in one line of the log.
     *
     * @param models the names of all scoring models of the application
     * @param ours those of them that this extension has built
     */
    public void announce(Set<String> models, Set<String> ours) {
        Map<String, String> rerankers = new TreeMap<>();
        ours.forEach(name -> rerankers.put(name, bean(Reranker.class, name).toString()));
        List<String> properties = new ArrayList<>();
        ConfigProvider.getConfig().getPropertyNames().forEach(properties::add);
        LOG.info(new Announcement(providers().all()).of(rerankers, !models.isEmpty(), properties));
    }

    private static <T> T bean(Class<T> type, String modelName) {
        Annotation qualifier =
                NamedConfigUtil.isDefault(modelName) ? Default.Literal.INSTANCE : ModelName.Literal.of(modelName);
        return Arc.container().select(type, qualifier).get();
    }

    private static SmallRyeConfig config() {
        return ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    }

    /** Those that the application sees; its class loader is there while it starts. */
    private static RerankProviders providers() {
        return RerankProviders.of(Thread.currentThread().getContextClassLoader());
    }
}
