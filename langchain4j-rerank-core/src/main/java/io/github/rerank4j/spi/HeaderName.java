package io.github.rerank4j.spi;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of headers as settings give them: a key may stand in the place of one. */
public final class HeaderName {

    /** Beside letters and digits; RFC 9110, section 5.6.2. */
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    /** What a message says of a name that is none and may be a key, so that it is not shown. */
    public static final String NONE = "what stands there as a header's name cannot be one: a name has letters, digits"
            + " and hyphens, no space and no colon; perhaps name and value are swapped";

    /** They follow from the address, the body and how it is sent. */
    private static final Set<String> RESERVED =
            Set.of("host", "content-type", "content-length", "transfer-encoding", "accept-encoding");

    /** Names that no key looks like. */
    private static final Pattern ORDINARY = Pattern.compile(
            "(?i)x-[a-z]{1,12}(-[a-z]{1,12}){0,3}|(proxy-)?authorization|api-key|accept|cookie|user-agent");

    private HeaderName() {}

    /** Whether HTTP has such names. */
    public static boolean isToken(String name) {
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

    /** What a message calls a header: by its name if that is no key for sure, else by where it stands. */
    public static String told(String name, String place) {
        return ORDINARY.matcher(name).matches() ? "header " + name : "a header of " + place;
    }
}
