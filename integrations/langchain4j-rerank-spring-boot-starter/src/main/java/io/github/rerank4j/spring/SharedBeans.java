package io.github.rerank4j.spring;

import io.github.rerank4j.settings.ObjectForm;
import io.github.rerank4j.settings.Setting;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.util.LambdaSafe;

/** The beans of the application that go into rerankers. */
final class SharedBeans {

    private static final Logger LOG = LoggerFactory.getLogger(SharedBeans.class);

    private final ListableBeanFactory beans;

    SharedBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Hands over to the reranker of that name those that there are, unless a property says something else.
     *
     * @param set the settings that properties have
     */
    <B> void giveTo(B builder, List<? extends Setting<? super B, ?>> settings, Set<String> set, String name) {
        for (Setting<? super B, ?> setting : settings) {
            setting.object()
                    .filter(ObjectForm::sought)
                    .filter(object -> !set.contains(setting.name()) && Collections.disjoint(set, object.unless()))
                    .flatMap(object -> object.several() ? all(object.type(), name) : one(object.type()))
                    .ifPresent(bean -> setting.applyObject(builder, bean));
        }
    }

    /** Asks the customizers of the builder, in their order: those of its type, and those of any. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    void customize(Object builder, String name) {
        List<RerankModelCustomizer> customizers = beans.getBeanProvider(RerankModelCustomizer.class)
                .orderedStream()
                .toList();
        // only the builder: LambdaSafe swallows a ClassCastException that names the class of any argument, and a
        // customizer may
        // make one of the name by its own mistake
        LambdaSafe.callbacks(RerankModelCustomizer.class, customizers, builder)
                .invoke(customizer -> customizer.customize(builder, name));
    }

    private Optional<Object> all(Class<?> type, String name) {
        List<?> all = beans.getBeanProvider(type)
                .orderedStream()
                .<Object>map(bean -> bean instanceof PerReranker each ? each.of(name) : bean)
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** The only one of that type, or the primary one; several that are equal are none. */
    private <T> Optional<T> one(Class<T> type) {
        T one = beans.getBeanProvider(type).getIfUnique();
        if (one == null && beans.getBeanNamesForType(type).length > 1) {
            LOG.warn(
                    "None of the {} beans {} is primary, so no reranker uses one; make one @Primary, or set it in a"
                            + " RerankModelCustomizer",
                    type.getSimpleName(),
                    beans.getBeanNamesForType(type));
        }
        return Optional.ofNullable(one);
    }
}
