package io.github.rerank4j.spring.shared;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a wrong configuration as one sentence instead of a stack trace. */
public final class RerankFailureAnalyzer extends AbstractFailureAnalyzer<RerankConfigurationException> {

    RerankFailureAnalyzer() {}

    /** What is shown of one. */
    public static FailureAnalysis analysis(RerankConfigurationException failure) {
        return new FailureAnalysis(
                String.valueOf(failure.getMessage()), "Correct the application's properties.", failure);
    }

    @Override
    protected FailureAnalysis analyze(Throwable root, RerankConfigurationException failure) {
        return analysis(failure);
    }
}
