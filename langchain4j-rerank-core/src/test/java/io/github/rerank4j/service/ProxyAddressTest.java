package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAddressTest {

    @Test
    void a_proxy_is_a_kind_a_host_and_a_port() {
        Proxy http = ProxyAddress.of("http://proxy.example.com:8080");
        Proxy socks = ProxyAddress.of("socks://127.0.0.1:1080");

        assertThat(http.type()).isEqualTo(Proxy.Type.HTTP);
        assertThat(http.address()).isEqualTo(InetSocketAddress.createUnresolved("proxy.example.com", 8080));
        assertThat(socks.type()).isEqualTo(Proxy.Type.SOCKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com:8080",
                "http://proxy.example.com",
                "http://proxy.example.com:99999",
                "http://user:secret@proxy.example.com:8080",
                "http://user:secret^@proxy.example.com:8080",
                "http://proxy.example.com:8080/path",
                "https://proxy.example.com:8080"
            })
    void anything_else_is_refused_without_being_repeated(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyAddress.of(address))
                .withMessageStartingWith("proxy is neither http://host:port")
                .withMessageNotContaining("secret")
                .withNoCause();
    }
}
