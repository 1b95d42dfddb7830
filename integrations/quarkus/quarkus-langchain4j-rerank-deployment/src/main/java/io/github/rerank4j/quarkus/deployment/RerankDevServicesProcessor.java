package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.generic.RerankDialect;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
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

    @BuildStep
    void standIns(
            RerankBuildConfig config,
            List<SelectedScoringModelProviderBuildItem> selected,
            BeanDiscoveryFinishedBuildItem beans,
            BuildProducer<DevServicesResultBuildItem> services) {
        if (!config.devservices().enabled()) {
            return;
        }
        Map<StandIn.Kind, Set<String>> needed = new TreeMap<>(Comparator.comparing(StandIn.Kind::toString));
        for (SelectedScoringModelProviderBuildItem model : selected) {
            RerankProvider.of(model)
                    .filter(provider -> needsStandIn(provider, model.getConfigName()))
                    .filter(provider -> !ModelBean.isTheApplications(model.getConfigName(), beans))
                    .filter(provider -> !hasCredentials(provider, model.getConfigName(), beans))
                    .flatMap(provider -> kind(provider, model.getConfigName()))
                    .ifPresent(kind ->
                            needed.computeIfAbsent(kind, key -> new TreeSet<>()).add(model.getConfigName()));
        }
        needed.forEach((kind, names) -> services.produce(standIn(kind, names)));
    }

    private static boolean needsStandIn(RerankProvider provider, String modelName) {
        return switch (provider) {
            case TENCENT -> noneOf(provider, modelName, "base-url", "secret-id", "secret-key");
            case SILICONFLOW, GENERIC -> noneOf(provider, modelName, "base-url", "api-key");
        };
    }

    private static boolean hasCredentials(
            RerankProvider provider, String modelName, BeanDiscoveryFinishedBuildItem beans) {
        return provider == RerankProvider.TENCENT
                && ModelBean.isGivenOne(TencentCredentialsProvider.class, modelName, beans);
    }

    private static boolean noneOf(RerankProvider provider, String modelName, String... settings) {
        for (String setting : settings) {
            if (ConfigUtils.isPropertyNonEmpty(provider.property(modelName, setting))) {
                return false;
            }
        }
        return true;
    }

    /** What could stand in for a model; nothing could for an unknown dialect, which the application's start reports. */
    private static Optional<StandIn.Kind> kind(RerankProvider provider, String modelName) {
        Optional<RerankDialect> dialect = provider == RerankProvider.GENERIC
                ? dialect(value(provider, modelName, "dialect").orElse(RerankDialect.ENVELOPE.name()))
                : Optional.of(RerankDialect.ENVELOPE);
        return dialect.map(spoken -> new StandIn.Kind(provider, site(provider, modelName), spoken, Set.of()));
    }

    private static Optional<RerankDialect> dialect(String name) {
        try {
            return Optional.of(RerankDialect.named(name));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
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

    private static DevServicesResultBuildItem standIn(StandIn.Kind needed, Set<String> names) {
        RerankProvider provider = needed.provider();
        Set<String> models = new TreeSet<>();
        Map<String, Function<StandIn, String>> properties = new LinkedHashMap<>();
        for (String name : names) {
            if (provider == RerankProvider.SILICONFLOW) {
                value(provider, name, "model-name").ifPresent(models::add);
            }
            properties.put(provider.property(name, "base-url"), StandIn::getConnectionInfo);
            properties.put(provider.property(name, "stand-in-key"), server -> StandIn.KEY);
        }
        StandIn.Kind kind = needed.knowing(models);
        return DevServicesResultBuildItem.<StandIn>owned()
                .feature(RerankProcessor.FEATURE)
                // one of the same name is kept when the application is reloaded, so the name says all about it
                .serviceName(kind.toString())
                .serviceConfig("")
                .startable(() -> new StandIn(kind))
                .postStartHook(server -> LOG.info(announcement(kind, names, server)))
                .configProvider(properties)
                .build();
    }

    private static String announcement(StandIn.Kind kind, Set<String> names, StandIn server) {
        RerankProvider provider = kind.provider();
        boolean generic = provider == RerankProvider.GENERIC;
        return "Dev Services for rerank: a local server at " + server.getConnectionInfo() + " stands in for "
                + provider.id() + (generic ? " (" + kind.dialect().name() + ")" : "")
                + "; it counts common words, so its scores are not the provider's. Set "
                + provider.property(names.iterator().next(), decisive(kind))
                + " to ask the provider, or quarkus.langchain4j.rerank.devservices.enabled=false for no stand-in";
    }

    /** The setting without which the provider cannot be asked. */
    private static String decisive(StandIn.Kind kind) {
        return switch (kind.provider()) {
            case TENCENT -> "secret-id";
            case SILICONFLOW -> "api-key";
            case GENERIC -> kind.dialect().baseUrl().isPresent() ? "api-key" : "base-url";
        };
    }
}
