package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;

/** The chain that is the primary reranker: the only one that is no member of another, where nothing else is primary. */
final class PrimaryChain {

    private PrimaryChain() {}

    /**
     * Its name; null: none is.
     *
     * @param names of rerankers with names, each once
     * @param instances what is set for them
     * @param registry the beans that there are already
     */
    static @Nullable String among(
            Collection<String> names, Map<String, Map<String, Object>> instances, BeanDefinitionRegistry registry) {
        List<String> chains = names.stream()
                .filter(name -> isChain(instances.getOrDefault(name, Map.of())))
                .toList();
        List<String> members = chains.stream()
                .flatMap(chain -> ChainProvider.membersIn(instances.getOrDefault(chain, Map.of())).stream())
                .toList();
        List<String> outermost = chains.stream()
                .filter(chain -> members.stream().noneMatch(member -> Providers.isSpelled(chain, member)))
                .toList();
        return outermost.size() == 1 && primary(registry).findAny().isEmpty() ? outermost.get(0) : null;
    }

    private static boolean isChain(Map<String, Object> instance) {
        return ModelValues.isChain(instance) && ModelValues.isEnabled(instance);
    }

    private static Stream<String> primary(BeanDefinitionRegistry registry) {
        return registry instanceof ListableBeanFactory beans
                ? Stream.of(beans.getBeanNamesForType(ScoringModel.class, true, false))
                        .filter(registry::containsBeanDefinition)
                        .filter(name -> registry.getBeanDefinition(name).isPrimary())
                : Stream.empty();
    }
}
