package io.github.rerank4j.internal;

import java.util.regex.Pattern;

/** Names of headers as settings give them: a key may stand in the place of one. */
public final class HeaderName {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Names that no key looks like. */
    private static final Pattern ORDINARY = Pattern.compile(
            "(?i)x-[a-z]{1,12}(-[a-z]{1,12}){0,3}|(proxy-)?authorization|api-key|accept|cookie|user-agent");

    private HeaderName() {}

    /** Whether HTTP has such names. */
    public static boolean isToken(String name) {
        return TOKEN.matcher(name).matches();
    }

    /** What a message calls a header: by its name if that is no key for sure, else by where it stands. */
    public static String told(String name, String place) {
        return ORDINARY.matcher(name).matches() ? "header " + name : "a header of " + place;
    }
}
