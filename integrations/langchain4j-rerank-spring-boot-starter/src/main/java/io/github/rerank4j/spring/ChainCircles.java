package io.github.rerank4j.spring;

import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chains that ask each other in a circle, as far as properties say so. */
final class ChainCircles {

    private final Map<String, Map<String, Object>> instances;

    /** Of the rerankers with names, by these. */
    ChainCircles(Map<String, Map<String, Object>> instances) {
        this.instances = instances;
    }

    /**
     * That a chain is in none, and asks none.
     *
     * @throws RerankConfigurationException if it is or does
     */
    void requireNone(String chain) {
        follow(List.of(chain));
    }

    private void follow(List<String> path) {
        for (String member : membersOf(path.get(path.size() - 1))) {
            chainOf(member).ifPresent(chain -> {
                List<String> further = new ArrayList<>(path);
                further.add(chain);
                int first = indexOf(path, chain);
                if (first >= 0) {
                    throw circle(further.subList(first, further.size()));
                }
                follow(further);
            });
        }
    }

    private static int indexOf(List<String> path, String chain) {
        for (int i = 0; i < path.size(); i++) {
            if (Providers.isSpelled(path.get(i), chain)) {
                return i;
            }
        }
        return -1;
    }

    private static RerankConfigurationException circle(List<String> chains) {
        String first = chains.get(0);
        return new RerankConfigurationException(RerankProperties.INSTANCES + "." + first + ".members makes a circle: "
                + first + " asks " + String.join(", which asks ", chains.subList(1, chains.size()))
                + "; take one of them out of the members of another");
    }

    private Optional<String> chainOf(String member) {
        return instances.entrySet().stream()
                .filter(instance -> ModelValues.isChain(instance.getValue()))
                .map(Map.Entry::getKey)
                .filter(name -> Providers.isSpelled(name, member))
                .findFirst();
    }

    private List<String> membersOf(String chain) {
        return instances.entrySet().stream()
                .filter(instance -> Providers.isSpelled(instance.getKey(), chain))
                .flatMap(instance -> ChainProvider.membersIn(instance.getValue()).stream())
                .distinct()
                .toList();
    }
}
