package io.github.rerank4j.quarkus;

import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said when the application starts: which rerankers there are, or why there is none. */
final class Announcement {

    /** Where nobody reads what was meant for rerankers; so are the ids of providers where their names belong. */
    private static final List<String> MISPLACED = List.of(
            "langchain4j.rerank.",
            "rerank4j.",
            "quarkus.rerank4j.",
            "quarkus.rerank.",
            "quarkus.langchain4j.rerank4j.",
            "quarkus.langchain4j.reranker.");

    private static final int MOST = 5;

    private final List<RerankProvider<?>> providers;

    /** With the providers that the application has. */
    Announcement(List<RerankProvider<?>> providers) {
        this.providers = providers;
    }

    /**
     * The line.
     *
     * @param rerankers what each of our models says of itself, by its name
     * @param others whether the application has scoring models that are not ours
     * @param properties the names of all properties
     */
    String of(Map<String, String> rerankers, boolean others, Collection<String> properties) {
        return (rerankers.isEmpty() ? none(others) : those(rerankers)) + notRead(properties);
    }

    private static String those(Map<String, String> rerankers) {
        return rerankers.entrySet().stream()
                .map(reranker -> (NamedConfigUtil.isDefault(reranker.getKey())
                                ? "the one without a name"
                                : '"' + reranker.getKey() + '"')
                        + " (" + reranker.getValue() + ')')
                .collect(Collectors.joining(", ", "Rerankers: ", ""));
    }

    private String none(boolean others) {
        return others
                ? "No reranker of this extension is in use: the application has a ScoringModel of its own"
                : "No reranker is in use, because nothing injects a ScoringModel; inject one, and set one of "
                        + providers.stream().map(Announcement::first).collect(Collectors.joining(", "))
                        + ", and what else its provider needs";
    }

    /** The property without which a provider's service cannot be asked. */
    private static String first(RerankProvider<?> provider) {
        return ProviderNames.root(provider.id())
                + '.'
                + SettingNames.dashed(
                        provider.decisive(setting -> Optional.empty()).get(0));
    }

    private String notRead(Collection<String> properties) {
        List<String> prefixes = Stream.concat(
                        MISPLACED.stream(),
                        providers.stream().map(provider -> "quarkus.langchain4j." + provider.id() + '.'))
                .toList();
        List<String> misplaced = properties.stream()
                .filter(property -> prefixes.stream()
                        .anyMatch(prefix -> property.startsWith(prefix)
                                && !UnreadProperties.isOfLangChain4j(property.substring(prefix.length()))))
                .distinct()
                .sorted()
                .limit(MOST)
                .toList();
        return misplaced.isEmpty()
                ? ""
                : ". Nobody reads the properties " + String.join(", ", misplaced) + "; rerankers are configured under "
                        + providers.stream()
                                .filter(provider -> ProviderNames.isMapped(provider.id()))
                                .map(provider -> ProviderNames.root(provider.id()) + ", ")
                                .collect(Collectors.joining())
                        + "and " + RerankProvidersConfig.PREFIX;
    }
}
