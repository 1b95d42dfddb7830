package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;

/** What an endpoint speaks. Those with TLS need the server's flags of a {@link Certificate}. */
enum Transport {
    CLEAR("HTTP/1.1 without TLS", "http", 0),
    HTTP_1("HTTP/1.1", "https", 0),
    HTTP_2("HTTP/2, windows of 64 KB", "https", Http2Connection.INITIAL_WINDOW),
    HTTP_2_WIDE("HTTP/2, windows of 1 MB", "https", 1 << 20);

    private static final int BACKLOG = 4096;

    final String title;
    final String scheme;

    /** How many bytes a client may send over HTTP/2 before the server lets it go on; 0 where there is no HTTP/2. */
    final int window;

    Transport(String title, String scheme, int window) {
        this.title = title;
        this.scheme = scheme;
        this.window = window;
    }

    ServerSocket listen() throws IOException {
        if (scheme.equals("http")) {
            return new ServerSocket(0, BACKLOG, loopback());
        }
        SSLServerSocket socket =
                (SSLServerSocket) SSLServerSocketFactory.getDefault().createServerSocket(0, BACKLOG, loopback());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(window > 0 ? new String[] {"h2", "http/1.1"} : new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** Whether the client of an accepted connection has chosen HTTP/2. */
    static boolean isHttp2(Socket client) throws IOException {
        if (client instanceof SSLSocket secure) {
            secure.startHandshake();
            return secure.getApplicationProtocol().equals("h2");
        }
        return false;
    }

    static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
