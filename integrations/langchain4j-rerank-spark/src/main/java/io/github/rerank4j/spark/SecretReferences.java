package io.github.rerank4j.spark;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.text.OneLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Secrets in settings: {@code ${NAME}}, a variable of the executors' environment, perhaps after an authentication scheme. */
final class SecretReferences {

    /** Nothing but a scheme may stand before it: the rest could be a part of a key. */
    private static final Pattern REFERENCE = Pattern.compile("([A-Za-z]+ )?\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private static final Pattern USER_INFO = Pattern.compile("[^:]*://[^/?#]*@.*", Pattern.DOTALL);
    private static final String EXAMPLE = "${RERANK_API_KEY}";
    private static final String STAND_IN = "known-to-executors";

    private SecretReferences() {}

    /**
     * Requires each secret to be a reference, and all else to be none.
     *
     * @throws SettingException if one is not; shows no value
     */
    static void require(RerankProvider<?> provider, Map<String, String> settings) {
        settings.forEach((name, text) -> {
            if (name == null || text == null) {
                return; // refused by who builds the model, in its words
            }
            boolean reference = REFERENCE.matcher(text).matches();
            boolean secret = of(provider, name).filter(Setting::secret).isPresent();
            if (secret && !reference) {
                throw SettingException.of(
                        "{%s} may be a secret and is given literally, but settings travel to executors",
                        "refer to a variable of the executors' environment, such as %s", OneLine.word(name), EXAMPLE);
            }
            if (!secret && reference) {
                throw SettingException.of(
                        "{%s} refers to the environment, but is no secret", "write its value", OneLine.word(name));
            }
            if (USER_INFO.matcher(text).matches()) {
                throw SettingException.of(
                        "{%s} contains user info",
                        "remove it, and give the key by its own setting", OneLine.word(name));
            }
        });
    }

    /** The variables that are referred to, sorted. */
    static Set<String> variables(Map<String, String> settings) {
        Set<String> variables = new TreeSet<>();
        settings.values().forEach(text -> {
            Matcher reference = REFERENCE.matcher(text);
            if (reference.matches()) {
                variables.add(reference.group(2));
            }
        });
        return variables;
    }

    /**
     * The settings with the values of the environment.
     *
     * @throws SettingException if a variable is missing or blank; names it
     */
    static Map<String, String> resolved(
            Map<String, String> settings, Function<String, ? extends @Nullable String> environment) {
        Map<String, String> resolved = new LinkedHashMap<>();
        settings.forEach((name, text) -> {
            Matcher reference = REFERENCE.matcher(text);
            resolved.put(name, reference.matches() ? value(name, reference, environment) : text);
        });
        return resolved;
    }

    private static String value(
            String setting, Matcher reference, Function<String, ? extends @Nullable String> environment) {
        String variable = reference.group(2);
        String value = environment.apply(variable);
        if (value == null || value.isBlank()) {
            throw SettingException.of(
                    "the environment of this executor has no %s, to which {%s} refers",
                    "set it where executors start, for example from a secret of the cluster", variable, setting);
        }
        return (reference.group(1) == null ? "" : reference.group(1)) + value;
    }

    /** The settings with something in the place of secrets, to see on the driver whether a model can be built of them. */
    static Map<String, String> stoodIn(RerankProvider<?> provider, Map<String, String> settings) {
        Map<String, String> stoodIn = new LinkedHashMap<>();
        settings.forEach((name, text) -> {
            Optional<? extends Setting<?, ?>> setting = of(provider, name);
            if (setting.filter(Setting::secret).isEmpty()) {
                stoodIn.put(name, text);
            } else if (setting.filter(named -> named.form() == Form.NAME).isEmpty()) {
                stoodIn.put(name, STAND_IN);
            }
        });
        return stoodIn;
    }

    /** The setting that a name is about, be it the setting's own or that of one of its entries. */
    private static Optional<? extends Setting<?, ?>> of(RerankProvider<?> provider, String name) {
        return provider.setting(name.contains(".") ? name.substring(0, name.indexOf('.')) : name);
    }
}
