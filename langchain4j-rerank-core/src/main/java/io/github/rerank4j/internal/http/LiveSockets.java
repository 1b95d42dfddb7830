package io.github.rerank4j.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import javax.net.SocketFactory;

/**
 * Sockets that send at once: with Nagle's algorithm a body of several writes waits for a delayed ACK. The kernel asks the
 * other side whether it is still there when nothing has been heard of it for a while, and fails the socket where nobody
 * answers. Those of the JDK's default factory are counted.
 */
final class LiveSockets extends SocketFactory {

    /**
     * Seconds of silence before the first probe, between probes, and how many may stay without an answer: a host that is
     * gone is noticed within 25 s. The names are those of {@code jdk.net.ExtendedSocketOptions}, whose module a small
     * runtime may lack.
     */
    private static final Map<String, Integer> PROBES =
            Map.of("TCP_KEEPIDLE", 10, "TCP_KEEPINTERVAL", 5, "TCP_KEEPCOUNT", 3);

    private final SocketFactory sockets;

    LiveSockets(SocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket() throws IOException {
        return live(sockets == SocketFactory.getDefault() ? new CountedSocket() : sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return live(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return live(sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return live(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return live(sockets.createSocket(host, port, local, localPort));
    }

    private static Socket live(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        for (SocketOption<?> option : socket.supportedOptions()) {
            Integer value = PROBES.get(option.name());
            if (value != null && option.type() == Integer.class) {
                set(socket, option, value);
            }
        }
        return socket;
    }

    @SuppressWarnings("unchecked") // its type was looked at
    private static void set(Socket socket, SocketOption<?> option, int value) throws IOException {
        socket.setOption((SocketOption<Integer>) option, value);
    }
}
