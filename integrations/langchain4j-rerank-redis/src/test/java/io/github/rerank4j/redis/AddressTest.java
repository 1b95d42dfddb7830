package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "Unable to connect to redis.example/<unresolved>:6379, redis.example:6379",
        "Unable to connect to 127.0.0.1/<unresolved>:6379, 127.0.0.1:6379",
        "Connection refused: localhost/127.0.0.1:7000, localhost:7000",
        "Connection refused: /127.0.0.1:7000, 127.0.0.1:7000",
        "connection timed out after 10000 ms: redis.example/10.0.0.1:6379, redis.example:6379",
        "Cannot connect to redis://user:1234@redis.example:6379, ''",
        "Connection refused: user:1234@redis.example, ''",
        "something else, ''",
    })
    void host_and_port_are_read_and_what_may_be_a_password_is_not(String message, String address) {
        assertThat(Address.of(new IllegalStateException("outside", new IllegalStateException(message))))
                .isEqualTo(address);
    }

    @Test
    void an_address_is_host_and_port() {
        assertThat(Address.of(InetSocketAddress.createUnresolved("redis.example", 6379)))
                .isEqualTo("redis.example:6379");
        assertThat(Address.of(new SocketAddress() {
                    @Override
                    public String toString() {
                        return "/run/redis.sock";
                    }
                }))
                .isEqualTo("/run/redis.sock");
    }
}
