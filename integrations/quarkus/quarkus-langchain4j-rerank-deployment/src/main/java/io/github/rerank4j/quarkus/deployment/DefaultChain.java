package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.quarkus.ProviderNames;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the chain without a name for scoring models without a name where the configuration has such a chain and
 * chooses nothing else. Members have settings of their own providers, so that the choice would never be clear otherwise.
 */
public final class DefaultChain implements ConfigSourceFactory {

    private static final String CHAIN = ProviderNames.root(ProviderNames.FALLBACK);
    private static final int AFTER_ALL_OTHERS = Integer.MIN_VALUE + 200;

    /** For {@link java.util.ServiceLoader}. */
    public DefaultChain() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean hasMembers = Stream.of(".members", ".members[0]").anyMatch(name -> isSet(CHAIN + name, context));
        boolean isEnabled = !"false".equals(text(CHAIN + ".enabled", context));
        return hasMembers && isEnabled
                ? List.of(new PropertiesConfigSource(
                        Map.of("quarkus.langchain4j.scoring-model.provider", ModelKind.CHAIN.name()),
                        "chain of rerankers without a name",
                        AFTER_ALL_OTHERS))
                : List.of();
    }

    /** Whether it is written somewhere, be it with a variable that has a value only where the application runs. */
    private static boolean isSet(String property, ConfigSourceContext context) {
        ConfigValue value = context.getValue(property);
        return value != null && value.getRawValue() != null;
    }

    private static @Nullable String text(String property, ConfigSourceContext context) {
        ConfigValue value = context.getValue(property);
        return value == null ? null : value.getValue();
    }
}
