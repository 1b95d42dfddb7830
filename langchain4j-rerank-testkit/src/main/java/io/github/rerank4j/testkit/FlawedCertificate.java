package io.github.rerank4j.testkit;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate with a flaw, signed by an issuer of its own, which clients trust unless that is the flaw. */
final class FlawedCertificate {
    private final HandshakeCertificates server;
    private final HandshakeCertificates client;

    FlawedCertificate(TlsFlaw flaw) {
        HeldCertificate issuer = issuer();
        HeldCertificate leaf = leaf(flaw, issuer);
        this.server = new HandshakeCertificates.Builder().heldCertificate(leaf).build();
        HeldCertificate trusted = flaw == TlsFlaw.UNTRUSTED ? issuer() : issuer;
        this.client = new HandshakeCertificates.Builder()
                .addTrustedCertificate(trusted.certificate())
                .build();
    }

    private static HeldCertificate issuer() {
        return new HeldCertificate.Builder()
                .commonName("issuer of a test")
                .certificateAuthority(0)
                .build();
    }

    private static HeldCertificate leaf(TlsFlaw flaw, HeldCertificate issuer) {
        Instant now = Instant.now();
        Instant end = flaw == TlsFlaw.EXPIRED ? now.minus(Duration.ofDays(1)) : now.plus(Duration.ofDays(1));
        String host = flaw == TlsFlaw.WRONG_HOST ? "elsewhere.invalid" : "localhost";
        return new HeldCertificate.Builder()
                .commonName(host)
                .addSubjectAlternativeName(host)
                .validityInterval(now.minus(Duration.ofDays(2)).toEpochMilli(), end.toEpochMilli())
                .signedBy(issuer)
                .build();
    }

    /** The server's end of a TLS connection; the handshake happens with the first read or write. */
    SSLSocket layeredOver(Socket transport) throws IOException {
        SSLSocket socket = (SSLSocket) server.sslContext()
                .getSocketFactory()
                .createSocket(transport, transport.getInetAddress().getHostAddress(), transport.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    OkHttpClient.Builder trustedBy(OkHttpClient.Builder builder) {
        return builder.sslSocketFactory(client.sslSocketFactory(), client.trustManager());
    }
}
