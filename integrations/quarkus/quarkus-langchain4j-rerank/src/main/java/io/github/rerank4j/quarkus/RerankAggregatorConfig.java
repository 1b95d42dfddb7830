package io.github.rerank4j.quarkus;

import io.github.rerank4j.OnFailure;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What may be set for the aggregator that reranks; it is there if {@code enabled} was set when building. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = RerankAggregatorConfig.PREFIX)
public interface RerankAggregatorConfig {

    /** The prefix of the names of these settings. */
    String PREFIX = "quarkus.langchain4j.rerank.aggregator";

    /** Name of the scoring model to rerank with. */
    @ConfigDocDefault("the one without a name")
    Optional<String> model();

    /** How many contents are kept at most; at least 1. */
    @ConfigDocDefault("all")
    OptionalInt maxResults();

    /** Score below which contents are dropped; only for scores from 0 to 1, unless {@code raw-threshold} is set. */
    @ConfigDocDefault("none")
    OptionalDouble minScore();

    /** Whether {@code min-score} is meant for scores that are logits, or of a range that is not known. */
    @WithDefault("false")
    boolean rawThreshold();

    /** What happens when the model fails: the exception goes to the caller, or the contents keep their order. */
    @WithDefault("fail")
    OnFailure onFailure();
}
