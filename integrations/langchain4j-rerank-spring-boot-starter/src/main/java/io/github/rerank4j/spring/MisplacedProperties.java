package io.github.rerank4j.spring;

import io.github.rerank4j.spring.shared.PropertyNames;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** Properties that look as if they were meant for rerankers, but are under a prefix that nobody reads. */
final class MisplacedProperties {

    private static final List<String> PREFIXES = List.of(
            "rerank4j",
            "langchain4j.rerank4j",
            "langchain4j.reranker",
            "langchain4j.rerankers",
            "langchain4j.reranking",
            "langchain4j.silicon-flow",
            "langchain4j.scoring-model",
            "spring.ai.rerank",
            "spring.ai.reranker",
            "spring.ai.rerank4j",
            "spring.langchain4j.rerank");

    private static final int MOST = 5;

    private MisplacedProperties() {}

    /** Their names, never a value; a few of them. */
    static List<String> in(Environment environment, Providers providers) {
        List<ConfigurationPropertyName> prefixes = Stream.concat(PREFIXES.stream(), ofProviders(providers))
                .map(ConfigurationPropertyName::of)
                .toList();
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .flatMap(MisplacedProperties::names)
                .filter(name -> prefixes.stream().anyMatch(prefix -> prefix.isAncestorOf(name)))
                .map(PropertyNames::written)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** As if they were modules of LangChain4j, or in Quarkus. */
    private static Stream<String> ofProviders(Providers providers) {
        return providers.ids().stream()
                .flatMap(id -> Stream.of("langchain4j." + id, "quarkus.langchain4j." + id + "-rerank"));
    }

    private static Stream<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
        return source instanceof IterableConfigurationPropertySource named ? named.stream() : Stream.empty();
    }
}
