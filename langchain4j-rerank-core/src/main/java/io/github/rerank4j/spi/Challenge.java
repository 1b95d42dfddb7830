package io.github.rerank4j.spi;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code WWW-Authenticate}, in which some servers alone say why they let nobody in (RFC 6750 §3). */
final class Challenge {

    private static final Pattern ERROR = Pattern.compile("(?i)\\berror\\s*=\\s*\"?([^\",]+)\"?");
    private static final Pattern DESCRIPTION =
            Pattern.compile("(?i)\\berror_description\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

    private Challenge() {}

    /** What the challenge gives as the reason, and its code into those; empty without a header. */
    static String words(@Nullable String header, Collection<String> codes) {
        if (header == null || header.isBlank()) {
            return "";
        }
        Matcher error = ERROR.matcher(header);
        if (error.find()) {
            codes.add(error.group(1).strip());
        }
        Matcher description = DESCRIPTION.matcher(header);
        return description.find()
                ? description.group(1).replaceAll("\\\\(.)", "$1")
                : "the server asks for \"" + header.strip() + "\" (WWW-Authenticate)";
    }
}
