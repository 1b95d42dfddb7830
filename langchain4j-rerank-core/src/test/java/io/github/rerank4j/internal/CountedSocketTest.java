package io.github.rerank4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CountedSocketTest {

    @Test
    void closing_lets_go_who_reads_and_ends_the_connection() throws IOException {
        CountedSocket socket = new CountedSocket();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket other = server.accept()) {
                Caller<Integer> reader =
                        Caller.calling(() -> socket.getInputStream().read());
                await().pollInterval(Duration.ofMillis(1)).until(socket::isBeingRead);

                socket.close();
                socket.close();

                Caller.Outcome<Integer> end = reader.outcome();
                assertThat(end.value() != null ? end.value() == -1 : end.thrown() instanceof SocketException)
                        .isTrue();
                assertThat(socket.isClosed()).isTrue();
                assertThat(other.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void one_that_was_never_connected_can_be_closed() throws IOException {
        CountedSocket socket = new CountedSocket();

        socket.close();

        assertThat(socket.isClosed()).isTrue();
    }
}
