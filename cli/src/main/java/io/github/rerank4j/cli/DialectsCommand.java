package io.github.rerank4j.cli;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Table;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** Lists the dialects. */
@Command(
        name = "dialects",
        description = "Lists the protocols of further servers and services; each name is a PROVIDER too.",
        mixinStandardHelpOptions = true)
final class DialectsCommand implements Callable<Integer> {

    private static final String DIALECT = "dialect";

    private final Terminal terminal;

    DialectsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Table table = new Table("DIALECT", "ADDRESS", "SCORES");
        for (RerankProvider<?> provider : Models.providers().all()) {
            for (String name : provider.setting(DIALECT).map(Setting::values).orElse(List.of())) {
                Function<String, Optional<String>> configured =
                        setting -> setting.equals(DIALECT) ? Optional.of(name) : Optional.empty();
                table.row(
                        name,
                        provider.address(configured).orElse("@URL"),
                        provider.standIn(configured)
                                .map(StandIn::scale)
                                .orElse(ScoreScale.UNKNOWN)
                                .name()
                                .toLowerCase(Locale.ROOT));
            }
        }
        table.lines().forEach(terminal.out()::println);
        return ExitStatus.OK;
    }
}
