package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The providers on the class path: each the real service if the environment has something for it, else a stand-in. */
final class Providers {

    private final RerankProviders providers = RerankProviders.of(Providers.class.getClassLoader());
    private final Environment environment;
    private final StandIns standIns;

    Providers(Environment environment, StandIns standIns) {
        this.environment = environment;
        this.standIns = standIns;
    }

    /** Without those for which there is neither a key nor a stand-in. */
    List<ProviderUnderTest> all() {
        return providers.all().stream()
                .flatMap(provider -> of(provider).stream())
                .toList();
    }

    private Optional<ProviderUnderTest> of(RerankProvider<?> provider) {
        Map<String, String> configured = new LinkedHashMap<>();
        provider.environment()
                .forEach((variable, setting) -> Optional.ofNullable(environment.get(variable))
                        .ifPresent(value -> configured.put(setting, value)));
        boolean real = provider.decisive(setting -> Optional.ofNullable(configured.get(setting))).stream()
                .anyMatch(configured::containsKey);
        return real ? Optional.of(real(provider, configured)) : standIns.of(providers, provider, configured);
    }

    private ProviderUnderTest real(RerankProvider<?> provider, Map<String, String> configured) {
        provider.setting("modelName").stream()
                .flatMap(model -> model.suggestions().stream())
                .findFirst()
                .ifPresent(model -> configured.putIfAbsent("modelName", model));
        String nature = "the real service at " + where(provider, configured);
        return new ProviderUnderTest(name(provider), nature, false, meter -> {
            requireWholeKeys(provider);
            return providers.model(provider.id(), configured, Map.of("listeners", List.of(meter)));
        });
    }

    /** Tencent, for a TencentScoringModel. */
    static String name(RerankProvider<?> provider) {
        return provider.modelClass().getSimpleName().replace("ScoringModel", "");
    }

    private static String where(RerankProvider<?> provider, Map<String, String> configured) {
        String address = Optional.ofNullable(configured.get("baseUrl"))
                .or(() -> provider.address(setting -> Optional.ofNullable(configured.get(setting))))
                .orElse("an unknown address");
        return configured.entrySet().stream()
                .filter(each -> !each.getKey().equals("baseUrl") && !isSecret(provider, each.getKey()))
                .map(each -> ", " + SettingNames.dashed(each.getKey()).replace("-name", "") + " " + each.getValue())
                .collect(Collectors.joining("", address, ""));
    }

    /** Half a pair of keys is told by the variable that is missing. */
    private void requireWholeKeys(RerankProvider<?> provider) {
        List<String> keys = provider.environment().entrySet().stream()
                .filter(variable -> isSecret(provider, variable.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (environment.hasAny(keys.toArray(String[]::new))) {
            keys.forEach(environment::required);
        }
    }

    private static boolean isSecret(RerankProvider<?> provider, String setting) {
        return provider.setting(setting).filter(Setting::secret).isPresent();
    }
}
