package io.github.rerank4j.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of a builder's settings in a configuration file, for integrations whose users see properties and not the
 * builder: {@code maxRetries} is {@code prefix.max-retries}. Immutable.
 */
public final class SettingNames {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final String prefix;
    private final Set<String> settings;
    private final boolean beans;

    private SettingNames(String prefix, Set<String> settings, boolean beans) {
        this.prefix = prefix;
        this.settings = settings;
        this.beans = beans;
    }

    /**
     * Names under a prefix.
     *
     * @param prefix what comes before each name, without the dot
     * @param settings the builder's settings that have a property, as the builder calls them
     */
    public static SettingNames under(String prefix, Collection<String> settings) {
        return new SettingNames(prefix, Set.copyOf(settings), false);
    }

    /** The same for users who give objects as beans: these are called {@code a RateLimiter bean}. */
    public SettingNames withBeans() {
        return new SettingNames(prefix, settings, true);
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
            boolean named = wrong.settingsOfProblem().anyMatch(settings::contains);
            return (named ? "" : prefix + ": ") + wrong.message(this);
        }
        return prefix + ": " + objection.getMessage();
    }

    String named(Wording.Word word) {
        if (beans && word.ofBeans() != null) {
            return word.ofBeans();
        }
        if (!word.setting() || !settings.contains(word.text())) {
            return word.ofBuilder();
        }
        String value = word.certainValue();
        return property(word.text()) + (value == null ? "" : '=' + value.toLowerCase(Locale.ROOT));
    }
}
