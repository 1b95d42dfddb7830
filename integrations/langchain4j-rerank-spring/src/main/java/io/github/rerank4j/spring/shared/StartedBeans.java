package io.github.rerank4j.spring.shared;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The beans of a type when the application has started. None is made to be looked at: one that is lazy or no singleton has
 * a name and nothing more.
 *
 * @param <T> the type
 */
public final class StartedBeans<T> {

    private final ConfigurableListableBeanFactory beans;
    private final Class<T> type;

    /** Those of a type. */
    public StartedBeans(ConfigurableListableBeanFactory beans, Class<T> type) {
        this.beans = beans;
        this.type = type;
    }

    /**
     * What is said of each, in the order of the beans; empty where there is none.
     *
     * @param made of one that there is
     * @param lazy of a name whose bean is made when it is asked for
     */
    public List<String> described(BiFunction<String, T, String> made, UnaryOperator<String> lazy) {
        return names().stream()
                .map(name ->
                        beans.containsSingleton(name) ? made.apply(name, beans.getBean(name, type)) : lazy.apply(name))
                .toList();
    }

    /** Hands over each that there is. */
    public void forEachMade(BiConsumer<String, T> action) {
        names().stream()
                .filter(beans::containsSingleton)
                .forEach(name -> action.accept(name, beans.getBean(name, type)));
    }

    private List<String> names() {
        return List.of(beans.getBeanNamesForType(type, true, false));
    }
}
