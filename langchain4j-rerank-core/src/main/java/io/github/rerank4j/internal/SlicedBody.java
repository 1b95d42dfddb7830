package io.github.rerank4j.internal;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** Bytes written in slices, which OkHttp does not copy as it would copy the whole; written once only. */
final class SlicedBody extends RequestBody {

    private static final int SLICE = 32 * 1024;

    private final byte[] bytes;
    private final MediaType type;
    private final Runnable written;

    SlicedBody(byte[] bytes, MediaType type, Runnable written) {
        this.bytes = bytes;
        this.type = type;
        this.written = written;
    }

    @Override
    public MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (int from = 0; from < bytes.length; from += SLICE) {
            sink.write(bytes, from, Math.min(SLICE, bytes.length - from));
        }
        sink.flush();
        written.run();
    }
}
