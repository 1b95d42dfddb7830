package io.github.rerank4j.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

    private final ServerSocket server;
    private final Gate gate;

    GateTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gate = Gate.to("http://127.0.0.1:" + server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        gate.close();
        server.close();
    }

    @Test
    void what_is_sent_goes_on_to_the_server_and_back() throws IOException {
        try (Socket caller = connect();
                Socket behind = server.accept()) {
            caller.getOutputStream().write(1);
            assertThat(behind.getInputStream().read()).isEqualTo(1);

            behind.getOutputStream().write(2);
            assertThat(caller.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void a_server_that_ends_a_connection_ends_that_of_the_caller() throws IOException {
        try (Socket caller = connect()) {
            server.accept().close();

            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void while_it_is_shut_connections_are_refused_and_open_ones_are_cut() throws IOException {
        try (Socket caller = connect();
                Socket behind = server.accept()) {
            gate.shut();

            assertThat(gate.isShut()).isTrue();
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
            assertThat(behind.getInputStream().read()).isEqualTo(-1);
            assertThat(isRefused()).isTrue();
        }
    }

    /** At once, or as soon as whoever accepts has noticed. */
    private boolean isRefused() {
        try (Socket caller = connect()) {
            return caller.getInputStream().read() == -1;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void it_reopens_at_the_same_address() throws IOException {
        String address = gate.url();
        gate.shut();
        gate.shut();

        gate.reopen();
        gate.reopen();

        assertThat(gate.isShut()).isFalse();
        assertThat(gate.url()).isEqualTo(address);
        try (Socket caller = connect();
                Socket behind = server.accept()) {
            caller.getOutputStream().write(3);
            assertThat(behind.getInputStream().read()).isEqualTo(3);
        }
    }

    @Test
    void closed_it_stays_shut() {
        gate.close();

        gate.reopen();

        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    private Socket connect() throws IOException {
        URI address = URI.create(gate.url());
        return new Socket(address.getHost(), address.getPort());
    }
}
