package io.github.rerank4j.redis;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One JVM with callers that ask a service as fast as the limiter lets them; a program of its own. */
final class Callers {

    private final RateLimiter limiter;
    private final int service;
    private final boolean stalls;
    private final long tokens;
    private final long until;
    private final List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failed = new AtomicInteger();
    private int asked;

    private Callers(RateLimiter limiter, int service, boolean stalls, long tokens, long seconds) {
        this.limiter = limiter;
        this.service = service;
        this.stalls = stalls;
        this.tokens = tokens;
        this.until = System.nanoTime() + seconds * 1_000_000_000L;
    }

    /** Redis' address, the service's port, callers, seconds, whether they stall, requests, tokens a period or 0. */
    public static void main(String[] args) throws Exception {
        RedisClient client = RedisClient.create(args[0]);
        long tokens = Long.parseLong(args[6]);
        long requests = Long.parseLong(args[5]);
        try (RedisRateLimiter limiter = tokens == 0
                ? RedisRateLimiter.perSecond(client, "many", (double) requests)
                : RedisRateLimiter.perMinute(client, "many", requests, tokens)) {
            Callers callers = new Callers(
                    limiter, Integer.parseInt(args[1]), Boolean.parseBoolean(args[4]), tokens, Long.parseLong(args[3]));
            callers.run(Integer.parseInt(args[2]));
        }
        System.exit(0);
    }

    private void run(int callers) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Random random = new Random();
            Thread thread = new Thread(() -> call(random));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<Integer> order = List.copyOf(served);
        boolean inOrder = order.stream().sorted().toList().equals(order);
        System.out.println("RESULT " + order.size() + " " + inOrder + " " + failed);
    }

    private void call(Random random) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service)) {
            socket.setTcpNoDelay(true);
            while (System.nanoTime() < until) {
                long estimate = tokens == 0 ? 0 : tokens / 200 + random.nextLong(tokens / 200);
                attempt(socket, random, estimate);
            }
        } catch (Exception ended) {
            failed.incrementAndGet();
        }
    }

    private void attempt(Socket socket, Random random, long estimate) throws IOException {
        Permit permit = ask(Demand.builder().tokens(estimate).build()).join();
        if (stalls && random.nextInt(12) == 0) {
            LockSupport.parkNanos((300 + random.nextInt(501)) * 1_000_000L);
        }
        // the estimate is up to a tenth too low, or a third too high
        long used = tokens == 0 ? 0 : (long) (estimate * (0.67 + random.nextDouble() * 0.43));
        socket.getOutputStream().write((used + " " + System.nanoTime() + "\n").getBytes(StandardCharsets.US_ASCII));
        permit.sent();
        int answer = socket.getInputStream().read();
        if (answer == '-') {
            permit.rejected();
        }
        if (tokens > 0) {
            permit.used(new TokenUsage((int) used, 0, (int) used));
        }
        permit.answered();
    }

    /** In the order of their numbers, which is that of the line. */
    private synchronized CompletableFuture<Permit> ask(Demand demand) {
        int number = asked++;
        CompletableFuture<Permit> permit = limiter.acquire(demand);
        return permit.thenApply(given -> {
            served.add(number);
            return given;
        });
    }
}
