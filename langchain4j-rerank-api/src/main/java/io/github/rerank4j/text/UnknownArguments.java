package io.github.rerank4j.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Arguments that a command does not know, as it may show them: who guesses the name of an option writes a key behind it,
 * or in the place of one.
 */
public final class UnknownArguments {

    /** As options of commands are named: words in small letters, behind two dashes. A key has digits or capitals. */
    private static final Pattern OPTION = Pattern.compile("--[a-z]{2,16}(?:-[a-z]{2,16}){0,4}");

    private static final String HIDDEN = "(not shown, because it may be a key)";

    private UnknownArguments() {}

    /**
     * What is wrong, as a sentence without its end: names of options, and nothing that stands behind one, nor an argument
     * without an option.
     *
     * @param unknown what nobody asked for, in the order in which it was written; not empty
     */
    public static String words(List<String> unknown) {
        List<String> options = new ArrayList<>();
        for (String argument : unknown) {
            String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            if (OPTION.matcher(name).matches() && !options.contains(name)) {
                options.add(name);
            }
        }
        if (options.isEmpty()) {
            return unknown.get(0).startsWith("-")
                    ? "there is no such option " + HIDDEN
                    : "there is no such argument " + HIDDEN;
        }
        return "there is no option " + options.stream().collect(Collectors.joining("\", \"", "\"", "\""));
    }
}
