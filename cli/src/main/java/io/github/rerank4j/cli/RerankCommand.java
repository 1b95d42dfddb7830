package io.github.rerank4j.cli;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.cli.data.Lines;
import io.github.rerank4j.cli.model.OpenModel;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.text.OneLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ranks the lines of a file. */
@Command(
        name = "rerank",
        description = "Ranks the lines of a file for a query: score, number of the line, line.",
        mixinStandardHelpOptions = true)
final class RerankCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--query", required = true, paramLabel = "Q", description = "What the lines are ranked for.")
    private String query = "";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = STANDARD_INPUT,
            description = "The documents, one a line, in UTF-8; - for the standard input, which is the default.")
    private String file = STANDARD_INPUT;

    RerankCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (OpenModel open = model.open(terminal)) {
            List<Line> lines = lines();
            RerankResponse response = open.reranker()
                    .rerank(RerankRequest.builder()
                            .query(query)
                            .documents(lines.stream().map(Line::text).toList())
                            .build());
            response.ranked()
                    .forEach(ranked -> terminal.out()
                            .println(ranked.score() + "\t"
                                    + lines.get(ranked.index()).number() + "\t"
                                    + OneLine.of(lines.get(ranked.index()).text())));
        }
        return ExitStatus.OK;
    }

    private record Line(int number, String text) {}

    private List<Line> lines() {
        List<Line> documents = new ArrayList<>();
        try (Lines lines =
                file.equals(STANDARD_INPUT) ? Lines.of("the standard input", terminal.in()) : Lines.of(Path.of(file))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    documents.add(new Line(lines.number(), line));
                }
            }
        }
        return documents;
    }
}
