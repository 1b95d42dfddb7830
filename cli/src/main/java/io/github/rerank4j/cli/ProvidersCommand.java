package io.github.rerank4j.cli;

import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Table;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the providers. */
@Command(
        name = "providers",
        description = "Lists the providers, their models, and where their keys come from.",
        mixinStandardHelpOptions = true)
final class ProvidersCommand implements Callable<Integer> {

    private final Terminal terminal;

    ProvidersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Table table = new Table("PROVIDER", "MODEL", "ADDRESS", "KEYS");
        for (RerankProvider<?> provider : Models.providers().all()) {
            table.row(
                    provider.id(),
                    model(provider),
                    provider.address(name -> Optional.empty()).orElse("@URL"),
                    keys(provider));
        }
        table.row("local", String.join(", ", Models.scorers().names()), "in this process", "none");
        table.lines().forEach(terminal.out()::println);
        return ExitStatus.OK;
    }

    private static String model(RerankProvider<?> provider) {
        Optional<? extends Setting<?, ?>> model = provider.setting("modelName");
        return model.flatMap(Setting::defaultValue)
                .map(value -> value + " (default)")
                .or(() -> model.map(Setting::suggestions)
                        .filter(names -> !names.isEmpty())
                        .map(names -> String.join(", ", names)))
                .orElse("as the server has it");
    }

    private static String keys(RerankProvider<?> provider) {
        return provider.environment().entrySet().stream()
                .filter(variable -> provider.setting(variable.getValue())
                        .filter(Setting::secret)
                        .isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }
}
