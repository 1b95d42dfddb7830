package io.github.rerank4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.Socket;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedConnectionsTest {

    private final SharedConnections shared = new SharedConnections();

    @Test
    void a_connection_that_is_gone_is_forgotten() {
        WeakReference<Connection> gone = used();

        await().untilAsserted(() -> {
            System.gc();
            assertThat(gone.get()).isNull();
        });
    }

    private WeakReference<Connection> used() {
        Connection connection = new Plain(new Socket());
        shared.join(connection, null).end();
        return new WeakReference<>(connection);
    }

    private record Plain(Socket socket) implements Connection {

        @Override
        public Route route() {
            throw new UnsupportedOperationException("no route");
        }

        @Override
        public @Nullable Handshake handshake() {
            return null;
        }

        @Override
        public Protocol protocol() {
            return Protocol.H2_PRIOR_KNOWLEDGE;
        }
    }
}
