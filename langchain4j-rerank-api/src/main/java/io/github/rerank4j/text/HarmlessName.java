package io.github.rerank4j.text;

import java.util.regex.Pattern;

/**
 * Names that may be shown where somebody may have written a secret in their place: they look as only such names do. False
 * is no complaint about a name, just that nobody can be sure.
 */
public final class HarmlessName {

    /** No name is longer. */
    private static final int LONGEST = 100;
    /** No key is this short. */
    private static final int NO_KEY = 12;
    /** A number with its unit has no more. */
    private static final int FEW_LETTERS = 2;

    private static final Pattern VARIABLE = Pattern.compile("[A-Z]+(?:_[A-Z0-9]+)+");
    private static final Pattern PROPERTY = Pattern.compile("[a-z]+(?:[.-][a-z]+)*\\.[a-z]+(?:[.-][a-z]+)*");
    private static final Pattern ENTRY = Pattern.compile("[A-Za-z]+[0-9]{0,3}(?:[-_.][A-Za-z]+[0-9]{0,3})*");

    private HarmlessName() {}

    /** Whether it is the name of an environment variable: {@code APP_KEY_2}. */
    public static boolean isOfVariable(String name) {
        return is(VARIABLE, name);
    }

    /** Whether it is the name of a property: {@code app.rerank-key}. */
    public static boolean isOfProperty(String name) {
        return is(PROPERTY, name);
    }

    /** Whether it is the name of a header, or of another entry: {@code X-Team}. A key has letters behind digits. */
    public static boolean isOfEntry(String name) {
        return is(ENTRY, name);
    }

    /** Whether somebody may have written a key there: it is long, no number, and looks as no name does. */
    public static boolean mayBeKey(String written) {
        return written.length() > NO_KEY
                && written.chars()
                                .filter(Character::isLetter)
                                .limit(FEW_LETTERS + 1L)
                                .count()
                        > FEW_LETTERS
                && !isOfEntry(written);
    }

    /** What somebody wrote, in quotation marks on one line, or these words in place of what may be a key. */
    public static String quoted(String written) {
        return mayBeKey(written) ? "\"…\" (not shown, because it may be a key)" : '"' + OneLine.word(written) + '"';
    }

    /**
     * A reference to a variable or a property as it may be shown: <code>${APP_KEY}</code>, or these words where a secret may
     * be in the place of the name.
     */
    public static String reference(String name, String words) {
        return isOfVariable(name) || isOfProperty(name) ? "${" + name + '}' : words;
    }

    private static boolean is(Pattern names, String name) {
        return name.length() <= LONGEST && names.matcher(name).matches();
    }
}
