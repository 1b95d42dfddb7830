package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.quarkus.ModelPrefix;
import io.github.rerank4j.quarkus.ProviderNames;
import io.github.rerank4j.settings.ObjectForm;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** A provider while an application is built: what the configuration says of it and its models. */
record Provider(RerankProvider<?> spi) {

    private static final String CACHES = "quarkus.langchain4j.rerank.cache";
    private static final String SWITCH = ".enabled";

    String id() {
        return spi.id();
    }

    /** What its models are chosen as. */
    ModelKind kind() {
        return new ModelKind(id());
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

    /** Whether the model of that name has a cache around it. */
    boolean isCached(String modelName) {
        return config().getOptionalValue(cacheSwitch(modelName), Boolean.class)
                .or(() -> config().getOptionalValue(CACHES + SWITCH, Boolean.class))
                .orElse(false);
    }

    /** The prefixes of caches that no property switches on or off; that of all models only where no model has a cache. */
    static List<String> cachesWithoutSwitch(Map<String, Provider> models) {
        return Stream.concat(
                        Stream.of(CACHES)
                                .filter(all -> models.entrySet().stream()
                                        .noneMatch(model -> model.getValue().isCached(model.getKey()))),
                        models.entrySet().stream()
                                .filter(model -> !model.getValue().isCached(model.getKey()))
                                .map(model -> model.getValue().property(model.getKey(), "cache")))
                .filter(prefix -> config().getOptionalValue(prefix + SWITCH, Boolean.class)
                        .isEmpty())
                .toList();
    }

    /** The property that decides that. */
    String cacheSwitch(String modelName) {
        return property(modelName, "cache.enabled");
    }

    /** A property of the model of that name. */
    String property(String modelName, String setting) {
        return prefix(modelName) + '.' + SettingNames.dashed(setting);
    }

    /** What is before the settings of the model of that name. */
    String prefix(String modelName) {
        return ModelPrefix.of(ProviderNames.root(id()), modelName, config());
    }

    /** The text of a setting of the model of that name, if there is one. */
    Optional<String> text(String modelName, String setting) {
        return config().getOptionalValue(property(modelName, setting), String.class);
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }
}
