package io.github.rerank4j.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a builder's settings in a configuration file, for integrations whose users see properties and not the
 * builder: {@code maxRetries} is {@code prefix.max-retries}. Immutable.
 */
public final class SettingNames {

    // a word, or a word and its value as a setter has it: scores(RAW)
    private static final Pattern SETTING =
            Pattern.compile("(?<![\\w.])([a-z][A-Za-z]*)(?:\\(([\\w.-]*)\\))?(?![\\w(])");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final String prefix;
    private final Set<String> settings;

    private SettingNames(String prefix, Set<String> settings) {
        this.prefix = prefix;
        this.settings = settings;
    }

    /**
     * Names under a prefix.
     *
     * @param prefix what stands before each name, without the dot
     * @param settings the builder's settings that have a property, as the builder calls them
     */
    public static SettingNames under(String prefix, Collection<String> settings) {
        return new SettingNames(prefix, Set.copyOf(settings));
    }

    /** The property of a setting. */
    public String property(String setting) {
        return prefix + '.' + HUMP.matcher(setting).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /**
     * What a builder objects to, told in properties; with the prefix before it if it names no setting. A setting whose
     * name is also an ordinary word is taken for one only where the message begins with it, or where its value follows
     * in parentheses.
     */
    public String in(String objection) {
        String told = SETTING.matcher(objection).replaceAll(found -> Matcher.quoteReplacement(told(found)));
        return told.equals(objection) ? prefix + ": " + objection : told;
    }

    private String told(MatchResult found) {
        String setting = found.group(1);
        String value = found.group(2);
        boolean unmistakable = found.start() == 0 || value != null || !setting.equals(setting.toLowerCase(Locale.ROOT));
        if (!settings.contains(setting) || !unmistakable) {
            return found.group();
        }
        return value == null || value.isEmpty() || value.equals("...")
                ? property(setting)
                : property(setting) + '=' + value.toLowerCase(Locale.ROOT);
    }
}
