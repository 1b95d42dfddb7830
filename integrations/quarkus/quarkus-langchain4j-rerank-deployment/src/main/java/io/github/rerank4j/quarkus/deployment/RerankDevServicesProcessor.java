package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.github.rerank4j.testkit.LocalRerankServer.Site;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Starts local servers in dev and test mode for rerankers of which nobody has configured where they are. */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
public class RerankDevServicesProcessor {

    private static final Logger LOG = Logger.getLogger(RerankDevServicesProcessor.class);

    /** The dialects of the test kit's server. */
    static final Set<String> SPOKEN = Set.of("envelope", "vllm", "xinference", "llama-cpp", "localai", "litellm");

    @BuildStep
    void standIns(
            RerankBuildConfig config,
            List<SelectedScoringModelProviderBuildItem> selected,
            BeanDiscoveryFinishedBuildItem beans,
            BuildProducer<DevServicesResultBuildItem> services) {
        if (!config.devservices().enabled()) {
            return;
        }
        Map<RerankProvider, Map<Site, Set<String>>> needed = new TreeMap<>();
        for (SelectedScoringModelProviderBuildItem model : selected) {
            RerankProvider.of(model)
                    .filter(provider -> needsStandIn(provider, model.getConfigName()))
                    .filter(provider -> !hasCredentials(provider, model.getConfigName(), beans))
                    .ifPresent(provider -> needed.computeIfAbsent(provider, key -> new TreeMap<>())
                            .computeIfAbsent(site(provider, model.getConfigName()), key -> new TreeSet<>())
                            .add(model.getConfigName()));
        }
        needed.forEach(
                (provider, sites) -> sites.forEach((site, names) -> services.produce(standIn(provider, site, names))));
    }

    private static boolean needsStandIn(RerankProvider provider, String modelName) {
        return switch (provider) {
            case TENCENT -> noneOf(provider, modelName, "base-url", "secret-id", "secret-key");
            case SILICONFLOW -> noneOf(provider, modelName, "base-url", "api-key");
            case GENERIC -> noneOf(provider, modelName, "base-url", "api-key") && isSpoken(modelName);
        };
    }

    private static boolean hasCredentials(
            RerankProvider provider, String modelName, BeanDiscoveryFinishedBuildItem beans) {
        return provider == RerankProvider.TENCENT
                && beans.beanStream().withBeanType(TencentCredentialsProvider.class).stream()
                        .anyMatch(bean -> ModelBean.isFor(bean, modelName));
    }

    private static boolean noneOf(RerankProvider provider, String modelName, String... settings) {
        for (String setting : settings) {
            if (ConfigUtils.isPropertyNonEmpty(provider.property(modelName, setting))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the test kit's server speaks the dialect of a generic model. */
    private static boolean isSpoken(String modelName) {
        return value(RerankProvider.GENERIC, modelName, "dialect")
                .map(dialect -> dialect.strip().toLowerCase(Locale.ROOT).replace('_', '-'))
                .map(SPOKEN::contains)
                .orElse(true);
    }

    private static Site site(RerankProvider provider, String modelName) {
        boolean china = provider == RerankProvider.TENCENT
                && value(provider, modelName, "site")
                        .filter("china"::equalsIgnoreCase)
                        .isPresent();
        return china ? Site.CHINA : Site.INTERNATIONAL;
    }

    private static Optional<String> value(RerankProvider provider, String modelName, String setting) {
        return ConfigProvider.getConfig().getOptionalValue(provider.property(modelName, setting), String.class);
    }

    private static DevServicesResultBuildItem standIn(RerankProvider provider, Site site, Set<String> names) {
        Set<String> models = new TreeSet<>();
        Map<String, Function<StandIn, String>> properties = new LinkedHashMap<>();
        for (String name : names) {
            value(provider, name, "model-name").ifPresent(models::add);
            properties.put(provider.property(name, "base-url"), StandIn::getConnectionInfo);
            properties.put(provider.property(name, "stand-in-key"), server -> StandIn.KEY);
        }
        StandIn.Kind kind = new StandIn.Kind(provider, site, models);
        return DevServicesResultBuildItem.<StandIn>owned()
                .feature(RerankProcessor.FEATURE)
                // one of the same name is kept when the application is reloaded, so the name says all about it
                .serviceName(kind.toString())
                .serviceConfig("")
                .startable(() -> new StandIn(kind))
                .postStartHook(server -> LOG.info(announcement(provider, names, server)))
                .configProvider(properties)
                .build();
    }

    private static String announcement(RerankProvider provider, Set<String> names, StandIn server) {
        String key = provider == RerankProvider.TENCENT ? "secret-id" : "api-key";
        return "Dev Services for rerank: a local server at " + server.getConnectionInfo() + " stands in for "
                + provider.id() + "; it counts common words, so its scores are not the provider's. Set "
                + provider.property(names.iterator().next(), key)
                + " to ask the provider, or quarkus.langchain4j.rerank.devservices.enabled=false for no stand-in";
    }
}
