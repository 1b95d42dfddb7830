package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** One's own HTTP client, for a proxy, and for seeing bodies, which the models never log. */
class OwnClientTest {

    private final List<String> lines = new ArrayList<>();

    @Test
    void the_client_s_proxy_and_interceptors_are_used() {
        try (ScriptedServer proxy = ScriptedServer.start()) {
            proxy.enqueue(ScriptedReply.json("{\"results\": [{\"index\": 0, \"relevance_score\": 0.7}]}"));
            URI address = URI.create(proxy.url());

            Double score = model(address.getHost(), address.getPort(), lines::add)
                    .score(TextSegment.from("a passage"), "a question")
                    .content();

            assertThat(score).isEqualTo(0.7);
            assertThat(proxy.requests().get(0).path()).isEqualTo("http://reranker.example.com/v1/rerank");
            assertThat(lines.get(0)).contains("a question", "a passage");
            assertThat(lines.get(1)).contains("0.7");
        }
    }

    private static ScoringModel model(String proxyHost, int proxyPort, Consumer<String> log) {
        // tag::own-client[]
        Interceptor bodies = chain -> { // log is a Consumer<String> of yours
            RequestBody body = chain.request().body();
            if (body != null) {
                Buffer copy = new Buffer();
                body.writeTo(copy);
                log.accept("--> " + copy.readUtf8());
            }
            Response response = chain.proceed(chain.request());
            log.accept("<-- " + response.code() + " "
                    + response.peekBody(1_000_000).string());
            return response;
        };
        OkHttpClient client = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxyHost, proxyPort)))
                .addInterceptor(bodies)
                .build();
        ScoringModel model = GenericScoringModel.builder()
                .httpClient(client) // stays open when the model is closed
                .dialect(RerankDialect.VLLM)
                .baseUrl("http://reranker.example.com")
                .modelName("BAAI/bge-reranker-v2-m3")
                .build();
        // end::own-client[]
        return model;
    }
}
