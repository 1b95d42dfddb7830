package io.github.rerank4j.spi;

import java.net.URI;
import java.time.Instant;

/**
 * One attempt of a request as it will be sent, for an {@link Authorizer}.
 *
 * @param uri where it goes
 * @param host the {@code Host} header that will be sent, with the port where it is not the scheme's own
 * @param contentType the {@code Content-Type} header that will be sent
 * @param body the bytes that will be sent
 * @param instant the time of the attempt on this machine's clock
 */
public record Attempt(URI uri, String host, String contentType, WireBody body, Instant instant) {

    /** Names no content. */
    @Override
    public String toString() {
        return "Attempt[host=" + host + ", bytes=" + body.length() + ", instant=" + instant + "]";
    }
}
