package io.github.rerank4j.quarkus;

import io.github.rerank4j.settings.ObjectForm;
import io.github.rerank4j.settings.Setting;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.Arc;
import io.quarkus.arc.impl.InstanceImpl;
import io.quarkus.arc.impl.ParameterizedTypeImpl;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The application's beans that a model is built with. Of a kind of which a model has one, the bean with the model's
 * {@link ModelName} counts, else the one without; of a kind of which it has several, such as listeners, those without a
 * name count for every model.
 */
final class ModelBeans {

    private final String modelName;

    ModelBeans(String modelName) {
        this.modelName = modelName;
    }

    /** Hands the beans of a setting's type over, if it is one that beans are looked for. */
    <B> void give(Setting<B, ?> setting, B builder) {
        setting.object().filter(ObjectForm::sought).ifPresent(object -> {
            if (object.several()) {
                setting.applyObject(builder, all(object.type()));
            } else {
                one(object.type()).ifPresent(bean -> setting.applyObject(builder, bean));
            }
        });
    }

    /** Whether the model would be given one of that type. */
    boolean has(Class<?> type) {
        return one(type).isPresent();
    }

    /** What the application may change about a builder, whatever the qualifiers. */
    <B> Instance<ModelBuilderCustomizer<B>> customizers(Class<B> builder) {
        // as ArC itself does it: it selects by a class or a literal, and which builder it is only the list says
        return InstanceImpl.forGlobalEntrypoint(
                new ParameterizedTypeImpl(ModelBuilderCustomizer.class, builder), Set.of(Any.Literal.INSTANCE));
    }

    /** Those of a type that count for the model: without a name, and with its own. */
    <T> List<T> all(Class<T> type) {
        Instance<T> all = Arc.container().select(type, Any.Literal.INSTANCE);
        return Stream.concat(
                        all.select(Default.Literal.INSTANCE).stream(),
                        named(all).stream().flatMap(Instance::stream))
                .toList();
    }

    private <T> Optional<T> one(Class<T> type) {
        Instance<T> all = Arc.container().select(type, Any.Literal.INSTANCE);
        Instance<T> candidates = named(all)
                .filter(those -> !those.isUnsatisfied())
                .orElseGet(() -> all.select(Default.Literal.INSTANCE));
        if (candidates.isAmbiguous()) {
            throw Refusal.of("the scoring model " + spoken() + " finds several beans of type " + type.getSimpleName()
                    + "; give each its @ModelName, or keep one");
        }
        return candidates.isUnsatisfied() ? Optional.empty() : Optional.of(candidates.get());
    }

    private String spoken() {
        return NamedConfigUtil.isDefault(modelName) ? "without a name" : '"' + modelName + '"';
    }

    private <T> Optional<Instance<T>> named(Instance<T> all) {
        return NamedConfigUtil.isDefault(modelName)
                ? Optional.empty()
                : Optional.of(all.select(ModelName.Literal.of(modelName)));
    }
}
