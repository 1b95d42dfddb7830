package io.github.rerank4j.testkit;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate for this machine, made for one server, and those who trust it. */
final class TestCertificate {
    private final HandshakeCertificates server;
    private final HandshakeCertificates client;

    TestCertificate() {
        HeldCertificate held = new HeldCertificate.Builder()
                .commonName("localhost")
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        this.server = new HandshakeCertificates.Builder().heldCertificate(held).build();
        this.client = new HandshakeCertificates.Builder()
                .addTrustedCertificate(held.certificate())
                .build();
    }

    /** The server's end of a TLS connection; the handshake happens with the first read or write. */
    SSLSocket layeredOver(Socket transport, String alpn) throws IOException {
        SSLSocket socket = (SSLSocket) server.sslContext()
                .getSocketFactory()
                .createSocket(transport, transport.getInetAddress().getHostAddress(), transport.getPort(), true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {alpn});
        socket.setSSLParameters(parameters);
        return socket;
    }

    SSLContext trustingContext() {
        return client.sslContext();
    }

    OkHttpClient.Builder trustedBy(OkHttpClient.Builder builder) {
        return builder.sslSocketFactory(client.sslSocketFactory(), client.trustManager());
    }
}
