package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.EnvironmentProvider;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.SettingNames;
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
        return EnvironmentProvider.all(providers, environment).stream()
                .flatMap(provider -> of(provider).stream())
                .toList();
    }

    private Optional<ProviderUnderTest> of(EnvironmentProvider provider) {
        return provider.isNamed() ? Optional.of(real(provider)) : standIns.of(providers, provider);
    }

    private ProviderUnderTest real(EnvironmentProvider provider) {
        return new ProviderUnderTest(provider.name(), "the real service at " + where(provider), false, listeners -> {
            provider.requireWholeKeys();
            return providers.model(provider.id(), provider.settings(), Map.of("listeners", listeners));
        });
    }

    private static String where(EnvironmentProvider provider) {
        String address = provider.address().orElse("an unknown address");
        return provider.told().entrySet().stream()
                .map(each -> ", " + SettingNames.dashed(each.getKey()).replace("-name", "") + " " + each.getValue())
                .collect(Collectors.joining("", address, ""));
    }
}
