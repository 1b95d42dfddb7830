package io.github.rerank4j.internal.http;

import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Runs right before the wire, after every interceptor of a user's client, and sees to it that no request reads what was
 * meant for another, and that none fails because its connection had died before: a connection on which there is more than
 * the answer, or may be, is not used again, and a request that was not looked at is distinguished from one that was.
 */
final class WireWatch implements Interceptor {

    private static final int PROXY_AUTHENTICATION = 407;
    private static final int EXCERPT = 64 * 1024;

    private final ConnectionOwners owners = new ConnectionOwners();
    private final SharedConnections shared = new SharedConnections();
    private final Sockets sockets;

    WireWatch(Sockets sockets) {
        this.sockets = sockets;
    }

    /**
     * A request that is about to begin; it has to be the tag of its OkHttp request.
     *
     * @param onlyNew whether it must not use a connection of HTTP/1.1 that was used before
     */
    ExchangeState begin(ExchangeEvents events, boolean onlyNew) {
        return new ExchangeState(events, onlyNew, owners, shared, sockets);
    }

    /** Ends the connections of HTTP/2 that carry requests. */
    void endBusy() {
        shared.endBusy();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        ExchangeState state = chain.request().tag(ExchangeState.class);
        if (state == null) {
            return chain.proceed(chain.request());
        }
        state.reachesWire(chain.connection());
        Response response = proceed(chain, state);
        state.answered(response);
        if (response.code() == PROXY_AUTHENTICATION && !behindProxy(chain.connection())) {
            throw new Unfollowed(response);
        }
        return response;
    }

    /** What OkHttp itself throws here is a fault of the answer; the user's event listener may throw as well. */
    private static Response proceed(Chain chain, ExchangeState state) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (IOException failure) {
            throw state.understood(failure);
        } catch (RuntimeException unreadable) {
            StackTraceElement[] stack = unreadable.getStackTrace();
            if (stack.length == 0 || !stack[0].getClassName().startsWith("okhttp3.")) {
                throw unreadable;
            }
            throw new IOException("the response is not HTTP: " + unreadable.getMessage(), unreadable);
        }
    }

    private static boolean behindProxy(@Nullable Connection connection) {
        return connection != null && connection.route().proxy().type() == Proxy.Type.HTTP;
    }

    /** A reply that OkHttp would not hand over, because it takes it for a mistake in its own hands. */
    static final class Unfollowed extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient WireReply reply;

        Unfollowed(Response response) throws IOException {
            super("HTTP " + response.code());
            try (response) {
                byte[] start = response.peekBody(EXCERPT).bytes();
                this.reply = new WireReply(response.code(), response::header, start);
            }
        }

        WireReply reply() {
            return reply;
        }
    }
}
