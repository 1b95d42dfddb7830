package io.github.rerank4j.spark.command;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import io.github.rerank4j.spark.RerankTransform;
import picocli.CommandLine.Option;

/** Which model is asked, and how. */
final class ModelOptions {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "[NAME=]SPEC",
            description = "The model: PROVIDER[:MODEL][@URL], or @FILE. Its NAME stands in the output, and with another"
                    + " name or URL all pairs are asked again; default: provider and model.")
    private String spec = "";

    @Option(
            names = "--requests-in-flight",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many requests of a task may be in flight. Default: ${DEFAULT-VALUE}.")
    private int requestsInFlight;

    @Option(
            names = "--failures-in-a-row",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "How many calls of an executor, each of up to 240 documents of a question, may fail in a row before"
                            + " the job ends; 0 for any number. Default: ${DEFAULT-VALUE}. Where the key is refused, ten end it.")
    private int failuresInARow;

    String spec() {
        return spec;
    }

    void describe(RerankTransform.Builder builder) {
        builder.requestsInFlight(requestsInFlight)
                .failuresInARow(failuresInARow)
                .failFast(AuthenticationException.class, ModelNotFoundException.class);
    }
}
