package io.github.rerank4j.spi;

import io.github.rerank4j.ScoreScale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a local server needs to stand in for a provider's service, and what a model needs to ask it: the server's address
 * as {@code baseUrl}, any text as the keys, and further settings where the user has none of his own. Immutable.
 */
public final class StandIn {

    private final String protocol;
    private final @Nullable String site;
    private final ScoreScale scale;
    private final List<String> keys;
    private final Map<String, String> settings;

    private StandIn(
            String protocol, @Nullable String site, ScoreScale scale, List<String> keys, Map<String, String> settings) {
        this.protocol = protocol;
        this.site = site;
        this.scale = scale;
        this.keys = keys;
        this.settings = settings;
    }

    /**
     * A stand-in that asks for no key.
     *
     * @param protocol what it speaks: the provider's id, or the name of a dialect
     * @param scale the range of its scores
     */
    public static StandIn of(String protocol, ScoreScale scale) {
        return new StandIn(protocol, null, scale, List.of(), Map.of());
    }

    /** The same with the limits of one of the provider's sites. */
    public StandIn site(String name) {
        return new StandIn(protocol, name, scale, keys, settings);
    }

    /** The same with settings that are keys, all of which may have the same text. */
    public StandIn keys(String... names) {
        return new StandIn(protocol, site, scale, List.of(names), settings);
    }

    /** The same with a setting for a model whose user has not set it. */
    public StandIn setting(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, text);
        return new StandIn(protocol, site, scale, keys, Map.copyOf(more));
    }

    /** What it speaks: the provider's id, or the name of a dialect. */
    public String protocol() {
        return protocol;
    }

    /** The provider's site whose limits it has, as the setting {@code site} is written; empty where that is one. */
    public Optional<String> site() {
        return Optional.ofNullable(site);
    }

    /** The range of its scores. */
    public ScoreScale scale() {
        return scale;
    }

    /** The settings that are keys. */
    public List<String> keys() {
        return keys;
    }

    /** The texts of further settings, for a model whose user has not set them. */
    public Map<String, String> settings() {
        return settings;
    }

    /** What it speaks, and the site. */
    @Override
    public String toString() {
        return "StandIn[" + protocol + (site == null ? "" : ", site=" + site) + "]";
    }
}
