package io.github.rerank4j.spring.shared;

import io.github.rerank4j.settings.Setting;
import java.util.List;

/** What chains, caches and limiters have as properties beside the settings of their builders. Knows nothing of Spring. */
public final class ChainProperties {

    /** What the provider of a chain is called in properties. */
    public static final String PROVIDER = "fallback";

    /** Under it are the members with settings of their own, by their names. */
    public static final String MEMBER = "member";

    /** What is said of {@link #MEMBER}. */
    public static final String MEMBER_DESCRIPTION = "Settings of single members, by their names.";

    /** Under it is what is set for the cache of a reranker, or of all. */
    public static final String CACHE = "cache";

    /** What is said of {@link #CACHE}. */
    public static final String CACHE_DESCRIPTION = "A memory of scores around this reranker.";

    /** Under it is what may be set for a limit that is shared, of a reranker or of all. */
    public static final String LIMITER = "limiter";

    /** Under {@link #LIMITER} is what is set for one in a Redis. */
    public static final String REDIS = "redis";

    private ChainProperties() {}

    /** The names of the members; a builder gets objects instead, so nothing is handed to it. */
    public static <B> Setting<B, List<String>> members() {
        return Setting.<B>texts("members", (builder, names) -> {})
                .description(
                        "Names of other rerankers, in the order in which they are asked; the first is the primary.")
                .defaultText("none, and a chain needs them")
                .build();
    }
}
