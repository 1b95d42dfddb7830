package io.github.rerank4j.examples.knowledge;

import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider on the class path, and what the environment says of it. */
public final class EnvironmentProvider {

    private static final String KEY = "sk-stand-in";

    private final RerankProvider<?> provider;
    private final Environment environment;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final boolean named;

    private EnvironmentProvider(RerankProvider<?> provider, Environment environment) {
        this.provider = provider;
        this.environment = environment;
        provider.environment()
                .forEach((variable, setting) -> Optional.ofNullable(environment.get(variable))
                        .ifPresent(value -> settings.put(setting, value)));
        this.named = provider.decisive(this::setting).stream().anyMatch(settings::containsKey);
        if (named) {
            provider.setting("modelName").stream()
                    .flatMap(model -> model.suggestions().stream())
                    .findFirst()
                    .ifPresent(model -> settings.putIfAbsent("modelName", model));
        }
    }

    /** All of them, in the order of the class path. */
    public static List<EnvironmentProvider> all(RerankProviders providers, Environment environment) {
        return providers.all().stream()
                .map(provider -> new EnvironmentProvider(provider, environment))
                .toList();
    }

    /** The provider's id. */
    public String id() {
        return provider.id();
    }

    /** What it is called: Tencent, for a TencentScoringModel. */
    public String name() {
        return provider.modelClass().getSimpleName().replace("ScoringModel", "");
    }

    /** Whether the environment asks for the service itself, by a key or an address. */
    public boolean isNamed() {
        return named;
    }

    /** The texts of its settings, by their names; for a service that has many models, one is chosen. */
    public Map<String, String> settings() {
        return Collections.unmodifiableMap(settings);
    }

    /**
     * What may be told of its settings, by their names: nothing secret, no address, and the protocol that is spoken also
     * where nobody chose one.
     */
    public Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        for (String name : provider.environment().values()) {
            Setting<?, ?> setting = provider.setting(name).orElseThrow();
            if (!name.equals("baseUrl") && !setting.secret()) {
                setting(name)
                        .or(() -> Optional.of(setting.defaultText()).filter(protocol -> setting.form() == Form.NAME))
                        .ifPresent(text -> told.put(name, text));
            }
        }
        return told;
    }

    /** The model that is asked for, or the one that the provider takes by itself; empty if it leaves that to the server. */
    public Optional<String> model() {
        return setting("modelName")
                .or(() -> provider.setting("modelName")
                        .flatMap(Setting::defaultValue)
                        .map(String::valueOf));
    }

    /** Where a model asks, if anybody knows. */
    public Optional<String> address() {
        return setting("baseUrl").or(() -> provider.address(this::setting));
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    private boolean isSecret(String setting) {
        return provider.setting(setting).filter(Setting::secret).isPresent();
    }

    /**
     * Returns when there is no key of which a part is missing.
     *
     * @throws IllegalArgumentException that names the variable that is missing
     */
    public void requireWholeKeys() {
        List<String> keys = provider.environment().entrySet().stream()
                .filter(variable -> isSecret(variable.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (environment.hasAny(keys.toArray(String[]::new))) {
            keys.forEach(environment::required);
        }
    }

    /**
     * Starts a local server in the place of its service; empty if none can speak as it does.
     *
     * @param scorer the server's model
     */
    public Optional<StandInService> standIn(RerankScorer scorer) {
        return provider.standIn(this::setting).filter(LocalRerankServer::speaks).map(needed -> {
            LocalRerankServer server = LocalRerankServer.builder()
                    .scorer(scorer)
                    .standIn(needed, KEY, List.of())
                    .start();
            Map<String, String> values = new LinkedHashMap<>(needed.settings());
            values.putAll(settings);
            needed.keys().forEach(key -> values.put(key, KEY));
            values.put("baseUrl", server.url());
            return new StandInService(server, values);
        });
    }

    /** Its id; no secret. */
    @Override
    public String toString() {
        return "EnvironmentProvider[" + id() + "]";
    }
}
