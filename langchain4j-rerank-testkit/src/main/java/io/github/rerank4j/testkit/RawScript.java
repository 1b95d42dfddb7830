package io.github.rerank4j.testkit;

import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.local.ReceivedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The replies of a {@link RawServer} that nobody has got yet, and what became of the others. */
final class RawScript {
    private static final RawReply NONE_LEFT = RawReply.http("501 Not Implemented", "no reply is left");

    private final Deque<RawReply> replies = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> turns = new ArrayList<>();
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private int begun;

    synchronized void enqueue(List<RawReply> more) {
        replies.addAll(more);
    }

    /** What to do with a connection that was just made; null when there is nothing to do. */
    synchronized @Nullable Turn atConnect() {
        RawReply head = replies.peek();
        if (head == null || head.moment() != RawReply.Moment.AT_CONNECT) {
            return null;
        }
        replies.remove();
        return turn(head, body -> null);
    }

    /** What to do with a request whose head was read. */
    synchronized Turn next(Function<byte[], @Nullable ReceivedRequest> request) {
        begun++;
        RawReply reply = replies.poll();
        return turn(reply == null ? NONE_LEFT : reply, request);
    }

    private Turn turn(RawReply reply, Function<byte[], @Nullable ReceivedRequest> request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        turns.add(done);
        return new Turn(reply, request, done);
    }

    synchronized int begun() {
        return begun;
    }

    synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    private synchronized void received(@Nullable ReceivedRequest request) {
        if (request != null) {
            requests.add(request);
        }
    }

    void awaitDone(Duration timeout) throws InterruptedException {
        try {
            allTurns().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("a reply is still under way after " + Durations.readable(timeout), e);
        }
    }

    private synchronized CompletableFuture<Void> allTurns() {
        return CompletableFuture.allOf(turns.toArray(CompletableFuture<?>[]::new));
    }

    /** One reply that was taken and what it answers. */
    final class Turn {
        private final RawReply reply;
        private final Function<byte[], @Nullable ReceivedRequest> request;
        private final CompletableFuture<Void> done;

        private Turn(
                RawReply reply, Function<byte[], @Nullable ReceivedRequest> request, CompletableFuture<Void> done) {
            this.reply = reply;
            this.request = request;
            this.done = done;
        }

        RawReply reply() {
            return reply;
        }

        /** Performs the reply to a request with that body. */
        void run(RawConnection connection, byte[] body) throws IOException, InterruptedException {
            received(request.apply(body));
            try {
                reply.perform(connection);
            } finally {
                done.complete(null);
            }
        }
    }
}
