package io.github.rerank4j.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Addresses in messages: without user info, query and what may be a key; and what looks wrong about them. */
public final class Address {

    private static final Pattern KEY = Pattern.compile("(?i)\\b(sk|pk|nvapi|hf|gsk|bce)[-_][\\w-]{6,}"
            + "|(?:\\G|(?<![a-z0-9]))(?=[a-z]*\\d)(?=[0-9]*[a-z])[a-z0-9]{20,}"
            + "|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");

    private static final Pattern PLAIN =
            Pattern.compile("(?i)([a-z][a-z0-9+.-]*:/{1,2})?(localhost|[\\w-]+(\\.[\\w-]+)+)(:\\d+)?(/[\\w./%~-]*)?");

    private static final Pattern LOCAL = Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3})([:/].*)?");
    private static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]*):/.*");
    private static final Pattern PORT = Pattern.compile("[^/]*//[^/]*[^:/]:[^/\\]]*(/.*)?");
    private static final List<String> OTHER_PATHS =
            List.of("chat/completions", "completions", "embeddings", "responses", "messages");
    private static final Pattern RERANK_PATH = Pattern.compile("(?i)(re)?rank(s|ing|er)?|score");
    private static final Pattern VERSION = Pattern.compile("(?i)v\\d+(beta\\d*)?");

    private Address() {}

    /** Scheme, host, the port unless it is the scheme's own, and path. */
    public static String shown(HttpUrl url) {
        return url.scheme() + "://" + Exchange.hostHeader(url)
                + KEY.matcher(url.encodedPath()).replaceAll("***");
    }

    /** What may be keys in the path of an address. */
    static List<String> keys(HttpUrl url) {
        return KEY.matcher(url.encodedPath()).results().map(MatchResult::group).toList();
    }

    /** A base URL as it was given, but for what may be a key in its path. */
    public static String shown(String baseUrl) {
        int host = baseUrl.indexOf("//") + 2;
        int path = baseUrl.indexOf('/', host);
        return path < 0
                ? baseUrl
                : baseUrl.substring(0, path)
                        + KEY.matcher(baseUrl.substring(path)).replaceAll("***");
    }

    /** What is wrong with a base URL that is none, to follow its name; with its value where that is an address for sure. */
    static String fault(String baseUrl) {
        String value = baseUrl.strip();
        String address = value.replaceFirst("[?#].*", "").replaceFirst("(?<=//)[^/]*@", "");
        boolean safe = address.length() <= 200
                && PLAIN.matcher(address).matches()
                && !KEY.matcher(address).find();
        String shown = (safe ? " \"" + address + "\"" : "");
        Matcher scheme = SCHEME.matcher(value);
        if (value.isEmpty()) {
            return " is empty";
        }
        if (value.contains("${")) {
            return " is a placeholder that nothing has replaced";
        }
        if (value.matches("(?s).*\\s.*")) {
            return " holds a space or a line break";
        }
        if (!scheme.matches()) {
            return shown + " has no scheme" + (safe ? "; write " + likelyScheme(address) + address : "");
        }
        if (!scheme.group(1).toLowerCase(Locale.ROOT).matches("https?")) {
            return shown + " has a scheme other than http and https";
        }
        return shown
                + (PORT.matcher(value).matches()
                        ? " has a port that is not a number from 1 to 65535"
                        : " names no host");
    }

    private static String likelyScheme(String address) {
        return LOCAL.matcher(address).matches() ? "http://" : "https://";
    }

    /** What about an address may be why nothing answers there; null if nothing looks wrong. */
    static @Nullable String suspicion(HttpUrl base, HttpUrl asked, String path) {
        String pasted = String.join("/", base.pathSegments()).replaceAll("/+$", "");
        for (String other : OTHER_PATHS) {
            if (pasted.equals(other) || pasted.endsWith("/" + other) || pasted.contains("/" + other + "/")) {
                return "baseUrl holds " + other + ", the path of another API; cut it off";
            }
        }
        String last = pasted.substring(pasted.lastIndexOf('/') + 1);
        boolean behind = asked.pathSegments().size() > pasted.split("/").length;
        if (RERANK_PATH.matcher(last).matches() && behind) {
            return "baseUrl ends with " + last + ", and " + path
                    + " was put behind it; cut it off, or state that path in the dialect";
        }
        List<String> versions = asked.pathSegments().stream()
                .filter(segment -> VERSION.matcher(segment).matches())
                .toList();
        if (versions.size() > 1) {
            return "the path holds " + String.join(" and ", versions) + "; cut " + versions.get(0) + " off baseUrl";
        }
        return VERSION.matcher(last).matches() && behind && !path.startsWith(last + "/")
                ? "perhaps the server is reached without the " + last + " of baseUrl"
                : null;
    }

    /** What to do about a redirect from one address to another. */
    static String afterRedirect(HttpUrl base, HttpUrl asked, HttpUrl target) {
        boolean sameHost = asked.host().equals(target.host());
        if (sameHost && !asked.isHttps() && target.isHttps() && sameIgnoringSlash(asked, target)) {
            return "set baseUrl to "
                    + shown(base.newBuilder()
                            .scheme("https")
                            .port(target.port())
                            .build());
        }
        if (sameHost && asked.port() == target.port() && sameIgnoringSlash(asked, target)) {
            return "only the slash at the end differs; write the path with it in a dialect, or let the server respond"
                    + " without it";
        }
        return "set baseUrl to the address that answers";
    }

    private static boolean sameIgnoringSlash(HttpUrl one, HttpUrl other) {
        return withoutEnd(one.encodedPath()).equals(withoutEnd(other.encodedPath()));
    }

    private static String withoutEnd(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
