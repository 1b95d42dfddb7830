package io.github.rerank4j.service;

import io.github.rerank4j.internal.http.AbortableExchange;
import io.github.rerank4j.internal.http.Exchange;
import io.github.rerank4j.internal.http.ExchangeEvents;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Single small requests of a credentials provider, for provider modules; each with a limit of time that covers looking up
 * the host's name too.
 */
public final class CredentialHttp {

    private final Executor background;
    private final Function<Duration, Exchange> exchanges;

    private CredentialHttp(Executor background, Function<Duration, Exchange> exchanges) {
        this.background = background;
        this.exchanges = exchanges;
    }

    /** To a service of the provider, through the JVM's proxy where it has one. */
    public static CredentialHttp toServices(Executor background) {
        return new CredentialHttp(background, Exchange::occasional);
    }

    /** To this machine, past every proxy: behind one another machine would be asked who it is. */
    public static CredentialHttp toThisMachine(Executor background) {
        return new CredentialHttp(background, Exchange::occasionalDirect);
    }

    /** The reply to a GET, or to a POST if there is a body; fails where none came in time. */
    public CompletableFuture<WireReply> send(
            URI url, Map<String, String> headers, @Nullable WireBody body, Duration limit) {
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
    private record AbortedWith(CompletableFuture<WireReply> reply) implements ExchangeEvents {

        @Override
        public void began(AbortableExchange request) {
            reply.whenComplete((answer, failure) -> request.abort());
        }
    }
}
