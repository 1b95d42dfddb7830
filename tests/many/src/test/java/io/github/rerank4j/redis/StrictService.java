package io.github.rerank4j.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * A service that counts the requests of any one window, and refuses what is too much at once. A request is a line with
 * its tokens; the response comes after the service time.
 */
final class StrictService implements AutoCloseable {

    private static final long SERVICE_MILLIS = 30;

    private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(2);
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Deque<Arrival> window = new ArrayDeque<>();
    private final ServerSocket entrance;
    private final long periodNanos;
    private final long limit;
    private final ToLongFunction<Arrival> weight;
    private long inside;
    private int rejected;

    /** One request: when it was read, and when its sender wrote it. Both are of the machine's one clock. */
    record Arrival(long at, long sent, long tokens) {}

    StrictService(long limit, long periodNanos, ToLongFunction<Arrival> weight) {
        this.limit = limit;
        this.periodNanos = periodNanos;
        this.weight = weight;
        try {
            this.entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = entrance.accept();
                socket.setTcpNoDelay(true);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // with the case
        }
    }

    private void serve(Socket socket) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                boolean taken = arrived(Long.parseLong(words[0]), Long.parseLong(words[1]));
                answers.schedule(() -> answer(socket, taken), SERVICE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (IOException killed) {
            // the JVM is gone
        }
    }

    private static void answer(Socket socket, boolean taken) {
        try {
            socket.getOutputStream().write(taken ? '+' : '-');
        } catch (IOException killed) {
            // the JVM is gone
        }
    }

    private synchronized boolean arrived(long tokens, long sent) {
        Arrival arrival = new Arrival(System.nanoTime(), sent, tokens);
        while (!window.isEmpty() && arrival.at() - window.getFirst().at() >= periodNanos) {
            inside -= weight.applyAsLong(window.removeFirst());
        }
        arrivals.add(arrival);
        window.add(arrival);
        inside += weight.applyAsLong(arrival);
        rejected += inside > limit ? 1 : 0;
        return inside <= limit;
    }

    /** The most that any window of a period saw. */
    long most() {
        return most(Arrival::at);
    }

    /** The most that was written in any window of a period. */
    long mostSent() {
        return most(Arrival::sent);
    }

    private synchronized long most(ToLongFunction<Arrival> when) {
        List<Arrival> sorted = new ArrayList<>(arrivals);
        sorted.sort(Comparator.comparingLong(when));
        long most = 0;
        long sum = 0;
        int first = 0;
        for (Arrival last : sorted) {
            sum += weight.applyAsLong(last);
            while (when.applyAsLong(last) - when.applyAsLong(sorted.get(first)) >= periodNanos) {
                sum -= weight.applyAsLong(sorted.get(first++));
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    /** How long the slowest request was on its way; the limiter allows for 100 ms. */
    synchronized long longestTravelMillis() {
        return arrivals.stream()
                .mapToLong(arrival -> (arrival.at() - arrival.sent()) / 1_000_000)
                .max()
                .orElse(0);
    }

    /** Forgets what came while JVMs started. */
    synchronized void forget() {
        arrivals.clear();
        rejected = 0;
    }

    /** What came between two moments. */
    synchronized long between(long from, long to) {
        return arrivals.stream()
                .filter(arrival -> arrival.at() >= from && arrival.at() < to)
                .mapToLong(weight)
                .sum();
    }

    synchronized int rejected() {
        return rejected;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "strict-service");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        answers.shutdownNow();
    }
}
