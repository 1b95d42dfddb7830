package io.github.rerank4j.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.SocketEffect;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** One reply on its way to one client: it waits as scripted, and ends early when the client or the server leaves. */
final class Delivery implements MockResponseBody {
    private static final int SLICE = 32 * 1024;

    private final ScriptedReply reply;
    private final WatchedSocket connection;
    private final CompletableFuture<Void> closing;
    private @Nullable CompletableFuture<?> over;

    /**
     * @param connection where the request came from
     * @param closing complete as soon as the server is being closed
     */
    Delivery(ScriptedReply reply, WatchedSocket connection, CompletableFuture<Void> closing) {
        this.reply = reply;
        this.connection = connection;
        this.closing = closing;
    }

    /** Waits until it is time, then gives the engine what to send. */
    MockResponse response() throws IOException, InterruptedException {
        return switch (reply.fate()) {
            case ANSWERED -> comesTheTime() ? answer() : cut();
            case NEVER_ANSWERED, NEVER_READ -> {
                waitFor(new CompletableFuture<>());
                yield cut();
            }
            case RESET, RESET_AT_CONNECT -> {
                connection.reset();
                yield cut();
            }
        };
    }

    private boolean comesTheTime() throws InterruptedException {
        return pause(reply.pace().delay()) && waitFor(reply.pace().release());
    }

    private MockResponse answer() {
        MockResponse.Builder answer = new MockResponse.Builder().code(reply.status());
        if (reply.body().length > 0) {
            answer.body(this);
        } else {
            connection.answered();
        }
        if (reply.ending() == ScriptedReply.Ending.ENDLESS) {
            answer.removeHeader("Content-Length");
        }
        reply.headers().forEach(header -> answer.setHeader(header.getFirst(), header.getSecond()));
        return answer.build();
    }

    private MockResponse cut() throws IOException {
        connection.close();
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    @Override
    public long getContentLength() {
        return reply.body().length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try {
            write(sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in the middle of a reply");
        }
    }

    private void write(BufferedSink sink) throws IOException, InterruptedException {
        int length = reply.body().length;
        switch (reply.ending()) {
            case WHOLE -> {
                write(sink, length - 1);
                // all there but for the last byte: a client that has that one may leave
                connection.answered();
                sink.writeByte(reply.body()[length - 1]);
            }
            case TRUNCATED -> {
                write(sink, length / 2);
                sink.flush();
                throw broken();
            }
            case SILENT -> {
                sink.flush();
                waitFor(new CompletableFuture<>());
                throw broken();
            }
            case ENDLESS -> {
                while (true) {
                    write(sink, length);
                    sink.flush();
                }
            }
        }
    }

    private void write(BufferedSink sink, int count) throws IOException, InterruptedException {
        Pace pace = reply.pace();
        int slice = pace.drips() ? pace.bytesPerTick() : SLICE;
        for (int at = 0; at < count; at += slice) {
            sink.write(reply.body(), at, Math.min(slice, count - at));
            if (pace.drips()) {
                sink.flush();
                if (!pause(pace.tick())) {
                    throw broken();
                }
            }
        }
    }

    /** Closes the connection, because a body that was begun cannot be taken back. */
    private IOException broken() throws IOException {
        connection.close();
        return new IOException("the reply ends in the middle of its body");
    }

    /** False when it is over before. */
    private boolean pause(Duration time) throws InterruptedException {
        if (time.isZero()) {
            return true;
        }
        try {
            over().get(time.toNanos(), TimeUnit.NANOSECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("neither a client nor a server leaves with an exception", e);
        }
    }

    /** False when it is over before. */
    private boolean waitFor(CompletableFuture<?> release) throws InterruptedException {
        if (release.isDone()) {
            return true;
        }
        CompletableFuture<?> released = release.handle((result, failure) -> true);
        try {
            CompletableFuture.anyOf(released, over()).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("none of them completes with an exception", e);
        }
        return release.isDone();
    }

    private CompletableFuture<?> over() {
        if (over == null) {
            over = CompletableFuture.anyOf(connection.watch(), closing);
        }
        return over;
    }
}
