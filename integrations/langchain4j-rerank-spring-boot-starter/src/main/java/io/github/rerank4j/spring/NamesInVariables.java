package io.github.rerank4j.spring;

import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spring.shared.PropertyNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Names of rerankers in environment variables: an underscore in the place of a dash ends the name too early. */
final class NamesInVariables {

    private static final String START = underscored(RerankProperties.INSTANCES) + "_";

    private final Environment environment;
    private final Providers providers;

    NamesInVariables(Environment environment, Providers providers) {
        this.environment = environment;
        this.providers = providers;
    }

    /**
     * How to write the variable from which a name comes that is of no reranker; empty if it comes from elsewhere too.
     *
     * @param name of the reranker
     * @param others the names of all that there are
     */
    String advice(String name, Collection<String> others) {
        List<String> variables = variables(name);
        return others.stream()
                // of my-house and my-house-two the longer one is meant, if it fits
                .sorted(Comparator.comparingInt((String other) -> words(other).length())
                        .reversed())
                .flatMap(other -> variables.stream()
                        .filter(variable -> isOf(other, variable))
                        .map(variable -> advice(variable, other)))
                .findFirst()
                .orElseGet(() -> variables.isEmpty() ? "" : advice(variables.get(0)));
    }

    private String advice(String variable, String other) {
        String setting = variable.substring(START.length() + words(other).length());
        return "; if the variable " + variable + " is meant for " + other + ", call it " + START
                + words(other).replace("_", "") + "_" + withoutDashes(setting)
                + ", because dashes are left out in variables";
    }

    private static String advice(String variable) {
        return "; the name comes from the variable " + variable + ", and dashes are left out in variables: my-house has"
                + " its api-key in " + START + "MYHOUSE_APIKEY";
    }

    /** Whether a variable is what somebody writes who takes an underscore for a dash in that name. */
    private static boolean isOf(String name, String variable) {
        return DataObjectPropertyName.toDashedForm(name).contains("-") && variable.startsWith(START + words(name));
    }

    /** A name as somebody writes it who takes an underscore for each dash, with one more behind it. */
    private static String words(String name) {
        return underscored(DataObjectPropertyName.toDashedForm(name)) + "_";
    }

    /** The rest of a variable with the setting's name at its end as variables have it. */
    private String withoutDashes(String setting) {
        return Stream.of(providers.settings(), Providers.ofCaches(), Providers.ofLimits(), Providers.ofMembers())
                .flatMap(settings -> settings.keySet().stream())
                .map(name -> underscored(SettingNames.dashed(name)))
                .filter(name -> setting.equals(name) || setting.endsWith("_" + name))
                .max(Comparator.comparingInt(String::length))
                .map(name -> setting.substring(0, setting.length() - name.length()) + name.replace("_", ""))
                .orElse(setting);
    }

    private static String underscored(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The variables that set something for a reranker; none if something else does too. */
    private List<String> variables(String name) {
        ConfigurationPropertyName group = PropertyNames.nameOf(RerankProperties.INSTANCES + "." + name);
        List<String> variables = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource names) {
                Stream.of(names.getPropertyNames())
                        .filter(variable -> variable.startsWith(START + underscored(name) + "_"))
                        .sorted()
                        .forEach(variables::add);
            } else if (source instanceof IterableConfigurationPropertySource names
                    && names.stream().anyMatch(group::isAncestorOf)) {
                return List.of();
            }
        }
        return variables;
    }
}
