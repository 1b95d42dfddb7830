package io.github.rerank4j.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.testkit.RawReply;
import io.github.rerank4j.testkit.RawServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy that takes connections and says nothing. */
@Timeout(60)
class SilentProxyTest {

    private final Words words = new Words(0);

    @ParameterizedTest
    @EnumSource
    void a_proxy_that_is_silent_at_connect_has_the_time_for_connecting(Way way) {
        try (RawServer proxy = RawServer.start();
                RerankScoringModel model = Subject.SILICONFLOW
                        .builder(words)
                        .baseUrl("https://reranker.invalid")
                        .proxy(new Proxy(
                                Proxy.Type.HTTP,
                                InetSocketAddress.createUnresolved(
                                        "127.0.0.1", URI.create(proxy.url()).getPort())))
                        .connectTimeout(Duration.ofMillis(500))
                        .timeout(Duration.ofSeconds(50))
                        .maxRetries(1)
                        .build()) {
            proxy.enqueue(RawReply.nothing().silence(), RawReply.nothing().silence());

            assertThatThrownBy(() -> way.rerank(model, words.request(), Duration.ofSeconds(50)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContainingAll("500 ms (connectTimeout)", "proxy", "gave up after 2 attempts");

            assertThat(proxy.requestCount()).isEqualTo(2);
        }
    }
}
