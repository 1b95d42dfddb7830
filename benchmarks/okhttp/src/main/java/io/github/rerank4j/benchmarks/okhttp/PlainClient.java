package io.github.rerank4j.benchmarks.okhttp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.benchmarks.RerankClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp and Jackson as a user would write it, with everything at its default. */
final class PlainClient implements RerankClient {

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http = new OkHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final String url;

    PlainClient(String url) {
        this.url = url;
    }

    @Override
    public Ranking prepare(String query, List<String> documents) {
        return () -> scores(new Body("BAAI/bge-reranker-v2-m3", query, documents));
    }

    private List<Double> scores(Body body) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .header("Authorization", "Bearer an-example-key")
                .post(RequestBody.create(mapper.writeValueAsBytes(body), JSON))
                .build();
        try (Response response = http.newCall(request).execute()) {
            Double[] scores = new Double[body.documents().size()];
            for (JsonNode result : mapper.readTree(response.body().byteStream()).path("results")) {
                scores[result.path("index").asInt()] =
                        result.path("relevance_score").asDouble();
            }
            return Arrays.asList(scores);
        }
    }

    /** The request as Jackson sees it. */
    record Body(String model, String query, List<String> documents) {}
}
