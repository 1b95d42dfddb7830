package io.github.rerank4j.cli.model;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.Rerankers;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.local.RerankScorers;
import io.github.rerank4j.service.Fingerprint;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Builds the models that the user has chosen. */
public final class Models {

    private final RerankProviders providers;
    private final Terminal terminal;
    private final Keys keys;

    /** Builds them with the keys that a terminal's environment holds. */
    public Models(RerankProviders providers, Terminal terminal) {
        this.providers = providers;
        this.terminal = terminal;
        this.keys = new Keys(providers, terminal);
    }

    /**
     * One model by its spec, which nobody listens to.
     *
     * @throws IllegalArgumentException if it cannot be built; says what to do
     */
    public static OpenModel one(String spec, Terminal terminal) {
        RerankProviders providers = providers();
        ModelChoice choice = ModelChoice.alone(providers, spec);
        return new Models(providers, terminal)
                .open(List.of(choice), name -> new RerankListener() {})
                .get(0);
    }

    /**
     * All of them; none is left open when one cannot be built.
     *
     * @param listeners what listens to the model of a name
     * @throws IllegalArgumentException if one cannot be built, or a key would go to two hosts; says what to do
     */
    public List<OpenModel> open(List<ModelChoice> choices, Function<String, RerankListener> listeners) {
        Map<ModelChoice, Map<String, String>> settings = new LinkedHashMap<>();
        for (ModelChoice choice : choices) {
            settings.put(choice, choice.spec().isLocal() ? Map.of() : keys.settings(choice));
        }
        keys.requireOneHostEach();
        List<OpenModel> open = new ArrayList<>();
        try {
            settings.forEach((choice, values) -> open.add(
                    choice.spec().isLocal() ? local(choice) : model(choice, values, listeners.apply(choice.title()))));
            return List.copyOf(open);
        } catch (RuntimeException wrong) {
            open.forEach(OpenModel::close);
            throw wrong;
        }
    }

    private static OpenModel local(ModelChoice choice) {
        String name = choice.spec().settings().getOrDefault("modelName", "");
        try {
            RerankScorer scorer = scorers().named(name);
            return new OpenModel(choice.title(), Rerankers.of(new ScorerModel(scorer)), "local " + scorer.name(), null);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(choice.prefix() + unknown.getMessage(), unknown);
        }
    }

    private OpenModel model(ModelChoice choice, Map<String, String> settings, RerankListener listener) {
        RerankProvider<?> provider = providers.named(choice.spec().provider());
        requireKey(choice, provider, settings);
        try {
            List<RerankListener> listeners = new ArrayList<>(List.of(listener));
            keys.adviceWithoutKey(choice, settings).ifPresent(advice -> listeners.add(new KeyAdvice(terminal, advice)));
            Reranker reranker = providers.model(provider.id(), settings, Map.of("listeners", listeners));
            return new OpenModel(
                    choice.title(), reranker, identity(provider, settings, reranker), address(provider, settings));
        } catch (SettingException wrong) {
            throw new IllegalArgumentException(
                    choice.prefix() + wrong.getMessage() + hint(choice, provider, wrong), wrong);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(choice.prefix() + wrong.getMessage(), wrong);
        }
    }

    /** A hosted service that is asked without a key refuses, once for every question. */
    private void requireKey(ModelChoice choice, RerankProvider<?> provider, Map<String, String> settings) {
        boolean elsewhere = settings.containsKey("baseUrl");
        String first = provider.decisive(name -> Optional.ofNullable(settings.get(name))).stream()
                .findFirst()
                .orElse("");
        if (!elsewhere && isSecret(provider, first) && !settings.containsKey(first)) {
            throw new IllegalArgumentException(
                    choice.prefix() + "the key is missing; set " + keys.variables(choice) + " in the environment");
        }
    }

    private String hint(ModelChoice choice, RerankProvider<?> provider, SettingException wrong) {
        if (wrong.settings().contains("baseUrl")
                && choice.spec().settings().getOrDefault("modelName", "").contains("@")) {
            return " (is what follows @ an address? Begin it with http:// or https://)";
        }
        return wrong.settings().stream().anyMatch(name -> isSecret(provider, name))
                ? " (in the environment: " + keys.variables(choice) + ")"
                : "";
    }

    private static boolean isSecret(RerankProvider<?> provider, String setting) {
        return provider.setting(setting).filter(Setting::secret).isPresent();
    }

    /** What the model says of itself, and where it says nothing, its settings without keys. */
    private static String identity(RerankProvider<?> provider, Map<String, String> settings, Reranker reranker) {
        RerankerTraits traits = reranker.traits(null);
        Map<String, String> shown = new TreeMap<>();
        settings.forEach((name, text) -> {
            if (!isSecret(provider, settingOf(name))) {
                shown.put(name, text);
            }
        });
        String model = shown.getOrDefault("modelName", "") + ' ' + traits.output();
        return provider.id()
                + ' '
                + model
                + ' '
                + traits.identity().orElseGet(shown::toString)
                + secretEntries(provider, settings);
    }

    /** What stands for entries that are never shown, such as a header by which a gateway chooses the model. */
    private static String secretEntries(RerankProvider<?> provider, Map<String, String> settings) {
        Fingerprint fingerprint = new Fingerprint();
        boolean any = false;
        for (Map.Entry<String, String> entry : new TreeMap<>(settings).entrySet()) {
            if (entry.getKey().contains(".") && isSecret(provider, settingOf(entry.getKey()))) {
                fingerprint.add(entry.getKey()).add(entry.getValue());
                any = true;
            }
        }
        return any ? " " + fingerprint.hex() : "";
    }

    /** The setting that a name is about, be it the setting's own or that of one of its entries. */
    static String settingOf(String name) {
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    private static String address(RerankProvider<?> provider, Map<String, String> settings) {
        return Optional.ofNullable(settings.get("baseUrl"))
                .or(() -> provider.address(name -> Optional.ofNullable(settings.get(name))))
                .orElse("");
    }

    /** The providers of the class path. */
    public static RerankProviders providers() {
        return RerankProviders.of(classLoader());
    }

    /** The scorers of the class path. */
    public static RerankScorers scorers() {
        return RerankScorers.of(classLoader());
    }

    private static ClassLoader classLoader() {
        return Models.class.getClassLoader();
    }
}
