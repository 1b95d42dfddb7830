package io.github.rerank4j.springai;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a wrong configuration as one sentence instead of a stack trace. */
final class WrongConfigurationAnalyzer extends AbstractFailureAnalyzer<WrongConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, WrongConfigurationException failure) {
        return new FailureAnalysis(
                String.valueOf(failure.getMessage()),
                "Correct the properties under " + RerankSpringAiProperties.PREFIX + ".",
                failure);
    }
}
