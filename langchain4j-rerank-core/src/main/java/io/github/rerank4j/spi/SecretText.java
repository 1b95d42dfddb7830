package io.github.rerank4j.spi;

import io.github.rerank4j.text.HarmlessName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a text that is given as a key or another secret. Never shows what might be one. */
public final class SecretText {

    private static final Pattern PLACEHOLDER = Pattern.compile("[$#]\\{([^}]*)}|\\{\\{([^}]*)}}");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\(([^)]*)\\)|\\$([A-Z][A-Z0-9_]*)|%([A-Z][A-Z0-9_]*)%|@([\\w.-]+)@");
    private static final Pattern EXAMPLE = Pattern.compile("<.*>|.*(?:\\.{3}|…).*", Pattern.DOTALL);
    private static final String QUOTES = "\"'`“”‘’";
    private static final String STARS = "***";
    private static final String SCHEME = "Bearer ";

    private SecretText() {}

    /**
     * Why the text cannot be the secret that is meant, as the end of a sentence that begins with the setting's name;
     * null if it can be. A placeholder that nobody has replaced is shown if it is a variable's or a property's name.
     */
    public static @Nullable String fault(@Nullable String secret) {
        if (secret == null || secret.isBlank()) {
            return "is missing, null or blank; perhaps the environment variable it comes from is not set";
        }
        String unreplaced = placeholder(secret);
        if (unreplaced != null) {
            return unreplaced;
        }
        if (EXAMPLE.matcher(secret.strip()).matches()) {
            return "is the text of an example; give your own key";
        }
        if (secret.contains(STARS)) {
            return "holds ***, so it is a key that a page has hidden; copy the whole key";
        }
        if (QUOTES.indexOf(secret.charAt(0)) >= 0 || QUOTES.indexOf(secret.charAt(secret.length() - 1)) >= 0) {
            return "begins or ends with a quotation mark; give it without";
        }
        return unsendable(secret);
    }

    private static @Nullable String unsendable(String secret) {
        if (isSendable(secret)) {
            return null;
        }
        if (isSendable(secret.strip())) {
            return "holds a space or a line break before or behind it; strip() what comes from a file";
        }
        boolean scheme = secret.strip().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return "holds a space, a line break or a character outside ASCII; give it alone"
                + (scheme ? ", without \"Bearer\"" : "");
    }

    private static boolean isSendable(String secret) {
        for (int i = 0; i < secret.length(); i++) {
            if (secret.charAt(i) <= ' ' || secret.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String placeholder(String secret) {
        Matcher variable = VARIABLE.matcher(secret.strip());
        if (variable.matches()) {
            return unreplaced(variable, variable.group());
        }
        Matcher placeholder = PLACEHOLDER.matcher(secret);
        return placeholder.find() ? unreplaced(placeholder, placeholder.group()) : null;
    }

    private static String unreplaced(Matcher placeholder, String whole) {
        String name = name(placeholder);
        boolean environment = HarmlessName.isOfVariable(name);
        boolean shown = environment || HarmlessName.isOfProperty(name);
        return (shown ? "is the placeholder " + whole : "is a placeholder")
                + ", which nobody has replaced by its value;"
                + " in Java pass the value, for example "
                + (environment ? "System.getenv(\"" + name + "\")" : "that of System.getenv(...)");
    }

    private static String name(Matcher placeholder) {
        for (int group = 1; group <= placeholder.groupCount(); group++) {
            String name = placeholder.group(group);
            if (name != null) {
                return name;
            }
        }
        return "";
    }
}
