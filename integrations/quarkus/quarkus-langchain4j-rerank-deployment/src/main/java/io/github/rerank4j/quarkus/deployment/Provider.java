package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.quarkus.ModelPrefix;
import io.github.rerank4j.quarkus.ProviderNames;
import io.github.rerank4j.settings.ObjectForm;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** A provider while an application is built: what the configuration says of it and its models. */
record Provider(RerankProvider<?> spi) {

    String id() {
        return spi.id();
    }

    /** What {@code quarkus.langchain4j.scoring-model.provider} calls it. */
    String name() {
        return ProviderNames.name(id());
    }

    /** Whether a selected model is one of its. */
    boolean isOf(SelectedScoringModelProviderBuildItem selected) {
        return name().equals(selected.getProvider());
    }

    /** The class of its model, and those that this one extends, as far as they are rerankers. */
    List<Class<?>> modelClasses() {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type = spi.modelClass();
                type != null && Reranker.class.isAssignableFrom(type);
                type = type.getSuperclass()) {
            classes.add(type);
        }
        return classes;
    }

    /** The types of beans that its models are given. */
    Stream<Class<?>> objects() {
        return spi.settings().stream()
                .flatMap(setting -> setting.object().stream())
                .filter(ObjectForm::sought)
                .map(ObjectForm::type);
    }

    /** Whether scoring models may be of it. */
    boolean isEnabled() {
        return config().getOptionalValue(ProviderNames.root(id()) + ".enabled", Boolean.class)
                .orElse(true);
    }

    /** Whether the configuration has settings of its models, environment variables among it. */
    boolean isConfigured() {
        return isConfiguredIn(StreamSupport.stream(config().getPropertyNames().spliterator(), false));
    }

    /** Whether some of these names are those of settings of its models. */
    boolean isConfiguredIn(Stream<String> names) {
        String properties = ProviderNames.root(id()) + '.';
        String variables = ProviderNames.asVariable(properties);
        return names.flatMap(name -> Stream.of(properties, variables)
                        .filter(name::startsWith)
                        .map(prefix -> name.substring(prefix.length())))
                .anyMatch(setting -> !setting.equalsIgnoreCase("enabled") && !setting.endsWith("-model.provider"));
    }

    /** A property of the model of that name. */
    String property(String modelName, String setting) {
        return ModelPrefix.of(ProviderNames.root(id()), modelName, config()) + '.' + SettingNames.dashed(setting);
    }

    /** The text of a setting of the model of that name, if there is one. */
    Optional<String> text(String modelName, String setting) {
        return config().getOptionalValue(property(modelName, setting), String.class);
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }
}
