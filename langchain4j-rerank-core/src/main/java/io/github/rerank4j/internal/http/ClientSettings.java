package io.github.rerank4j.internal.http;

import java.net.Proxy;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Through what requests go.
 *
 * @param httpClient the user's client; null for one of our own, which the others are for
 * @param connectTimeout how long making a connection may take
 * @param keepAlive how long a connection may be idle
 * @param proxy null for the JVM's
 */
public record ClientSettings(
        @Nullable OkHttpClient httpClient,
        Duration connectTimeout,
        Duration keepAlive,
        @Nullable Proxy proxy) {}
