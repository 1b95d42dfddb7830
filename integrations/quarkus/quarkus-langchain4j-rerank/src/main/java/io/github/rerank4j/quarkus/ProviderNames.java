package io.github.rerank4j.quarkus;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a provider is called where an application chooses it, and where its models are configured. */
public final class ProviderNames {

    /** What stands for the id of a provider where models are chains of others. */
    public static final String FALLBACK = "fallback";

    /** The prefix of the ids of providers that have no mapping of their own. */
    static final String OF_OTHERS = RerankProvidersConfig.PREFIX + '.';

    /** The mappings of services and of chains, which are there to document them. */
    private static final Set<String> MAPPED = Set.of(
            TencentRerankConfig.PREFIX,
            SiliconFlowRerankConfig.PREFIX,
            GenericRerankConfig.PREFIX,
            FallbackRerankConfig.PREFIX);

    private static final String ROOT = "quarkus.langchain4j.";

    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Z0-9]");

    private ProviderNames() {}

    /** What the provider with that id is called in {@code quarkus.langchain4j.scoring-model.provider}. */
    public static String name(String id) {
        return id + "-rerank";
    }

    /** The prefix of the properties of all models of the provider with that id, without its last dot. */
    public static String root(String id) {
        return isMapped(id) ? ROOT + name(id) : OF_OTHERS + id;
    }

    /** What an environment variable calls a property. */
    public static String asVariable(String property) {
        return NO_LETTER_OR_DIGIT.matcher(property.toUpperCase(Locale.ROOT)).replaceAll("_");
    }

    /** Whether the provider with that id has a mapping. */
    static boolean isMapped(String id) {
        return MAPPED.contains(ROOT + name(id));
    }
}
