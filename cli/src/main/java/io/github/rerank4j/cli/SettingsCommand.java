package io.github.rerank4j.cli;

import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what a file with a model's settings may say. */
@Command(
        name = "settings",
        description = "Lists the settings that @FILE may have, of one provider or of all.",
        mixinStandardHelpOptions = true)
final class SettingsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "PROVIDER", description = "The provider. Default: all.")
    private @Nullable String id;

    SettingsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RerankProviders providers = Models.providers();
        List<RerankProvider<?>> wanted = id == null ? providers.all() : List.of(providers.named(id));
        for (RerankProvider<?> provider : wanted) {
            terminal.out().println("provider=" + provider.id());
            for (Setting<?, ?> setting : provider.settings()) {
                if (setting.form() != Form.OBJECT) {
                    say(setting);
                }
            }
        }
        return ExitStatus.OK;
    }

    private void say(Setting<?, ?> setting) {
        String name = SettingNames.dashed(setting.name()) + (setting.form() == Form.ENTRIES ? ".NAME" : "");
        terminal.out().println("  " + name + "=");
        terminal.out().println("      " + setting.description() + facts(setting));
    }

    private static String facts(Setting<?, ?> setting) {
        StringBuilder facts = new StringBuilder();
        if (!setting.values().isEmpty()) {
            facts.append(" One of ").append(String.join(", ", setting.values())).append('.');
        }
        setting.range()
                .ifPresent(range -> facts.append(" Must be ").append(range).append('.'));
        if (!setting.defaultText().isEmpty()) {
            facts.append(" Default: ").append(setting.defaultText()).append('.');
        }
        if (setting.secret()) {
            facts.append(" May be secret.");
        }
        return facts.toString();
    }
}
