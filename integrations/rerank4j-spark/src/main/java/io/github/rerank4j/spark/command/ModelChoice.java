package io.github.rerank4j.spark.command;

import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.service.RerankSpec;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that the user has chosen.
 *
 * @param name what the user calls it, or else provider and model
 * @param settings texts by the names of settings, and {@code provider}; keys are references to the environment of the
 *     executors
 */
record ModelChoice(String name, Map<String, String> settings) {

    /** What is before the first equals sign, where no address or model can have begun. */
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,99})=(.*)", Pattern.DOTALL);

    private static final String PROVIDER = "provider";

    /**
     * Reads {@code SPEC} or {@code NAME=SPEC}.
     *
     * @param environment the driver's
     * @throws IllegalArgumentException if it is neither; says what to do
     */
    static ModelChoice of(RerankProviders providers, String written, Variables environment) {
        Matcher named = NAMED.matcher(written);
        String name = named.matches() ? named.group(1) : "";
        RerankSpec spec = providers.ofSpec(named.matches() ? named.group(2) : written);
        if (spec.isLocal()) {
            throw new IllegalArgumentException(
                    "a local scorer is asked by rerank4j.jar, not by a cluster; name a provider or a dialect");
        }
        Map<String, String> settings =
                new ExecutorSettings(providers.named(spec.provider()), name, environment).complete(spec.settings());
        String title = name.isEmpty() ? title(spec.provider(), settings) : name;
        settings.put(PROVIDER, spec.provider());
        return new ModelChoice(title, settings);
    }

    private static String title(String provider, Map<String, String> settings) {
        String who = settings.getOrDefault("dialect", provider);
        return settings.containsKey("modelName") ? who + ":" + settings.get("modelName") : who;
    }
}
