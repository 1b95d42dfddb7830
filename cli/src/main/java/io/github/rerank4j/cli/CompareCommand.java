package io.github.rerank4j.cli;

import io.github.rerank4j.cli.evaluation.OutFolder;
import io.github.rerank4j.cli.evaluation.Reports;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares two evaluations. */
@Command(
        name = "compare",
        description = "Compares the models of two evaluations that have the same names: the second minus the first.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OUT1", description = "The folder of the earlier evaluation.")
    private Path earlier = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT2", description = "The folder of the later evaluation.")
    private Path later = Path.of("");

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Reports.compare(new OutFolder(earlier), new OutFolder(later), terminal.out()::println);
        return ExitStatus.OK;
    }
}
