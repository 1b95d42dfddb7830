package io.github.rerank4j.testkit;

import java.io.IOException;

/** How a {@link RawServer} ends a connection. */
public enum ConnectionEnd {
    /** In order, under TLS with its goodbye (close_notify). */
    CLOSED {
        @Override
        void end(RawConnection connection) throws IOException {
            connection.close();
        }
    },
    /** The bytes just end, under TLS without its goodbye, as when a process dies. */
    CUT {
        @Override
        void end(RawConnection connection) throws IOException {
            connection.cut();
        }
    },
    /** By a reset. */
    RESET {
        @Override
        void end(RawConnection connection) throws IOException {
            connection.reset();
        }
    };

    abstract void end(RawConnection connection) throws IOException;
}
