package io.github.rerank4j.spi;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A provider as frameworks and command lines see it: which model it has, what may be set, and how it is built. A module
 * names its class in {@code META-INF/services/io.github.rerank4j.spi.RerankProvider}; the class is public, has a public
 * constructor without parameters and no state. {@link java.util.ServiceLoader} finds it with the class loader it is
 * given.
 *
 * @param <B> the builder of its model
 */
public interface RerankProvider<B> {

    /** Its name in configurations: lower-case letters, digits and hyphens. */
    String id();

    /** The class of its model. */
    Class<? extends Reranker> modelClass();

    /** The class of the builder. */
    Class<B> builderClass();

    /** A builder on which nothing is set. */
    B newBuilder();

    /**
     * The model.
     *
     * @throws io.github.rerank4j.settings.SettingException if a setting is missing, wrong, or contradicts another
     */
    Reranker build(B builder);

    /** All that may be set, in the order in which it is documented; each name once. */
    List<Setting<? super B, ?>> settings();

    /** The setting of that name; empty if there is none. */
    default Optional<Setting<? super B, ?>> setting(String name) {
        return settings().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    /**
     * The environment variables that its settings are customarily taken from, each with the name of its setting; keys
     * first.
     */
    Map<String, String> environment();

    /**
     * Where the service of a model is that has no {@code baseUrl}; empty where nobody knows.
     *
     * @param configured gives the text of a setting of that model, if it is set
     */
    Optional<String> address(Function<String, Optional<String>> configured);

    /**
     * The settings with which somebody says that the service itself is meant, and not a stand-in: its keys and its
     * address, and objects instead of keys. The first is the one without which it cannot be asked.
     *
     * @param configured gives the text of a setting of that model, if it is set
     */
    List<String> decisive(Function<String, Optional<String>> configured);

    /**
     * What a local server needs to stand in for the service of a model; empty if none can.
     *
     * @param configured gives the text of a setting of that model, if it is set
     */
    Optional<StandIn> standIn(Function<String, Optional<String>> configured);
}
