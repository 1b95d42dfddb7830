package io.github.rerank4j.internal.http;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one client: they send at once, and know what came in over them, with TLS or without. Others that share
 * a user's pool have connections of their own, because nobody knows what came in over theirs.
 */
final class Sockets {

    private final Map<Socket, CountedSocket> beneath = Collections.synchronizedMap(new WeakHashMap<>());

    /** The same client over these sockets. */
    OkHttpClient.Builder under(OkHttpClient client) {
        OkHttpClient.Builder builder = client.newBuilder()
                .socketFactory(new LiveSockets(client.socketFactory()))
                .dns(new Names(client.dns()));
        X509TrustManager trust = client.x509TrustManager();
        return trust == null
                ? builder
                : builder.sslSocketFactory(new TlsOverCounted(client.sslSocketFactory(), beneath), trust);
    }

    /** The same client, but for its connections, which are others from now on. */
    static OkHttpClient.Builder apart(OkHttpClient client) {
        return client.newBuilder().dns(new Names(client.dns()));
    }

    /** The same name service; OkHttp shares a connection between clients only where theirs are equal. */
    private static final class Names implements Dns {

        private final Dns dns;

        Names(Dns dns) {
            this.dns = dns instanceof Names names ? names.dns : dns;
        }

        @Override
        public List<InetAddress> lookup(String host) throws UnknownHostException {
            return dns.lookup(host);
        }
    }

    /** The counted socket of a connection; null if another factory made it, as for a SOCKS proxy. */
    @Nullable
    CountedSocket of(Socket socket) {
        return socket instanceof CountedSocket counted ? counted : beneath.get(socket);
    }
}
