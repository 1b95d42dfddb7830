package io.github.rerank4j.examples.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A way to a server on this machine that can be closed: what is sent to its address goes on to the server. While it is
 * closed, connections are refused, and those that were open are cut, as if the server had ended. Safe for use by many
 * threads.
 */
final class Gate implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gate");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = new HashSet<>();
    private final InetSocketAddress server;
    private final InetSocketAddress address;
    private @Nullable ServerSocket listening;
    private CompletableFuture<Void> accepting = CompletableFuture.completedFuture(null);

    private Gate(InetSocketAddress server) throws IOException {
        this.server = server;
        ServerSocket socket = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * A gate that is open, on a port of its own.
     *
     * @param server the address of a server, such as {@code http://127.0.0.1:8090}
     */
    static Gate to(String server) {
        URI uri = URI.create(server);
        try {
            return new Gate(new InetSocketAddress(uri.getHost(), uri.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    String url() {
        return "http://127.0.0.1:" + address.getPort();
    }

    /** Whether nobody gets through. */
    synchronized boolean isShut() {
        return listening == null;
    }

    /** Lets nobody through from now on, not even those who are on their way. Nothing if it is shut already. */
    void shut() {
        // until who accepts has noticed the port is not free
        cut().join();
    }

    private synchronized CompletableFuture<Void> cut() {
        end(listening);
        listening = null;
        open.forEach(Gate::end);
        open.clear();
        return accepting;
    }

    /**
     * Lets everybody through again, at the same address. Nothing if it is open already.
     *
     * @throws UncheckedIOException if somebody else has taken the port meanwhile
     */
    synchronized void reopen() {
        try {
            if (listening == null && !threads.isShutdown()) {
                listen(address);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized ServerSocket listen(InetSocketAddress where) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true); // the port has a past
            socket.bind(where);
        } catch (IOException e) {
            end(socket);
            throw e;
        }
        CompletableFuture<Void> end = new CompletableFuture<>();
        threads.execute(() -> accept(socket, end));
        listening = socket;
        accepting = end;
        return socket;
    }

    private void accept(ServerSocket socket, CompletableFuture<Void> end) {
        try {
            while (true) {
                lead(socket, socket.accept());
            }
        } catch (IOException shut) {
            end(socket);
        } finally {
            end.complete(null);
        }
    }

    /** A server that does not answer is one more that refuses. */
    private void lead(ServerSocket through, Socket caller) {
        Socket behind = new Socket();
        try {
            behind.connect(server);
        } catch (IOException e) {
            end(caller);
            return;
        }
        join(through, caller, behind);
    }

    private synchronized void join(ServerSocket through, Socket caller, Socket behind) {
        if (listening == through) {
            open.add(caller);
            open.add(behind);
            threads.execute(() -> copy(caller, behind));
            threads.execute(() -> copy(behind, caller));
        } else {
            end(caller);
            end(behind);
        }
    }

    private void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cut) {
            end(to);
        } finally {
            end(from);
            forget(from);
        }
    }

    private synchronized void forget(Socket socket) {
        open.remove(socket);
    }

    private static void end(@Nullable Closeable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    /** Shuts it for ever. */
    @Override
    public void close() {
        shut();
        threads.shutdown();
    }
}
