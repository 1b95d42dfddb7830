package io.github.rerank4j.spark;

import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.service.Fingerprint;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the driver knows about a model, having built it with stand-ins for its secrets and closed it again.
 *
 * @param listwise whether a score depends on the other documents of the call
 * @param fingerprint of everything beside a pair that its score depends on
 * @param limited whether the provider, or its settings, state a rate
 */
record ModelFacts(boolean listwise, String fingerprint, boolean limited) {

    private static final String RATE = "requestsPerSecond";

    /**
     * Builds the model and asks it.
     *
     * @throws io.github.rerank4j.settings.SettingException if a setting is missing, wrong, or a literal secret
     */
    static ModelFacts of(ModelPlan plan, boolean withLimiter) {
        ClassLoader loader = Loaders.ofThisThread();
        RerankProvider<?> provider = RerankProviders.of(loader).named(plan.provider());
        SecretReferences.require(provider, plan.settings());
        Map<String, String> texts = SecretReferences.stoodIn(provider, plan.settings());
        Map<String, Object> objects = withLimiter ? Map.of("rateLimiter", RateLimiters.perSecond(1)) : Map.of();
        try (Reranker model = plan.open(loader, texts, objects)) {
            RerankerTraits traits = model.traits(null);
            boolean limited = plan.settings().containsKey(RATE)
                    || provider.setting(RATE).flatMap(Setting::defaultValue).isPresent();
            return new ModelFacts(traits.listwise(), fingerprint(plan, provider, traits), limited);
        }
    }

    private static String fingerprint(ModelPlan plan, RerankProvider<?> provider, RerankerTraits traits) {
        // only a model that does not say what its scores depend on may depend on every setting
        String identity = traits.identity()
                .orElseGet(() -> new TreeMap<>(SecretReferences.stoodIn(provider, plan.settings())).toString());
        String model = plan.settings().getOrDefault("modelName", "");
        return new Fingerprint()
                .add(plan.name())
                .add(plan.provider())
                .add(model)
                .add(identity)
                .add(traits.output().toString())
                .hex();
    }
}
