package io.github.rerank4j.tencent;

import io.github.rerank4j.internal.Exchange;
import io.github.rerank4j.internal.Ongoing;
import io.github.rerank4j.internal.Transfer;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Single small requests, each with a limit of time that covers looking up the host's name too. */
final class CredentialsHttp {

    private final Executor background;
    private final Function<Duration, Exchange> exchanges;

    private CredentialsHttp(Executor background, Function<Duration, Exchange> exchanges) {
        this.background = background;
        this.exchanges = exchanges;
    }

    /** To a service of the provider, through the JVM's proxy where it has one. */
    static CredentialsHttp toServices(Executor background) {
        return new CredentialsHttp(background, Exchange::occasional);
    }

    /** To this machine, past every proxy: behind one another machine would be asked who it is. */
    static CredentialsHttp toThisMachine(Executor background) {
        return new CredentialsHttp(background, Exchange::occasionalDirect);
    }

    /** The reply to a GET, or to a POST if there is a body; fails where none came in time. */
    CompletableFuture<WireReply> send(
            HttpUrl url, Map<String, String> headers, @Nullable WireBody body, Duration limit) {
        CompletableFuture<WireReply> reply = new CompletableFuture<>();
        background.execute(() -> {
            try (Exchange exchange = exchanges.apply(limit)) {
                reply.complete(exchange.send(url, headers, body, new AbortedWith(reply))
                        .reply());
            } catch (IOException | RuntimeException | Error failure) {
                reply.completeExceptionally(failure);
            }
        });
        return reply.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends a request whose future is over. */
    private record AbortedWith(CompletableFuture<WireReply> reply) implements Transfer {

        @Override
        public void began(Ongoing request) {
            reply.whenComplete((answer, failure) -> request.abort());
        }
    }
}
