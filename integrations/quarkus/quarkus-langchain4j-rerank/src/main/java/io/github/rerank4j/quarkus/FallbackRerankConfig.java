package io.github.rerank4j.quarkus;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Chains of scoring models: when one of them fails, the next is asked. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = FallbackRerankConfig.PREFIX)
public interface FallbackRerankConfig {

    /** The prefix of the names of these settings. */
    String PREFIX = "quarkus.langchain4j.fallback-rerank";

    /** The chain without a name. */
    @WithParentName
    Chain defaultConfig();

    /** Chains with a name, for {@code @ModelName}. */
    @ConfigDocSection
    @ConfigDocMapKey("model-name")
    @WithParentName
    @WithDefaults
    Map<String, Chain> namedConfig();

    /** What may be set for one chain; {@code members} is required. */
    @ConfigGroup
    interface Chain {

        /** Names of the scoring models of the chain, the one that is asked first before the others. Required. */
        Optional<List<String>> members();

        /** How long a call may take, over all members. */
        @ConfigDocDefault("10s")
        @WithDefault("${quarkus.langchain4j.timeout}")
        Optional<Duration> timeout();

        /** How long a member may be silent before the next is asked beside it. */
        @ConfigDocDefault("none is asked beside another")
        Optional<Duration> hedgeAfter();

        /** After how many failures in a row a member rests; 0 for never. */
        @ConfigDocDefault("5")
        OptionalInt restAfterFailures();

        /** How long a member rests before one call finds out whether it answers again. */
        @ConfigDocDefault("30s")
        Optional<Duration> restFor();

        /** Settings of members, by their names. */
        @ConfigDocMapKey("member")
        Map<String, Member> member();
    }

    /** What may be set for one member of a chain. */
    @ConfigGroup
    interface Member {

        /** How long this member may take at most. */
        @ConfigDocDefault("an equal share of the time that is left")
        Optional<Duration> within();

        /** Score of this member below which documents are dropped. */
        @ConfigDocDefault("that of the aggregator, for the first member alone")
        OptionalDouble minScore();

        /** Whether no document that this member has ranked is dropped for its score. Not with {@code min-score}. */
        @ConfigDocDefault("false")
        Optional<Boolean> withoutThreshold();
    }
}
