package io.github.rerank4j.settings;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A setting is missing, wrong, or contradicts another. It says which settings are concerned, what the problem is, and
 * what to do; the message is made of the last two. In all of them settings have the names of the builder; whoever reads
 * settings from a file or a command line calls them by other names with {@link #message(SettingNames)}. Never shows a
 * secret.
 */
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Wording problem;
    private final Wording remedy;

    private SettingException(Wording problem, Wording remedy) {
        super(joined(problem.in(Wording.Word::ofBuilder), remedy.in(Wording.Word::ofBuilder)));
        this.problem = problem;
        this.remedy = remedy;
    }

    /**
     * A problem and its remedy, as templates: a setting is in braces, {@code {maxRetries}}, or with the value it has
     * or should have, {@code {scores(RAW)}}; {@code {%s}} is a setting whose name is the next of the values, and
     * {@code %s} the next of the values, which is shown as it is. Of {@code {rateLimiter|a RateLimiter bean}} and
     * {@code {, or a supplier of it|}} the second is for users who give objects as beans.
     *
     * @param remedy what to do; empty where the problem says it
     * @param values those of the problem, then those of the remedy
     */
    public static SettingException of(String problem, String remedy, @Nullable Object... values) {
        Iterator<? extends @Nullable Object> rest = Arrays.asList(values).iterator();
        return new SettingException(Wording.of(problem, rest), Wording.of(remedy, rest));
    }

    /**
     * What is wrong with one setting.
     *
     * @param fault the end of a sentence that begins with the setting's name; what follows its first semicolon is
     *     the remedy
     */
    public static SettingException fault(String setting, String fault) {
        int end = fault.indexOf("; ");
        return end < 0
                ? of("{%s} %s", "", setting, fault)
                : of("{%s} %s", "%s", setting, fault.substring(0, end), fault.substring(end + 2));
    }

    /**
     * Refuses null for a setting that has a default.
     *
     * @throws SettingException if the value is null
     */
    public static void requirePresent(String setting, @Nullable Object value) {
        if (value == null) {
            throw of("{%s} is null", "give a value, or leave it out for the default", setting);
        }
    }

    /** The settings that the message names, those of the problem first; each once. */
    public List<String> settings() {
        return Stream.concat(settingsOfProblem(), remedy.settings()).distinct().toList();
    }

    Stream<String> settingsOfProblem() {
        return problem.settings();
    }

    /** What is wrong. */
    public String problem() {
        return problem.in(Wording.Word::ofBuilder);
    }

    /** What to do; empty where the problem says it. */
    public String remedy() {
        return remedy.in(Wording.Word::ofBuilder);
    }

    /** The message with other names for the settings. */
    public String message(SettingNames names) {
        return joined(problem.in(names::named), remedy.in(names::named));
    }

    private static String joined(String problem, String remedy) {
        return remedy.isEmpty() ? problem : problem + "; " + remedy;
    }
}
