package io.github.rerank4j.quarkus;

import io.github.rerank4j.spi.SettingNames;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.ConfigValidationException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The properties that may stand under one prefix of the configuration: settings of the model without a name, and
 * settings of models with one, behind their names. Values, which may be secret, are never looked at.
 */
final class PropertyNames {

    /** Settings whose entries have names of their own. */
    private static final Set<String> WITH_ENTRIES = Set.of("custom-headers", "input", "parameters");

    /** SmallRye's own name, under which the defaults of all models stand. */
    private static final String ANY = "*";

    private static final Pattern OF_A_NAMED_MODEL =
            Pattern.compile("(?:\"(?<quoted>[^\"]+)\"|(?<plain>[^.\"]+))\\.(?<setting>.+)");

    private final String prefix;
    private final Set<String> ofTheProvider;
    private final Set<String> settings;
    private final Set<String> models;

    /**
     * @param prefix what stands before each property, without the dot
     * @param ofTheProvider properties that have no model
     * @param settings settings of each model, as the builder calls them
     * @param models the names of all models, of whatever provider: one may be switched to another
     */
    PropertyNames(String prefix, Set<String> ofTheProvider, Collection<String> settings, Set<String> models) {
        SettingNames names = SettingNames.under(prefix, settings);
        this.prefix = prefix + '.';
        this.ofTheProvider = ofTheProvider;
        this.settings = settings.stream()
                .map(setting -> names.property(setting).substring(this.prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
        this.models = models;
    }

    /** What is wrong with names under the prefix. */
    List<Problem> problems(Collection<String> properties) {
        List<Problem> problems = new ArrayList<>();
        for (String property : properties) {
            String problem = property.startsWith(prefix) ? problem(property) : null;
            if (problem != null) {
                problems.add(new Problem(property + problem));
            }
        }
        return problems;
    }

    private @Nullable String problem(String property) {
        String name = property.substring(prefix.length());
        if (ofTheProvider.contains(name) || isSetting(name)) {
            return null;
        }
        Matcher named = OF_A_NAMED_MODEL.matcher(name);
        if (!named.matches() || !isSetting(named.group("setting"))) {
            return " is not known; correct its name, or remove it";
        }
        String model = Objects.requireNonNullElse(named.group("quoted"), named.group("plain"));
        return models.contains(model) || ANY.equals(model) ? null : nobody(model);
    }

    private boolean isSetting(String name) {
        return settings.contains(name)
                || WITH_ENTRIES.stream()
                        .anyMatch(setting -> settings.contains(setting) && name.startsWith(setting + '.'));
    }

    private String nobody(String model) {
        String known = models.stream()
                .map(name -> NamedConfigUtil.isDefault(name) ? "the one without a name" : '"' + name + '"')
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.joining(", "));
        return " is set, but no scoring model is named \"" + model + "\"; there is "
                + (known.isEmpty() ? "none" : known)
                + "; correct the name, remove the property, or set quarkus.langchain4j." + model
                + ".scoring-model.provider";
    }
}
