package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.settings.ObjectForm;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.StandIn;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Starts local servers in dev and test mode for rerankers of which nobody has configured where they are. */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
public class RerankDevServicesProcessor {

    private static final Logger LOG = Logger.getLogger(RerankDevServicesProcessor.class);

    @BuildStep
    void standIns(
            RerankBuildConfig config,
            ProvidersBuildItem providers,
            List<SelectedScoringModelProviderBuildItem> selected,
            BeanDiscoveryFinishedBuildItem beans,
            BuildProducer<DevServicesResultBuildItem> services) {
        if (!config.devservices().enabled()) {
            return;
        }
        Map<String, Needed> needed = new TreeMap<>();
        for (SelectedScoringModelProviderBuildItem model : selected) {
            String name = model.getConfigName();
            providers
                    .of(model)
                    .filter(provider -> !ModelBean.isTheApplications(name, beans))
                    .filter(provider -> !isMeantItself(provider, name, beans))
                    .ifPresent(provider -> provider.spi()
                            .standIn(setting -> provider.text(name, setting))
                            .filter(LocalRerankServer::speaks)
                            .ifPresent(standIn -> needed.computeIfAbsent(
                                            provider.id() + standIn,
                                            kind -> new Needed(provider, standIn, new TreeSet<>()))
                                    .models()
                                    .add(name)));
        }
        needed.values().forEach(each -> services.produce(service(each)));
    }

    /**
     * A server that models need.
     *
     * @param standIn what it has to be able to
     * @param models their names
     */
    private record Needed(Provider provider, StandIn standIn, Set<String> models) {

        String property(String setting) {
            return provider.property(models.iterator().next(), setting);
        }

        /** The setting without which the provider cannot be asked. */
        String decisive() {
            return provider.spi()
                    .decisive(setting -> provider.text(models.iterator().next(), setting))
                    .get(0);
        }
    }

    /** Whether somebody has said, by a property or a bean, that no stand-in is meant. */
    private static boolean isMeantItself(Provider provider, String modelName, BeanDiscoveryFinishedBuildItem beans) {
        return provider.spi().decisive(setting -> provider.text(modelName, setting)).stream()
                .anyMatch(setting -> ConfigUtils.isPropertyNonEmpty(provider.property(modelName, setting))
                        || provider.spi()
                                .setting(setting)
                                .flatMap(Setting::object)
                                .filter(ObjectForm::sought)
                                .filter(object -> ModelBean.isGivenOne(object.type(), modelName, beans))
                                .isPresent());
    }

    private static DevServicesResultBuildItem service(Needed needed) {
        Provider provider = needed.provider();
        Set<String> models = new TreeSet<>();
        Map<String, Function<StandInServer, String>> properties = new LinkedHashMap<>();
        for (String name : needed.models()) {
            provider.text(name, "modelName").ifPresent(models::add);
            properties.put(provider.property(name, "baseUrl"), StandInServer::getConnectionInfo);
            properties.put(provider.property(name, "standInKey"), server -> StandInServer.KEY);
        }
        StandInServer.Kind kind = new StandInServer.Kind(needed.standIn(), models);
        return DevServicesResultBuildItem.<StandInServer>owned()
                .feature(RerankProcessor.FEATURE)
                // one of the same name is kept when the application is reloaded, so the name says all about it
                .serviceName(provider.id() + kind + needed.models())
                .serviceConfig("")
                .startable(() -> new StandInServer(kind))
                .postStartHook(server -> LOG.info(announcement(needed, server)))
                .configProvider(properties)
                .build();
    }

    private static String announcement(Needed needed, StandInServer server) {
        Provider provider = needed.provider();
        String protocol = needed.standIn().protocol();
        return "Dev Services for rerank: a local server at " + server.getConnectionInfo() + " stands in for "
                + provider.kind().name() + (protocol.equals(provider.id()) ? "" : " (" + protocol + ")")
                + "; it counts common words, so its scores are not the provider's. Set "
                + needed.property(needed.decisive())
                + " to ask the provider, or quarkus.langchain4j.rerank.devservices.enabled=false for no stand-in";
    }
}
