package io.github.rerank4j.testkit;

/** What a {@link ScriptedServer} speaks. */
enum Protocol {
    HTTP_1("http://127.0.0.1"),
    HTTP_1_TLS("https://localhost"),
    HTTP_2_TLS("https://localhost");

    private final String origin;

    Protocol(String origin) {
        this.origin = origin;
    }

    /** Scheme and host of the server's address. */
    String origin() {
        return origin;
    }

    boolean isHttp2() {
        return this == HTTP_2_TLS;
    }

    boolean isTls() {
        return this != HTTP_1;
    }

    /** The protocol's name in the TLS handshake. */
    String alpn() {
        return isHttp2() ? "h2" : "http/1.1";
    }
}
