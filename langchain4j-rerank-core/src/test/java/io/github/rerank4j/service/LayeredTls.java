package io.github.rerank4j.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** TLS the way OkHttp asks for it, over a socket that is there; made in another way than usual. */
final class LayeredTls extends SSLSocketFactory {

    private final SSLSocketFactory usual;
    private final Layer layer;

    /** Makes a socket of TLS over another. */
    interface Layer {
        Socket over(Socket plain, String host, int port) throws IOException;
    }

    LayeredTls(SSLSocketFactory usual, Layer layer) {
        this.usual = usual;
        this.layer = layer;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return layer.over(plain, host, port);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return usual.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return usual.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
