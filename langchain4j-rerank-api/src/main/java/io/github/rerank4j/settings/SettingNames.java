package io.github.rerank4j.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of a builder's settings in a configuration file or on a command line, for integrations whose users see
 * properties or options and not the builder: {@code maxRetries} is {@code prefix.max-retries}. Immutable.
 */
public final class SettingNames {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final String prefix;
    private final Map<String, String> names;
    private final boolean beans;

    private SettingNames(String prefix, Map<String, String> names, boolean beans) {
        this.prefix = prefix;
        this.names = names;
        this.beans = beans;
    }

    /**
     * Names under a prefix.
     *
     * @param prefix what comes before each name, without the dot
     * @param settings the builder's settings that have a property, as the builder calls them
     */
    public static SettingNames under(String prefix, Collection<String> settings) {
        Map<String, String> names = new HashMap<>();
        settings.forEach(setting -> names.put(setting, prefix + '.' + dashed(setting)));
        return new SettingNames(prefix, Map.copyOf(names), false);
    }

    /**
     * Names of which each is its own, such as options of a command, for users who call no builder: where a message has
     * words for those who have beans, they read these.
     *
     * @param names by what the builder calls the settings; another setting keeps the builder's name
     */
    public static SettingNames of(Map<String, String> names) {
        return new SettingNames("", Map.copyOf(names), true);
    }

    /** The same for users who give objects as beans: these are called {@code a RateLimiter bean}. */
    public SettingNames withBeans() {
        return new SettingNames(prefix, names, true);
    }

    /** A setting's name with dashes between its words: {@code max-retries}. */
    public static String dashed(String setting) {
        return HUMP.matcher(setting).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** The property of a setting. */
    public String property(String setting) {
        return prefix + '.' + dashed(setting);
    }

    /**
     * What a builder objects to, in the names of properties; with the prefix first if what is wrong names none of these
     * settings. A setting that has no property keeps the builder's name.
     */
    public String in(IllegalArgumentException objection) {
        if (objection instanceof SettingException wrong) {
            boolean named = wrong.settingsOfProblem().anyMatch(names::containsKey);
            return (named ? "" : beginning()) + wrong.message(this);
        }
        return beginning() + objection.getMessage();
    }

    private String beginning() {
        return prefix.isEmpty() ? "" : prefix + ": ";
    }

    String named(Wording.Word word) {
        if (beans && word.ofBeans() != null) {
            return word.ofBeans();
        }
        String name = names.get(word.text());
        if (!word.setting() || name == null) {
            return word.ofBuilder();
        }
        String value = word.certainValue();
        return name + (value == null ? "" : '=' + value.toLowerCase(Locale.ROOT));
    }
}
