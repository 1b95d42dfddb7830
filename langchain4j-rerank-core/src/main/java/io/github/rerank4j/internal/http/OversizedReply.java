package io.github.rerank4j.internal.http;

import io.github.rerank4j.spi.WireReply;
import java.io.IOException;

/** A reply that is larger than any honest one. */
public final class OversizedReply extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient WireReply head;

    OversizedReply(WireReply head, long maxBytes) {
        super("the reply is larger than " + maxBytes / 1024 / 1024 + " MB");
        this.head = head;
    }

    /** Status and headers; the body is left out. */
    public WireReply head() {
        return head;
    }
}
