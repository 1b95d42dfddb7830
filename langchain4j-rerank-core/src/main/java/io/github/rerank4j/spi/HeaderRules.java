package io.github.rerank4j.spi;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a header that a setting gives may be. Messages show no value, and no name that may be a key. */
public final class HeaderRules {

    /** Beside letters and digits; RFC 9110, section 5.6.2. */
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    /** Says of a name that is none; it may be a key, so that it is not shown. */
    private static final String NO_NAME = "a header's name is not valid (letters, digits and hyphens; no space, no"
            + " colon); perhaps name and value are swapped";

    /** They follow from the address, the body and how it is sent. */
    private static final Set<String> RESERVED =
            Set.of("host", "content-type", "content-length", "transfer-encoding", "accept-encoding");

    /** Names that no key looks like. */
    private static final Pattern ORDINARY = Pattern.compile(
            "(?i)x-[a-z]{1,12}(-[a-z]{1,12}){0,3}|(proxy-)?authorization|api-key|accept|cookie|user-agent");

    private HeaderRules() {}

    /** What is wrong with a name, for a message; null if nothing is. */
    public static @Nullable String problemOf(@Nullable String name) {
        return name == null || !isToken(name) ? NO_NAME : null;
    }

    /**
     * What is wrong with a header, for a message; null if nothing is.
     *
     * @param owner what has the header, for a name that may be a key
     */
    public static @Nullable String problemOf(@Nullable String name, @Nullable String value, String owner) {
        if (name == null || !isToken(name)) {
            return NO_NAME;
        }
        return value != null && isPrintable(value)
                ? null
                : "the value of " + named(name, owner) + " is null or not printable ASCII, so HTTP cannot carry it";
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && TOKEN_SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether no user sets it under any service, in any case. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** What a message calls a header: its name if that is no key for sure, else what has it. */
    public static String named(String name, String owner) {
        return ORDINARY.matcher(name).matches() ? "header " + name : "a header of " + owner;
    }
}
