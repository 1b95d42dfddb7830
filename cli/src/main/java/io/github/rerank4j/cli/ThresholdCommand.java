package io.github.rerank4j.cli;

import io.github.rerank4j.cli.evaluation.OutFolder;
import io.github.rerank4j.cli.evaluation.Reports;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.evaluation.ThresholdTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses thresholds from the scores of an evaluation. */
@Command(
        name = "threshold",
        description =
                "Says the minScore of each model that achieves a target, from the scores of an evaluation; asks nobody.",
        mixinStandardHelpOptions = true)
final class ThresholdCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "OUT", description = "The folder of the evaluation.")
    private Path out = Path.of("");

    @Option(
            names = "--target",
            required = true,
            paramLabel = "recall=R|precision=P",
            description = "What the threshold is to achieve, such as recall=0.95.")
    private List<String> targets = List.of();

    ThresholdCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Reports.thresholds(
                new OutFolder(out), targets.stream().map(ThresholdTarget::of).toList(), terminal.out()::println);
        return ExitStatus.OK;
    }
}
