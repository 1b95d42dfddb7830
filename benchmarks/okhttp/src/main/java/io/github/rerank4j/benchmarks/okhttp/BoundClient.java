package io.github.rerank4j.benchmarks.okhttp;

import io.github.rerank4j.benchmarks.RerankClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** The bound: ready-made bytes go out, the answer's bytes are dropped. No client that knows JSON can beat it. */
final class BoundClient implements RerankClient {

    private static final int SLICE = 32 * 1024;

    private final OkHttpClient http = new OkHttpClient.Builder()
            .socketFactory(new NoDelaySockets())
            .retryOnConnectionFailure(false)
            .build();
    private final String url;

    BoundClient(String url) {
        this.url = url;
    }

    @Override
    public boolean readsScores() {
        return false;
    }

    @Override
    public Ranking prepare(String query, List<String> documents) {
        Request request = new Request.Builder()
                .url(url)
                .post(new ReadyBytes(json(query, documents)))
                .build();
        return () -> {
            try (Response response = http.newCall(request).execute()) {
                response.body().source().skip(response.body().contentLength());
                return List.of();
            }
        };
    }

    /** The documents of the benchmarks need no escapes. */
    private static byte[] json(String query, List<String> documents) {
        return documents.stream()
                .collect(Collectors.joining(
                        "\",\"", "{\"model\":\"m\",\"query\":\"" + query + "\",\"documents\":[\"", "\"]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final class ReadyBytes extends RequestBody {

        private static final MediaType JSON = MediaType.get("application/json");

        private final byte[] bytes;

        ReadyBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            for (int from = 0; from < bytes.length; from += SLICE) {
                sink.write(bytes, from, Math.min(SLICE, bytes.length - from));
            }
        }
    }
}
