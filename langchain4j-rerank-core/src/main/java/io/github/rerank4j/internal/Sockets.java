package io.github.rerank4j.internal;

import java.net.Socket;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The sockets of one client: they send at once, and tell what came in over them, with TLS or without. */
final class Sockets {

    private final Map<Socket, CountedSocket> beneath = Collections.synchronizedMap(new WeakHashMap<>());

    /** The same client over these sockets. */
    OkHttpClient.Builder under(OkHttpClient client) {
        OkHttpClient.Builder builder = client.newBuilder().socketFactory(new NoDelay(client.socketFactory()));
        X509TrustManager trust = client.x509TrustManager();
        return trust == null
                ? builder
                : builder.sslSocketFactory(new TlsOverCounted(client.sslSocketFactory(), beneath), trust);
    }

    /** The counted socket of a connection; null if another factory made it, as for a SOCKS proxy. */
    @Nullable
    CountedSocket of(Socket socket) {
        return socket instanceof CountedSocket counted ? counted : beneath.get(socket);
    }
}
