package io.github.rerank4j.quarkus;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.settings.SettingNames;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one provider: settings of the model without a name, and settings of models with one, behind their
 * names.
 */
final class PropertyNames {

    /** SmallRye's own name, under which the defaults of all models are. */
    private static final String ANY = "*";

    /** An element of a list, as some files are read. */
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]$");

    private final String prefix;
    private final Set<String> settings;
    private final Set<String> withEntries;
    private final Set<String> models;

    /**
     * @param root the prefix of the settings of all models of the provider
     * @param settings settings of each model, as the builder calls them; those that are lists once more with {@code []}
     * @param withEntries those of them that have entries, each with a name of its own
     * @param models the names of all models, of whatever provider: one may be switched to another
     */
    PropertyNames(String root, Collection<String> settings, Collection<String> withEntries, Set<String> models) {
        this.prefix = root + '.';
        this.settings = dashed(settings);
        this.withEntries = dashed(withEntries);
        this.models = models;
    }

    private static Set<String> dashed(Collection<String> settings) {
        return settings.stream().map(SettingNames::dashed).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Those of the properties that nobody reads, each with what is wrong.
     *
     * @param origin where a property is set, to follow what is wrong with it
     */
    Stream<String> unread(Collection<String> properties, UnaryOperator<String> origin) {
        return properties.stream()
                .filter(property -> property.startsWith(prefix))
                .flatMap(property -> Stream.ofNullable(problem(property.substring(prefix.length())))
                        .map(problem -> problem + origin.apply(property)));
    }

    /** The models whose names are written both in quotes and without, so that some of their settings are not read. */
    Stream<String> spelledTwice(Collection<String> properties) {
        Map<Boolean, Set<String>> modelsByQuotes = properties.stream()
                .filter(property -> property.startsWith(prefix))
                .flatMap(property -> OfAModel.in(property.substring(prefix.length())).stream())
                .filter(named -> isSetting(named.setting()))
                .collect(partitioningBy(OfAModel::quoted, mapping(OfAModel::model, toSet())));
        return modelsByQuotes.getOrDefault(true, Set.of()).stream()
                .filter(modelsByQuotes.getOrDefault(false, Set.of())::contains)
                .map(model -> prefix + model + " is written both with and without quotes around the name, and only one"
                        + " spelling is read; use one (in environment variables: two underscores on each side of the"
                        + " name, or one)");
    }

    private @Nullable String problem(String name) {
        if (name.equals("enabled") || UnreadProperties.isOfLangChain4j(name)) {
            return null;
        }
        Optional<OfAModel> named = OfAModel.in(name);
        String model = named.map(OfAModel::model).orElse("");
        if (withEntries.contains(model) && models.contains(model)) {
            return prefix + name + " may be an entry or a setting of the model named \"" + model
                    + "\"; give the model another name";
        }
        if (isSetting(name)) {
            return null;
        }
        if (withEntries.contains(name)) {
            return prefix + name + " has entries and no value; set " + prefix + name + ".<entry> instead";
        }
        if (named.filter(property -> isSetting(property.setting())).isEmpty()) {
            return MeantName.complaint(prefix + name, meant(name, named));
        }
        return models.contains(model) || ANY.equals(model) ? null : prefix + name + nobody(model);
    }

    /** The settings that may be meant, of the model that has a name if one of that name is there. */
    private List<String> meant(String name, Optional<OfAModel> named) {
        String setting = named.filter(property -> models.contains(property.model()) || ANY.equals(property.model()))
                .map(OfAModel::setting)
                .orElse(name);
        String before = prefix + name.substring(0, name.length() - setting.length());
        int dot = setting.indexOf('.');
        return dot < 0 || settings.stream().anyMatch(known -> known.startsWith(setting.substring(0, dot + 1)))
                ? MeantName.among(settings, setting).stream()
                        .map(before::concat)
                        .toList()
                : MeantName.among(withEntries, setting.substring(0, dot)).stream()
                        .map(meant -> before + meant + setting.substring(dot))
                        .toList();
    }

    private boolean isSetting(String name) {
        return (settings.contains(INDEX.matcher(name).replaceFirst("[]")) && !withEntries.contains(name))
                || withEntries.stream().anyMatch(setting -> name.startsWith(setting + '.'));
    }

    private String nobody(String model) {
        String known = models.stream()
                .map(name -> NamedConfigUtil.isDefault(name) ? "the one without a name" : '"' + name + '"')
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.joining(", "));
        return " is set, but no scoring model is named \"" + model + "\"; "
                + (known.isEmpty() ? "there are no scoring models" : "the scoring models are: " + known)
                + "; correct the name, remove the property, or set "
                + "quarkus.langchain4j." + ModelPrefix.spelled(model) + ".scoring-model.provider";
    }

    /** A property that seems to have a model's name before its setting. */
    private record OfAModel(String model, boolean quoted, String setting) {

        private static final Pattern FORM = Pattern.compile("(?:\"([^\"]+)\"|([^.\"]+))\\.(.+)");

        static Optional<OfAModel> in(String name) {
            Matcher form = FORM.matcher(name);
            if (!form.matches()) {
                return Optional.empty();
            }
            boolean quoted = form.group(1) != null;
            return Optional.of(new OfAModel(form.group(quoted ? 1 : 2), quoted, form.group(3)));
        }
    }
}
