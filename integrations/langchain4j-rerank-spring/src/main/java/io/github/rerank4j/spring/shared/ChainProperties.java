package io.github.rerank4j.spring.shared;

import io.github.rerank4j.settings.Setting;
import java.util.List;

/** What a chain has as properties beside the settings of its builder. Knows nothing of Spring. */
public final class ChainProperties {

    /** What the provider of a chain is called in properties. */
    public static final String PROVIDER = "fallback";

    /** Under it are the members with settings of their own, by their names. */
    public static final String MEMBER = "member";

    /** What is said of {@link #MEMBER}. */
    public static final String MEMBER_DESCRIPTION = "Settings of single members, by their names.";

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
