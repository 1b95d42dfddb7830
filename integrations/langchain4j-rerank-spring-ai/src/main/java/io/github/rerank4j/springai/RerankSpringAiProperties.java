package io.github.rerank4j.springai;

import io.github.rerank4j.OnFailure;
import io.github.rerank4j.spring.shared.PropertyNames;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be set for the document post-processor.
 *
 * @param enabled Whether a RerankDocumentPostProcessor is a bean.
 * @param model Bean name of the ScoringModel to rerank with. Default: the only one, or the primary one.
 * @param topN How many documents are handed on at most. Default: all.
 * @param minScore Score below which documents are dropped; only for scores from 0 to 1, unless raw-threshold is set.
 * @param rawThreshold Whether min-score is meant for scores that are logits, or of a range that is not known.
 * @param onFailure What happens when the model fails: the exception goes to the caller, or the documents keep their order.
 */
@ConfigurationProperties(prefix = RerankSpringAiProperties.PREFIX, ignoreUnknownFields = false)
record RerankSpringAiProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String model,
        @Nullable Integer topN,
        @Nullable Double minScore,
        @DefaultValue("false") boolean rawThreshold,
        @DefaultValue("fail") OnFailure onFailure) {

    static final String PREFIX = PropertyNames.PREFIX + ".spring-ai";
}
