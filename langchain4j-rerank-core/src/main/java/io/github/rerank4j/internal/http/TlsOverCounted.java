package io.github.rerank4j.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** TLS sockets of another factory, each noted with the counted socket beneath it. */
final class TlsOverCounted extends SSLSocketFactory {

    private final SSLSocketFactory sockets;
    private final Map<Socket, CountedSocket> beneath;

    TlsOverCounted(SSLSocketFactory sockets, Map<Socket, CountedSocket> beneath) {
        this.sockets = sockets;
        this.beneath = beneath;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        Socket secure = sockets.createSocket(plain, host, port, autoClose);
        if (plain instanceof CountedSocket counted) {
            counted.beginTls();
            beneath.put(secure, counted);
        }
        return secure;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return sockets.createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return sockets.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return sockets.createSocket(host, port, local, localPort);
    }
}
