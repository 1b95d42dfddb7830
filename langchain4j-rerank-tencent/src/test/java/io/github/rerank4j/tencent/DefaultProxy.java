package io.github.rerank4j.tencent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** One proxy for a scheme, on every host. */
final class DefaultProxy extends ProxySelector {

    private final String scheme;
    private final Proxy proxy;

    DefaultProxy(String scheme, String url) {
        URI address = URI.create(url);
        this.scheme = scheme;
        this.proxy = new Proxy(
                scheme.equals("socket") ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                new InetSocketAddress(address.getHost(), address.getPort()));
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(scheme.equals(uri.getScheme()) ? proxy : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
