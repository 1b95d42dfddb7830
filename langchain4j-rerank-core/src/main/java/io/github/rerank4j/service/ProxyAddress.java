package io.github.rerank4j.service;

import io.github.rerank4j.settings.SettingException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** A proxy as configuration writes it: {@code http://host:port} or {@code socks://host:port}. */
final class ProxyAddress {

    private static final Map<String, Proxy.Type> TYPES = Map.of("http", Proxy.Type.HTTP, "socks", Proxy.Type.SOCKS);
    private static final int MAX_PORT = 65_535;

    private ProxyAddress() {}

    /**
     * The proxy at an address; its host is looked up at each connection.
     *
     * @throws SettingException if the address has another form
     */
    static Proxy of(String address) {
        URI parsed = parsed(address);
        Proxy.Type type = TYPES.get(String.valueOf(parsed.getScheme()));
        boolean onlyHostAndPort = parsed.getHost() != null
                && parsed.getPort() > 0
                && parsed.getPort() <= MAX_PORT
                && address.endsWith("://" + parsed.getHost() + ":" + parsed.getPort());
        if (type == null || !onlyHostAndPort) {
            throw refused();
        }
        return new Proxy(type, InetSocketAddress.createUnresolved(parsed.getHost(), parsed.getPort()));
    }

    private static URI parsed(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException holdsTheAddress) {
            // without its cause: there may be a password in it
            throw refused();
        }
    }

    private static SettingException refused() {
        return SettingException.of(
                "{proxy} is neither http://host:port nor socks://host:port",
                "write one of these; for a proxy with a password set {httpClient|an OkHttpClient bean}");
    }
}
