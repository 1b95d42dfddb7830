package io.github.rerank4j.spring;

import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.shared.PropertyNames;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** A bean for each reranker that has a name of its own in the properties; the name is the bean's. */
@Configuration(proxyBeanMethods = false)
@Import(NamedModels.Registrar.class)
class NamedModels {

    private static final String PREFIX = RerankProperties.INSTANCES + ".";

    static final class Registrar extends ModelRegistrar {

        private final Environment environment;

        Registrar(Environment environment, ClassLoader loader) {
            super(environment, loader);
            this.environment = environment;
        }

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            RerankProperties all = properties.all();
            Collection<String> names = names(all);
            requireNoCircle(names, all.instances());
            String primary = PrimaryChain.among(names, all.instances(), registry);
            for (String name : names) {
                register(name, name.equals(primary), all, registry);
            }
        }

        /** Before anybody looks for a reranker among beans: of chains in a circle none is primary. */
        private static void requireNoCircle(Collection<String> names, Map<String, Map<String, Object>> instances) {
            ChainCircles circles = new ChainCircles(instances);
            names.stream()
                    .filter(name -> ModelValues.isEnabled(instances.getOrDefault(name, Map.of())))
                    .forEach(circles::requireNone);
        }

        /** An environment variable cannot spell dashes and capitals; what it names is the one that a file names too. */
        private static Collection<String> names(RerankProperties all) {
            Map<ConfigurationPropertyName, String> names = new LinkedHashMap<>();
            for (String name : all.instances().keySet()) {
                names.merge(canonical(name), name, (one, other) -> one.matches("[a-z0-9]+") ? other : one);
            }
            return names.values();
        }

        private static ConfigurationPropertyName canonical(String name) {
            if (!BoundProperties.isName(name)) {
                throw new RerankConfigurationException(PREFIX + "[" + name
                        + "] is not a valid name of a reranker; begin with a letter, then use letters, digits, dashes and"
                        + " underscores");
            }
            return PropertyNames.nameOf(PREFIX + name);
        }

        private void register(String name, boolean primary, RerankProperties all, BeanDefinitionRegistry registry) {
            String prefix = PREFIX + name;
            Map<String, Object> instance = properties.ofInstance(prefix);
            if (!ModelValues.isEnabled(instance)) {
                return;
            }
            String id = ModelValues.providerOf(instance);
            RerankProvider<?> provider = id == null ? null : providers.named(id).orElse(null);
            if (provider == null) {
                throw new RerankConfigurationException(prefix + ".provider is missing; set it to " + oneOf()
                        + NamesInVariables.advice(name, environment));
            }
            if (registry.containsBeanDefinition(name)) {
                throw new RerankConfigurationException(prefix + " would make a bean named " + name
                        + ", and there is one already; give it another name");
            }
            RootBeanDefinition model =
                    ModelDefinition.of(provider, name, prefix, Caches.of(all).has(instance));
            model.setPrimary(primary);
            registry.registerBeanDefinition(name, model);
        }

        private String oneOf() {
            List<String> ids = providers.idsOfInstances();
            String last = ids.get(ids.size() - 1);
            return ids.size() == 1 ? last : String.join(", ", ids.subList(0, ids.size() - 1)) + " or " + last;
        }
    }
}
