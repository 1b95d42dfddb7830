package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.quarkus.ProviderNames;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Chooses the chain without a name for scoring models without a name where the configuration has such a chain and
 * chooses nothing else. Members have settings of their own providers, so that the choice would never be clear otherwise.
 */
public final class DefaultChain implements ConfigSourceFactory {

    private static final int AFTER_ALL_OTHERS = Integer.MIN_VALUE + 200;

    /** For {@link java.util.ServiceLoader}. */
    public DefaultChain() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue members = context.getValue(ProviderNames.root(ProviderNames.FALLBACK) + ".members");
        return members == null || members.getValue() == null
                ? List.of()
                : List.of(new PropertiesConfigSource(
                        Map.of("quarkus.langchain4j.scoring-model.provider", ModelKind.CHAIN.name()),
                        "chain of rerankers without a name",
                        AFTER_ALL_OTHERS));
    }
}
