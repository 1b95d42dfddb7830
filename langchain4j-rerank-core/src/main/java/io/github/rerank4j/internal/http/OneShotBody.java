package io.github.rerank4j.internal.http;

import io.github.rerank4j.spi.WireBody;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A body that OkHttp writes once only, so that it repeats nothing by itself. */
final class OneShotBody extends RequestBody {

    private final WireBody body;
    private final MediaType type;
    private final Runnable written;

    OneShotBody(WireBody body, MediaType type, Runnable written) {
        this.body = body;
        this.type = type;
        this.written = written;
    }

    @Override
    public MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink.outputStream());
        sink.flush();
        written.run();
    }
}
