package io.github.rerank4j.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A way to a server that can be blocked without a word, as by a lost route, or cut. */
final class Gate implements AutoCloseable {

    private final ServerSocket entrance;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Semaphore open = new Semaphore(1);

    Gate(int port) {
        this.port = port;
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        start(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + entrance.getLocalPort();
    }

    /** From now on nothing arrives on either side, and nobody is told. */
    void block() {
        open.acquireUninterruptibly();
    }

    /** What was held back arrives. */
    void unblock() {
        open.release();
    }

    void cut() {
        sockets.forEach(Gate::close);
        sockets.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket in = entrance.accept();
                Socket out = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(in);
                sockets.add(out);
                start(() -> copy(in, out));
                start(() -> copy(out, in));
            }
        } catch (IOException closed) {
            // with the case
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                open.acquireUninterruptibly();
                open.release();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException cut) {
            // the other side hears of it
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // it is
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
