package io.github.rerank4j.examples.web;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.EnvironmentProvider;
import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.examples.knowledge.StandInService;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.SettingNames;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reranker that the environment names, as settings for a framework's configuration: that of a provider on the class
 * path whose key or address is in the environment, such as Tencent's with {@code TENCENTCLOUD_SECRET_ID} and
 * {@code TENCENTCLOUD_SECRET_KEY}. If it names none, a local server is started that speaks SiliconFlow's protocol and
 * scores as a {@link StandIn} does; {@link #close} ends it.
 */
public final class ChosenReranker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChosenReranker.class);
    private static final String STOOD_IN_FOR = "siliconflow";
    private static final String ADDRESS = "baseUrl";

    private final Reranker reranker;
    private final Map<String, String> settings;
    private final @Nullable StandInService service;
    private final @Nullable Double leastScore;

    private ChosenReranker(
            Reranker reranker,
            Map<String, String> settings,
            @Nullable StandInService service,
            @Nullable Double leastScore) {
        this.reranker = reranker;
        this.settings = settings;
        this.service = service;
        this.leastScore = leastScore;
    }

    /**
     * The reranker for an environment; says in the log which one it is.
     *
     * @throws IllegalArgumentException if it names a service by halves
     */
    public static ChosenReranker of(Environment environment) {
        ChosenReranker chosen = chosen(environment);
        if (chosen.reranker.standIn()) {
            LOG.warn(
                    "No key in the environment: {}. To ask a real service set SILICONFLOW_API_KEY, or"
                            + " TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or RERANK_BASE_URL.",
                    chosen.reranker.nature());
        } else {
            LOG.info("Reranking asks {}", chosen.reranker.nature());
        }
        return chosen;
    }

    private static ChosenReranker chosen(Environment environment) {
        List<EnvironmentProvider> providers =
                EnvironmentProvider.all(RerankProviders.of(ChosenReranker.class.getClassLoader()), environment);
        return providers.stream()
                .filter(EnvironmentProvider::isNamed)
                // of several always the same, whatever the class path: examples/quarkus chooses when it is built
                .max(Comparator.comparing(EnvironmentProvider::id))
                .map(ChosenReranker::real)
                .orElseGet(() -> standIn(providers, StandIn.of(environment)));
    }

    private static ChosenReranker real(EnvironmentProvider provider) {
        provider.requireWholeKeys();
        boolean elsewhere = provider.settings().containsKey(ADDRESS);
        String nature = (elsewhere ? "the server at " : "the real service at ")
                + host(provider.address().orElse(""));
        Reranker reranker =
                new Reranker(provider.name(), false, provider.model().orElse(null), nature);
        return new ChosenReranker(reranker, named(provider, provider.settings()), null, null);
    }

    /** Without what may be secret in an address, and is refused there later. */
    private static String host(String url) {
        try {
            URI address = URI.create(url);
            String port = address.getPort() < 0 ? "" : ":" + address.getPort();
            return address.getHost() == null
                    ? "an unknown address"
                    : address.getScheme() + "://" + address.getHost() + port;
        } catch (IllegalArgumentException noAddress) {
            return "an unknown address";
        }
    }

    private static ChosenReranker standIn(List<EnvironmentProvider> providers, StandIn standIn) {
        EnvironmentProvider provider = providers.stream()
                .filter(each -> each.id().equals(STOOD_IN_FOR))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("langchain4j-rerank-" + STOOD_IN_FOR + " is missing"));
        StandInService service = provider.standIn(standIn.scorer()).orElseThrow();
        String nature = "a stand-in, a local server that speaks " + provider.name() + "'s protocol and scores "
                + standIn.manner();
        Reranker reranker = new Reranker(provider.name(), true, standIn.title(), nature);
        return new ChosenReranker(reranker, named(provider, service.settings()), service, standIn.leastScore());
    }

    private static Map<String, String> named(EnvironmentProvider provider, Map<String, String> settings) {
        Map<String, String> named = new LinkedHashMap<>();
        settings.forEach((name, value) -> named.put(provider.id() + "." + SettingNames.dashed(name), value));
        return named;
    }

    /** Who it is. */
    public Reranker reranker() {
        return reranker;
    }

    /**
     * The settings of its provider: a framework's prefix, then names such as {@code siliconflow.api-key}.
     *
     * @param prefix ends with a dot
     */
    public Map<String, Object> settings(String prefix) {
        Map<String, Object> prefixed = new LinkedHashMap<>();
        settings.forEach((name, value) -> prefixed.put(prefix + name, value));
        return prefixed;
    }

    /**
     * The least score of a passage that is worth keeping, as the {@link StandIn} has it; null if there is none, and for
     * real services, whose scores are of different scales.
     */
    public @Nullable Double leastScore() {
        return leastScore;
    }

    /** Ends the stand-in, if there is one. */
    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
    }

    /** Its nature; no secret. */
    @Override
    public String toString() {
        return "ChosenReranker[" + reranker.nature() + "]";
    }
}
