package io.github.rerank4j.spi;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;

/** A proxy as configuration writes it, for integrations: {@code http://host:port} or {@code socks://host:port}. */
public final class ProxyAddress {

    private static final Map<String, Proxy.Type> TYPES = Map.of("http", Proxy.Type.HTTP, "socks", Proxy.Type.SOCKS);
    private static final int MAX_PORT = 65_535;

    private ProxyAddress() {}

    /**
     * The proxy at an address; its host is looked up at each connection.
     *
     * @throws IllegalArgumentException if the address has another form
     */
    public static Proxy of(URI address) {
        Proxy.Type type = TYPES.get(String.valueOf(address.getScheme()));
        boolean onlyHostAndPort = address.getHost() != null
                && address.getPort() > 0
                && address.getPort() <= MAX_PORT
                && address.toString().endsWith("://" + address.getHost() + ":" + address.getPort());
        if (type == null || !onlyHostAndPort) {
            throw new IllegalArgumentException(
                    "proxy is no http://host:port or socks://host:port; a proxy that asks for"
                            + " a password needs an OkHttpClient of its own");
        }
        return new Proxy(type, InetSocketAddress.createUnresolved(address.getHost(), address.getPort()));
    }
}
