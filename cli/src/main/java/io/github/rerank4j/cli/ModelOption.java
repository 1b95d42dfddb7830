package io.github.rerank4j.cli;

import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.cli.model.OpenModel;
import io.github.rerank4j.cli.terminal.Terminal;
import picocli.CommandLine.Option;

/** The model that a command asks. */
final class ModelOption {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "SPEC",
            description = "The model: PROVIDER[:MODEL][@URL], or @FILE.")
    private String spec = "";

    /**
     * The model, which the caller closes.
     *
     * @throws IllegalArgumentException if it cannot be built; says what to do
     */
    OpenModel open(Terminal terminal) {
        return Models.one(spec, terminal);
    }
}
