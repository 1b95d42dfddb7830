package io.github.rerank4j.examples.web;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.testkit.LocalRerankServer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reranker that the environment names, as settings for a framework's configuration: Tencent with
 * {@code TENCENTCLOUD_SECRET_ID} and {@code TENCENTCLOUD_SECRET_KEY}; SiliconFlow with {@code SILICONFLOW_API_KEY}; another
 * server with {@code RERANK_BASE_URL} and what it needs of {@code RERANK_API_KEY}, {@code RERANK_DIALECT} and
 * {@code RERANK_MODEL}. If it names none, a local server is started that speaks SiliconFlow's protocol and scores as a
 * {@link StandIn} does; {@link #close} ends it.
 */
public final class ChosenReranker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChosenReranker.class);
    private static final String MODEL = "BAAI/bge-reranker-v2-m3";
    private static final String STAND_IN_KEY = "sk-stand-in";

    private final Reranker reranker;
    private final Map<String, String> settings;
    private final @Nullable LocalRerankServer server;
    private final @Nullable Double leastScore;

    private ChosenReranker(
            Reranker reranker,
            Map<String, String> settings,
            @Nullable LocalRerankServer server,
            @Nullable Double leastScore) {
        this.reranker = reranker;
        this.settings = settings;
        this.server = server;
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
        if (environment.hasAny("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")) {
            return tencent(environment);
        }
        if (environment.hasAny("SILICONFLOW_API_KEY")) {
            return siliconFlow(environment);
        }
        return environment.hasAny("RERANK_BASE_URL") ? generic(environment) : standIn(StandIn.of(environment));
    }

    private static ChosenReranker tencent(Environment environment) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tencent.secret-id", environment.required("TENCENTCLOUD_SECRET_ID"));
        settings.put("tencent.secret-key", environment.required("TENCENTCLOUD_SECRET_KEY"));
        put(settings, "tencent.site", environment.get("TENCENTCLOUD_SITE"));
        return real("Tencent", "lke-reranker-base", "the real service of Tencent Cloud", settings);
    }

    private static ChosenReranker siliconFlow(Environment environment) {
        String model = environment.get("SILICONFLOW_MODEL", MODEL);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("siliconflow.api-key", environment.required("SILICONFLOW_API_KEY"));
        settings.put("siliconflow.model-name", model);
        put(settings, "siliconflow.site", environment.get("SILICONFLOW_SITE"));
        return real("SiliconFlow", model, "the real service of SiliconFlow", settings);
    }

    private static ChosenReranker generic(Environment environment) {
        String url = environment.required("RERANK_BASE_URL");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("generic.base-url", url);
        put(settings, "generic.api-key", environment.get("RERANK_API_KEY"));
        put(settings, "generic.dialect", environment.get("RERANK_DIALECT"));
        put(settings, "generic.model-name", environment.get("RERANK_MODEL"));
        return real("Generic", environment.get("RERANK_MODEL"), "the server at " + host(url), settings);
    }

    /** Without what may be secret in an address, and is refused there later. */
    private static String host(String url) {
        try {
            URI address = URI.create(url);
            String port = address.getPort() < 0 ? "" : ":" + address.getPort();
            return address.getHost() == null
                    ? "RERANK_BASE_URL"
                    : address.getScheme() + "://" + address.getHost() + port;
        } catch (IllegalArgumentException noAddress) {
            return "RERANK_BASE_URL";
        }
    }

    private static ChosenReranker real(
            String name, @Nullable String model, String nature, Map<String, String> settings) {
        return new ChosenReranker(new Reranker(name, false, model, nature), settings, null, null);
    }

    private static ChosenReranker standIn(StandIn standIn) {
        LocalRerankServer server = LocalRerankServer.builder()
                .scorer(standIn.scorer())
                .apiKey(STAND_IN_KEY)
                .start();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("siliconflow.base-url", server.url());
        settings.put("siliconflow.api-key", STAND_IN_KEY);
        settings.put("siliconflow.model-name", MODEL);
        String nature = "a stand-in, a local server that speaks SiliconFlow's protocol and scores " + standIn.manner();
        Reranker reranker = new Reranker("SiliconFlow", true, standIn.title(), nature);
        return new ChosenReranker(reranker, settings, server, standIn.leastScore());
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
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
        if (server != null) {
            server.close();
        }
    }

    /** Its nature; no secret. */
    @Override
    public String toString() {
        return "ChosenReranker[" + reranker.nature() + "]";
    }
}
