package io.github.rerank4j.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a server that forgets connections, as networks do with idle ones: nothing gets through any more in either
 * direction, nobody is told, and what is sent is taken all the same. New connections work.
 */
final class ForgetfulPath implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listener;
    private final int server;
    private final Set<Connection> known = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();

    private ForgetfulPath(ServerSocket listener, int server) {
        this.listener = listener;
        this.server = server;
    }

    /** A way to the server at that address. */
    static ForgetfulPath to(String url) {
        try {
            ForgetfulPath path = new ForgetfulPath(
                    new ServerSocket(0, 1_024, here()), URI.create(url).getPort());
            SoakServer.daemon("soak-path", path::accept);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections were made so far. */
    int connections() {
        return made.get();
    }

    /** Forgets all connections that there are; how many those were. */
    int forget() {
        List<Connection> all = List.copyOf(known);
        all.forEach(connection -> connection.forgotten = true);
        all.forEach(known::remove);
        return all.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Connection connection = new Connection(client, new Socket(here(), server));
                made.incrementAndGet();
                known.add(connection);
                SoakServer.daemon("soak-path-up", () -> connection.carry(connection.client, connection.server));
                SoakServer.daemon("soak-path-down", () -> connection.carry(connection.server, connection.client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static InetAddress here() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** One connection in two halves. */
    private final class Connection {

        private final Socket client;
        private final Socket server;
        private volatile boolean forgotten;

        Connection(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
        }

        void carry(Socket from, Socket to) {
            byte[] bytes = new byte[BUFFER];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    if (!forgotten) {
                        to.getOutputStream().write(bytes, 0, read);
                    }
                }
            } catch (IOException ended) {
                // by the other half
            } finally {
                known.remove(this);
                open.remove(from);
                open.remove(to);
            }
        }
    }
}
