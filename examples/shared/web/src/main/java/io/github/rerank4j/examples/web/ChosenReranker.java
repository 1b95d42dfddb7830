package io.github.rerank4j.examples.web;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.EnvironmentProvider;
import io.github.rerank4j.examples.knowledge.StandIn;
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
 * scores as a {@link StandIn} does, and another one, {@code house}, that can answer in its place; {@link #close} ends them.
 */
public final class ChosenReranker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChosenReranker.class);
    private static final String STOOD_IN_FOR = "siliconflow";
    private static final String ADDRESS = "baseUrl";

    private final Reranker reranker;
    private final Map<String, String> settings;
    private final List<StandInMember> standIns;

    private ChosenReranker(Reranker reranker, Map<String, String> settings, List<StandInMember> standIns) {
        this.reranker = reranker;
        this.settings = settings;
        this.standIns = standIns;
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
        List<EnvironmentProvider> providers = providers(environment);
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
        return new ChosenReranker(reranker, named(provider, provider.settings()), List.of());
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
        EnvironmentProvider provider = provider(providers, STOOD_IN_FOR);
        StandInMember primary = StandInMember.start("primary", provider, provider.name(), standIn);
        EnvironmentProvider other = provider(ofHouse(), "generic");
        StandInMember house = StandInMember.start("house", other, "vLLM", standIn.other());
        return new ChosenReranker(primary.reranker(), named(provider, primary.settings()), List.of(primary, house));
    }

    private static EnvironmentProvider provider(List<EnvironmentProvider> providers, String id) {
        return providers.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("langchain4j-rerank-" + id + " is missing"));
    }

    /** A server of one's own is one that needs no key. */
    private static List<EnvironmentProvider> ofHouse() {
        return providers(new Environment(Map.of("RERANK_DIALECT", "vllm")));
    }

    private static List<EnvironmentProvider> providers(Environment environment) {
        return EnvironmentProvider.all(RerankProviders.of(ChosenReranker.class.getClassLoader()), environment);
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
     * The stand-ins that are members of a chain, the first choice first, each of which can be taken away; none where the
     * environment names a real service.
     */
    public List<StandInMember> standIns() {
        return standIns;
    }

    /**
     * The least score of a passage that is worth keeping, as the {@link StandIn} has it; null if there is none, and for
     * real services, whose scores are of different scales.
     */
    public @Nullable Double leastScore() {
        return standIns.isEmpty() ? null : standIns.get(0).leastScore();
    }

    /** Ends the stand-ins, if there are any. */
    @Override
    public void close() {
        standIns.forEach(StandInMember::close);
    }

    /** Its nature; no secret. */
    @Override
    public String toString() {
        return "ChosenReranker[" + reranker.nature() + "]";
    }
}
