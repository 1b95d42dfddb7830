package io.github.rerank4j.faults;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.testkit.RawReply;
import io.github.rerank4j.testkit.RawServer;
import io.github.rerank4j.testkit.TlsFlaw;
import java.time.Duration;
import java.util.List;

/** Servers that are not who they should be, or cannot say so. */
final class TlsFaults {
    private TlsFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("a certificate that is in order", scene -> Scene.ok(scene.right()))
                        .over(() -> RawServer.startTls(TlsFlaw.NONE))
                        .kept(),
                distrusted("a certificate that has run out", TlsFlaw.EXPIRED),
                distrusted("a certificate of another host", TlsFlaw.WRONG_HOST),
                distrusted("a certificate of an unknown issuer", TlsFlaw.UNTRUSTED),
                broken("a handshake that is reset", RawReply.nothing().reset().atConnect()),
                broken("a handshake that ends", RawReply.nothing().close().atConnect()),
                broken(
                        "a handshake that is cut in a record",
                        RawReply.bytes(new byte[] {22, 3, 3, 0, 100, 2}).close().atConnect()),
                broken(
                        "a handshake that fails by an alert",
                        RawReply.bytes(new byte[] {21, 3, 3, 0, 2, 2, 40})
                                .close()
                                .atConnect()),
                Fault.of(
                                "plain words at the start of TLS",
                                scene -> RawReply.text("HTTP/1.1 400 No\r\n\r\n")
                                        .silence()
                                        .atConnect())
                        .over(() -> RawServer.startTls(TlsFlaw.NONE))
                        .fails(NonRetriableException.class)
                        .saying("baseUrl says https://")
                        .requests(0)
                        .dropped(),
                Fault.of(
                                "a handshake that never goes on",
                                scene -> RawReply.nothing().silence().atConnect())
                        .over(() -> RawServer.startTls(TlsFlaw.NONE))
                        .fails(TimeoutException.class)
                        .requests(0)
                        .endsAtDeadline(Duration.ofMillis(900))
                        .forGood(),
                Fault.of(
                                "a server without TLS where https is written",
                                scene -> RawReply.text("HTTP/1.1 400 No\r\n\r\n")
                                        .silence()
                                        .atConnect())
                        .over(RawServer::start)
                        .at(url -> url.replace("http:", "https:"))
                        .fails(NonRetriableException.class)
                        .saying("baseUrl says https://")
                        .requests(0)
                        .forGood(),
                Fault.of("a server with TLS where http is written", scene -> RawReply.nothing())
                        .over(() -> RawServer.startTls(TlsFlaw.NONE))
                        .at(url -> url.replace("https:", "http:"))
                        .fails(NonRetriableException.class)
                        .saying("baseUrl says http://")
                        .requests(0)
                        .forGood(),
                Fault.of(
                                "an end without TLS's own goodbye",
                                scene -> RawReply.text(RawReply.head("200 OK", "Content-Length: 5000") + "\r\n"
                                                + scene.right())
                                        .reset())
                        .over(() -> RawServer.startTls(TlsFlaw.NONE))
                        .failsForNow(RetriableException.class)
                        .dropped());
    }

    private static Fault distrusted(String name, TlsFlaw flaw) {
        return Fault.of(name, scene -> Scene.ok(scene.right()))
                .over(() -> RawServer.startTls(flaw))
                .fails(NonRetriableException.class)
                .saying("certificate")
                .requests(0)
                .forGood();
    }

    private static Fault broken(String name, RawReply reply) {
        return Fault.of(name, scene -> reply)
                .over(() -> RawServer.startTls(TlsFlaw.NONE))
                .failsForNow(RetriableException.class)
                .requests(0)
                .dropped();
    }
}
