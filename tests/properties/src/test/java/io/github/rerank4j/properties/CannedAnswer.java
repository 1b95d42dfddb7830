package io.github.rerank4j.properties;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import okhttp3.ConnectionSpec;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/** An answer to every request that a client sends, without a network. */
final class CannedAnswer implements Interceptor {

    // making one loads all certificates of the machine
    private static final OkHttpClient PLAIN = new OkHttpClient.Builder()
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .build();

    private final Function<byte[], Reply> answers;

    private CannedAnswer(Function<byte[], Reply> answers) {
        this.answers = answers;
    }

    /** What comes back for one request. */
    record Reply(int status, Headers headers, byte[] body) {

        static Reply json(byte[] body) {
            return new Reply(200, Headers.of("Content-Type", "application/json"), body);
        }
    }

    /** A client whose requests are answered by their body; many threads may ask at a time. */
    static OkHttpClient client(Function<byte[], Reply> answers) {
        return PLAIN.newBuilder().addInterceptor(new CannedAnswer(answers)).build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Reply reply = answers.apply(body(chain.request()));
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(reply.status())
                .message("")
                .headers(reply.headers())
                .body(ResponseBody.create(reply.body(), null))
                .build();
    }

    private static byte[] body(Request request) throws IOException {
        RequestBody body = request.body();
        Buffer buffer = new Buffer();
        if (body != null) {
            body.writeTo(buffer);
        }
        return buffer.readByteArray();
    }
}
