package io.github.rerank4j.internal.http;

import java.io.IOException;
import java.util.Arrays;

/**
 * The first bytes that come in over a connection. They show at once where one side speaks TLS and the other does not;
 * both would wait for each other otherwise.
 */
public final class Greeting {

    private static final byte[] HTTP = {'H', 'T', 'T', 'P', '/'};
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR_VERSION = 3;

    private final byte[] first = new byte[HTTP.length];
    private int known;
    private boolean tls;

    /** The server speaks the other one of the two protocols. */
    public static final class WrongProtocol extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean tlsExpected;

        public WrongProtocol(boolean tlsExpected) {
            super(tlsExpected ? "the server spoke plain text" : "the server spoke TLS");
            this.tlsExpected = tlsExpected;
        }

        /** Whether TLS was expected and plain text came. */
        public boolean isTlsExpected() {
            return tlsExpected;
        }
    }

    /** TLS begins; what came before it was a proxy's. */
    void expectTls() {
        tls = true;
        known = 0;
    }

    /**
     * Bytes that came in.
     *
     * @throws WrongProtocol if they are of the other protocol
     */
    void read(byte[] bytes, int from, int length) throws WrongProtocol {
        for (int i = 0; i < length && known < first.length; i++) {
            first[known++] = bytes[from + i];
            if (tls ? isHttp() : isTls()) {
                throw new WrongProtocol(tls);
            }
        }
    }

    private boolean isHttp() {
        return known == HTTP.length && Arrays.equals(first, HTTP);
    }

    private boolean isTls() {
        return known == 2 && (first[0] == TLS_ALERT || first[0] == TLS_HANDSHAKE) && first[1] == TLS_MAJOR_VERSION;
    }
}
