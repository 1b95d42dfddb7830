package io.github.rerank4j.cli.model;

import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.service.RerankEnvironment;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.text.HarmlessName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the environment adds to models: keys, and settings such as the site of an account. Provider, model and address are
 * what the user wrote. A key goes to one host.
 */
final class Keys {

    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#]*@)?(\\[[^]]*]|[^:/?#]*)");

    private final RerankProviders providers;
    private final Terminal terminal;
    /** Which models get the key of a variable, by the host it goes to. */
    private final Map<String, Map<String, List<ModelChoice>>> hosts = new TreeMap<>();

    Keys(RerankProviders providers, Terminal terminal) {
        this.providers = providers;
        this.terminal = terminal;
    }

    /** All settings of a model: its own, and what the environment adds. */
    Map<String, String> settings(ModelChoice choice) {
        RerankProvider<?> provider = providers.named(choice.spec().provider());
        Map<String, String> settings = new LinkedHashMap<>(choice.spec().settings());
        RerankEnvironment.of(provider).settings().forEach((variable, setting) -> {
            if (!settings.containsKey(setting)) {
                put(settings, setting, terminal.variable(variable));
            }
        });
        secrets(provider).forEach((variable, setting) -> {
            if (!settings.containsKey(setting)) {
                String source = source(choice, provider, variable);
                String key = terminal.variable(source);
                put(settings, setting, key);
                if (key != null) {
                    goesTo(source, host(provider, settings), choice);
                }
            }
        });
        return settings;
    }

    /**
     * Returns if no key goes to two hosts.
     *
     * @throws IllegalArgumentException that names the variables to set instead
     */
    void requireOneHostEach() {
        hosts.forEach((variable, byHost) -> {
            if (byHost.size() > 1) {
                List<ModelChoice> choices =
                        byHost.values().stream().flatMap(List::stream).toList();
                throw new IllegalArgumentException("the key in " + variable + " would go to "
                        + String.join(" and ", byHost.keySet()) + "; " + remedy(variable, choices));
            }
        });
    }

    private String remedy(String variable, List<ModelChoice> choices) {
        List<String> own = choices.stream().map(Keys::variable).distinct().toList();
        boolean single = choices.stream()
                .allMatch(choice ->
                        secrets(providers.named(choice.spec().provider())).size() == 1);
        if (!single) {
            return "give the keys of all but one in files, as @FILE";
        }
        return own.size() < choices.size() || variable.startsWith(RerankEnvironment.KEY_OF_MODEL)
                ? "rename one of these models, so that each has a variable of its own"
                : "set " + String.join(" and ", own) + " instead";
    }

    /** The variables that a model's keys come from, for messages: "SILICONFLOW_API_KEY or RERANK_API_KEY_SF". */
    String variables(ModelChoice choice) {
        RerankProvider<?> provider = providers.named(choice.spec().provider());
        Map<String, String> secrets = secrets(provider);
        String own = choice.name() != null && secrets.size() == 1 ? " or " + variable(choice) : "";
        return secrets.keySet().stream().sorted().collect(Collectors.joining(" and ")) + own;
    }

    /** Where a key would come from, for a model that has none, as far as its settings show; empty for another one. */
    Optional<String> adviceWithoutKey(ModelChoice choice, Map<String, String> settings) {
        RerankProvider<?> provider = providers.named(choice.spec().provider());
        boolean mayHaveKey = settings.keySet().stream().anyMatch(name -> isSecret(provider, Models.settingOf(name)));
        return mayHaveKey || secrets(provider).isEmpty()
                ? Optional.empty()
                : Optional.of(choice.prefix() + "there is no key; set " + variables(choice) + " in the environment");
    }

    private String source(ModelChoice choice, RerankProvider<?> provider, String variable) {
        if (choice.name() == null) {
            return variable;
        }
        String own = variable(choice);
        boolean set = terminal.environment().apply(own) != null;
        if (set && secrets(provider).size() > 1) {
            throw new IllegalArgumentException(choice.prefix() + own + " is set, but " + provider.id()
                    + " takes more than one key: "
                    + String.join(" and ", secrets(provider).keySet())
                    + "; set these, or give them in a file, as @FILE");
        }
        return set ? own : variable;
    }

    /** The variable of one model's key. */
    static String variable(ModelChoice choice) {
        return RerankEnvironment.keyOf(choice.title());
    }

    /** The variables of a provider's keys, each with its setting, in the provider's order. */
    private static Map<String, String> secrets(RerankProvider<?> provider) {
        return RerankEnvironment.of(provider).secrets();
    }

    private static boolean isSecret(RerankProvider<?> provider, String setting) {
        return RerankEnvironment.of(provider).isSecret(setting);
    }

    private static void put(Map<String, String> settings, String setting, @Nullable String value) {
        if (value != null) {
            settings.put(setting, value);
        }
    }

    private void goesTo(String variable, String host, ModelChoice choice) {
        hosts.computeIfAbsent(variable, name -> new TreeMap<>())
                .computeIfAbsent(host, name -> new ArrayList<>())
                .add(choice);
    }

    /** Empty where nobody knows: such a model cannot be built. */
    private static String host(RerankProvider<?> provider, Map<String, String> settings) {
        String written = settings.get("baseUrl");
        if (written != null && host(written).isEmpty()) {
            throw new IllegalArgumentException("the address " + HarmlessName.quoted(written)
                    + " names no host; write it as http://host:port or https://host");
        }
        return Optional.ofNullable(written)
                .or(() -> provider.address(name -> Optional.ofNullable(settings.get(name))))
                .map(Keys::host)
                .orElse("");
    }

    /** By hand, because {@code URI} knows no host with an underscore in it, as containers have. */
    private static String host(String address) {
        Matcher authority = AUTHORITY.matcher(address.strip());
        return authority.lookingAt() ? authority.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
