package io.github.rerank4j.quarkus;

import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said when the application starts: which rerankers there are, or why there is none. */
final class Announcement {

    /** Where nobody reads what was meant for rerankers. */
    private static final List<String> MISPLACED = List.of(
            "langchain4j.rerank.",
            "rerank4j.",
            "quarkus.rerank4j.",
            "quarkus.rerank.",
            "quarkus.langchain4j.rerank4j.",
            "quarkus.langchain4j.reranker.",
            "quarkus.langchain4j.siliconflow.",
            "quarkus.langchain4j.tencent.",
            "quarkus.langchain4j.generic.");

    private static final int MOST = 5;

    private Announcement() {}

    /**
     * The line.
     *
     * @param rerankers what each of our models says of itself, by its name
     * @param others whether the application has scoring models that are not ours
     * @param properties the names of all properties
     */
    static String of(Map<String, String> rerankers, boolean others, Collection<String> properties) {
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

    private static String none(boolean others) {
        return others
                ? "No reranker of this extension is in use: the application has a ScoringModel of its own"
                : "No reranker is in use, because nothing injects a ScoringModel; inject one, and set"
                        + " quarkus.langchain4j.siliconflow-rerank.api-key and .model-name, or the properties of"
                        + " tencent-rerank or generic-rerank";
    }

    private static String notRead(Collection<String> properties) {
        List<String> misplaced = properties.stream()
                .filter(property -> MISPLACED.stream()
                        .anyMatch(prefix -> property.startsWith(prefix)
                                && !UnreadProperties.isOfLangChain4j(property.substring(prefix.length()))))
                .distinct()
                .sorted()
                .limit(MOST)
                .toList();
        return misplaced.isEmpty()
                ? ""
                : ". Not read: " + String.join(", ", misplaced) + "; rerankers are configured under"
                        + " quarkus.langchain4j.siliconflow-rerank, .tencent-rerank and .generic-rerank";
    }
}
