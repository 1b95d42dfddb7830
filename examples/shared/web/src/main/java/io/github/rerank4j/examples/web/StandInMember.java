package io.github.rerank4j.examples.web;

import io.github.rerank4j.examples.knowledge.EnvironmentProvider;
import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.examples.knowledge.StandInService;
import io.github.rerank4j.settings.SettingNames;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stand-in on this machine that is a member of a chain, and can be taken away from it. Safe for use by many threads. */
public final class StandInMember implements AutoCloseable {

    private final String name;
    private final String provider;
    private final Reranker reranker;
    private final Map<String, String> settings;
    private final @Nullable Double leastScore;
    private final StandInService service;
    private final Gate gate;

    private StandInMember(
            String name, EnvironmentProvider provider, String speaks, StandIn standIn, StandInService service) {
        this.name = name;
        this.provider = provider.id();
        this.reranker = new Reranker(
                speaks,
                true,
                standIn.title(),
                "a stand-in, a local server that speaks " + speaks + "'s protocol and scores " + standIn.manner());
        this.leastScore = standIn.leastScore();
        this.service = service;
        this.gate = Gate.to(service.url());
        this.settings = new LinkedHashMap<>();
        service.settings().forEach((setting, text) -> settings.put(SettingNames.dashed(setting), text));
        settings.put("base-url", gate.url());
    }

    /**
     * Starts one.
     *
     * @param speaks whose protocol it speaks, for a person
     */
    static StandInMember start(String name, EnvironmentProvider provider, String speaks, StandIn standIn) {
        StandInService service = provider.standIn(standIn.scorer()).orElseThrow();
        return new StandInMember(name, provider, speaks, standIn, service);
    }

    /** What the chain calls it. */
    public String name() {
        return name;
    }

    /** The id of the provider whose model asks it. */
    public String provider() {
        return provider;
    }

    /** The settings of the model that asks it, such as {@code base-url}. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Its threshold, as a setting of the chain. */
    public Map.Entry<String, Object> threshold() {
        String prefix = "member." + name;
        return leastScore == null
                ? Map.entry(prefix + ".without-threshold", true)
                : Map.entry(prefix + ".min-score", leastScore);
    }

    /** Who it is. */
    Reranker reranker() {
        return reranker;
    }

    /** The least score of a passage that is worth keeping; null if no score says so. */
    @Nullable
    Double leastScore() {
        return leastScore;
    }

    /** Whether it is taken away: its connections are refused. */
    boolean isAway() {
        return gate.isShut();
    }

    /** Takes it away, or brings it back. */
    void away(boolean yes) {
        if (yes) {
            gate.shut();
        } else {
            gate.reopen();
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        gate.close();
        service.close();
    }

    @Override
    public String toString() {
        return "StandInMember[" + name + "]";
    }
}
