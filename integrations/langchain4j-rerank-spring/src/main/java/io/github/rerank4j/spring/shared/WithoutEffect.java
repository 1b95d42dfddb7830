package io.github.rerank4j.spring.shared;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Settings that a bean of the application's own leaves without effect, because none of ours is made that would have them. */
public final class WithoutEffect {

    private WithoutEffect() {}

    /**
     * What is said of them; empty where none is set.
     *
     * @param prefix what is before their names
     * @param settings their names, with dashes
     * @param type that of the beans
     * @param own the names of the application's beans
     */
    public static Optional<String> of(
            String prefix, Stream<String> settings, Environment environment, Class<?> type, List<String> own) {
        List<String> set = settings.map(name -> prefix + "." + name)
                .filter(environment::containsProperty)
                .sorted()
                .toList();
        return set.isEmpty()
                ? Optional.empty()
                : Optional.of("Without effect: " + String.join(", ", set) + ", because the " + type.getSimpleName()
                        + " bean " + String.join(", ", own) + " takes the place of ours; set what is meant there, or"
                        + " remove the properties or the bean");
    }
}
