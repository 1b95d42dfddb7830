package io.github.rerank4j.spring;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;

/** A proxy as it stands in properties. */
final class ProxyAddress {

    private static final int MAX_PORT = 65_535;

    private ProxyAddress() {}

    /**
     * The proxy of {@code http://host:port} or {@code socks://host:port}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    static Proxy of(URI address) {
        Proxy.Type type = "http".equals(address.getScheme())
                ? Proxy.Type.HTTP
                : "socks".equals(address.getScheme()) ? Proxy.Type.SOCKS : Proxy.Type.DIRECT;
        boolean bare = address.getHost() != null
                && address.getPort() > 0
                && address.getPort() <= MAX_PORT
                && address.getRawUserInfo() == null
                && (address.getRawPath() == null || address.getRawPath().matches("/?"));
        if (type == Proxy.Type.DIRECT || !bare) {
            throw new IllegalArgumentException(
                    "proxy is not of the form http://host:port or socks://host:port; credentials for one belong into an"
                            + " OkHttpClient of your own");
        }
        return new Proxy(type, InetSocketAddress.createUnresolved(address.getHost(), address.getPort()));
    }
}
