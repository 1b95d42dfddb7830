package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.quarkus.ProviderNames;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What a scoring model may be chosen to be, while an application is built: a provider's, or a chain of others.
 *
 * @param id the provider's id, or what stands for one
 */
record ModelKind(String id) {

    static final ModelKind CHAIN = new ModelKind(ProviderNames.FALLBACK);

    /** What {@code quarkus.langchain4j.scoring-model.provider} calls it. */
    String name() {
        return ProviderNames.name(id);
    }

    /** Whether it is what a selected model is. */
    boolean isOf(SelectedScoringModelProviderBuildItem selected) {
        return name().equals(selected.getProvider());
    }

    /** Whether scoring models may be of it. */
    boolean isEnabled() {
        return config().getOptionalValue(ProviderNames.root(id) + ".enabled", Boolean.class)
                .orElse(true);
    }

    /** Whether the configuration has settings of its models, environment variables among it. */
    boolean isConfigured() {
        return isConfiguredIn(StreamSupport.stream(config().getPropertyNames().spliterator(), false));
    }

    /** Whether some of these names are those of settings of its models. */
    boolean isConfiguredIn(Stream<String> names) {
        String properties = ProviderNames.root(id) + '.';
        String variables = ProviderNames.asVariable(properties);
        return names.flatMap(name -> Stream.of(properties, variables)
                        .filter(name::startsWith)
                        .map(prefix -> name.substring(prefix.length())))
                .anyMatch(setting -> !setting.equalsIgnoreCase("enabled") && !setting.endsWith("-model.provider"));
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }
}
