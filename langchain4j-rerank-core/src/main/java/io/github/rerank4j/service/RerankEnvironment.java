package io.github.rerank4j.service;

import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which variables of the environment belong to a model that a {@link RerankSpec} describes. Provider, model and address
 * are what the user wrote, and come from no variable. Immutable; reads nothing.
 */
public final class RerankEnvironment {

    /** The variable of the key of a model with a name begins so. */
    public static final String KEY_OF_MODEL = "RERANK_API_KEY_";

    private static final Set<String> WRITTEN = Set.of("modelName", "baseUrl", "dialect");

    private final RerankProvider<?> provider;

    private RerankEnvironment(RerankProvider<?> provider) {
        this.provider = provider;
    }

    /** That of a provider's models. */
    public static RerankEnvironment of(RerankProvider<?> provider) {
        return new RerankEnvironment(provider);
    }

    /**
     * The variable of the key of one model alone: {@code RERANK_API_KEY_SF_V1} for {@code sf.v1}. Two names that differ in
     * case or punctuation have the same.
     */
    public static String keyOf(String name) {
        return KEY_OF_MODEL + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The variables of what is no secret, such as the site of an account, each with its setting, in the provider's order. */
    public Map<String, String> settings() {
        return variables(setting -> !isSecret(setting) && !WRITTEN.contains(setting));
    }

    /** The variables of keys, each with its setting, in the provider's order. */
    public Map<String, String> secrets() {
        return variables(this::isSecret);
    }

    /** Whether a setting of the provider is a secret; a name that is no setting is none. */
    public boolean isSecret(String setting) {
        return provider.setting(setting).filter(Setting::secret).isPresent();
    }

    private Map<String, String> variables(Predicate<String> chosen) {
        Map<String, String> variables = new LinkedHashMap<>();
        provider.environment().forEach((variable, setting) -> {
            if (chosen.test(setting)) {
                variables.put(variable, setting);
            }
        });
        return Collections.unmodifiableMap(variables);
    }
}
