package io.github.rerank4j.tencent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** Makes one proxy the JVM's for a scheme, on every host, until it is closed. */
final class DefaultProxy extends ProxySelector implements AutoCloseable {

    private final ProxySelector before = ProxySelector.getDefault();
    private final String scheme;
    private final Proxy proxy;

    DefaultProxy(String scheme, String url) {
        URI address = URI.create(url);
        this.scheme = scheme;
        this.proxy = new Proxy(
                scheme.equals("socket") ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                new InetSocketAddress(address.getHost(), address.getPort()));
        ProxySelector.setDefault(this);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(scheme.equals(uri.getScheme()) ? proxy : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

    @Override
    public void close() {
        ProxySelector.setDefault(before);
    }
}
