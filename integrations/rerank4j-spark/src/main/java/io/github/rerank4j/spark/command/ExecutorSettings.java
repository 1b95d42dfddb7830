package io.github.rerank4j.spark.command;

import io.github.rerank4j.service.RerankEnvironment;
import io.github.rerank4j.spi.RerankProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment adds to a model: of the driver's, settings such as the site of an account; of the executors',
 * keys, which nobody reads here. Provider, model and address are what the user wrote.
 */
final class ExecutorSettings {

    private final RerankProvider<?> provider;
    private final RerankEnvironment variables;
    private final String name;
    private final Variables environment;

    /**
     * Of a model.
     *
     * @param name what the user calls it; empty for nothing
     */
    ExecutorSettings(RerankProvider<?> provider, String name, Variables environment) {
        this.provider = provider;
        this.variables = RerankEnvironment.of(provider);
        this.name = name;
        this.environment = environment;
    }

    /** All settings of the model, as a map that may be changed. */
    Map<String, String> complete(Map<String, String> written) {
        Map<String, String> settings = new LinkedHashMap<>(written);
        variables.settings().forEach((variable, setting) -> {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                settings.putIfAbsent(setting, value);
            }
        });
        Map<String, String> secrets = variables.secrets();
        secrets.forEach((variable, setting) -> {
            if (!settings.containsKey(setting)) {
                reference(variable, setting, secrets.size() == 1, settings)
                        .ifPresent(reference -> settings.put(setting, "${" + reference + "}"));
            }
        });
        return settings;
    }

    /** The variable that executors read; none where the driver has none and the service may want no key. */
    private Optional<String> reference(String variable, String setting, boolean only, Map<String, String> settings) {
        String own = RerankEnvironment.keyOf(name);
        if (only && !name.isEmpty() && isSet(own)) {
            return Optional.of(own);
        }
        return isSet(variable) || cannotBeAskedWithout(setting, settings) ? Optional.of(variable) : Optional.empty();
    }

    private boolean isSet(String variable) {
        String value = environment.get(variable);
        return value != null && !value.isBlank();
    }

    private boolean cannotBeAskedWithout(String setting, Map<String, String> settings) {
        if (settings.containsKey("baseUrl")) {
            return false;
        }
        List<String> decisive = provider.decisive(each -> Optional.ofNullable(settings.get(each)));
        return variables.isSecret(decisive.get(0)) && decisive.contains(setting);
    }
}
