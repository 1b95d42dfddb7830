package io.github.rerank4j.internal.http;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A base URL as the user pasted it: with or without the service's path or a part of it, with or without a slash. */
public final class Endpoint {

    private static final Pattern LOOPBACK = Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|::1");

    private final HttpUrl base;
    private final List<String> keys;
    private volatile @Nullable Resolved last;

    private Endpoint(HttpUrl base) {
        this.base = base;
        this.keys = Address.keys(base);
    }

    /**
     * The endpoint under a base URL.
     *
     * @throws SettingException if it is no http or https URL, or has a query, a fragment or user info
     */
    public static Endpoint of(String baseUrl) {
        HttpUrl url = HttpUrl.parse(baseUrl.strip());
        if (url == null || !OneLine.of(baseUrl.strip()).equals(baseUrl.strip())) {
            throw SettingException.of("{baseUrl}%s", "it must look like https://host/path", Address.fault(baseUrl));
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw SettingException.of(
                    "{baseUrl} holds a user name or password",
                    "remove it (%s), and set the key in the builder or in {customHeaders}",
                    Address.shown(url));
        }
        if (url.query() != null || url.fragment() != null) {
            throw SettingException.of("{baseUrl} holds a query or a fragment", "remove it: %s", Address.shown(url));
        }
        return new Endpoint(url);
    }

    /** The base URL followed by the path, where what both share at the seam is there once. */
    public Resolved resolve(String path) {
        Resolved known = last;
        if (known == null || !known.path.equals(path)) {
            HttpUrl url = join(path);
            known = new Resolved(path, url, url.uri(), Exchange.hostHeader(url), Address.shown(url));
            last = known;
        }
        return known;
    }

    /** A service with the method and the address it is asked at, as messages name it. */
    public String named(String service, String path) {
        return service + " (POST " + resolve(path).shown() + ")";
    }

    /** What about the address of a path may be why nothing answers there; null if nothing looks wrong. */
    @Nullable
    public String suspicion(String path) {
        return Address.suspicion(base, resolve(path).url(), path);
    }

    /** Where a location leads from the address of a path, and what to do about it; null if nowhere that can be. */
    @Nullable
    public Redirect redirect(String path, @Nullable String location) {
        HttpUrl asked = resolve(path).url();
        HttpUrl target = location == null ? null : asked.resolve(location);
        return target == null ? null : new Redirect(Address.shown(target), Address.afterRedirect(base, asked, target));
    }

    /** A server's words without what may be a key in the path of the base URL, which many repeat. */
    public String withoutKeys(String words) {
        String shown = words;
        for (String key : keys) {
            shown = shown.replace(key, "***");
        }
        return shown;
    }

    public boolean isHttps() {
        return base.isHttps();
    }

    /** Whether the traffic stays on this machine. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(base.host()).matches();
    }

    public String host() {
        return base.host();
    }

    private HttpUrl join(String path) {
        List<String> segments = new ArrayList<>(base.encodedPathSegments());
        segments.removeIf(String::isEmpty);
        List<String> rest = path.isEmpty() ? List.of() : List.of(path.split("/"));
        rest = rest.subList(shared(segments, rest), rest.size());
        HttpUrl.Builder joined = base.newBuilder().encodedPath("/");
        segments.forEach(joined::addEncodedPathSegment);
        rest.forEach(joined::addEncodedPathSegment);
        if (path.endsWith("/")) {
            joined.addEncodedPathSegment("");
        }
        return joined.build();
    }

    /** How many segments at the start of the path are at the end of the base already. */
    private static int shared(List<String> base, List<String> path) {
        for (int length = Math.min(base.size(), path.size()); length > 0; length--) {
            if (base.subList(base.size() - length, base.size()).equals(path.subList(0, length))) {
                return length;
            }
        }
        return 0;
    }

    /**
     * A redirect as messages name it.
     *
     * @param target the address it names, without user info and query
     * @param advice what to do about it
     */
    public record Redirect(String target, String advice) {}

    /** The address of a path, in all the forms in which it is needed. */
    public record Resolved(String path, HttpUrl url, URI uri, String hostHeader, String shown) {}
}
