package io.github.rerank4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsRecordsTest {

    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;
    private static final int DATA = 23;
    private static final int OVERHEAD = 17;
    private static final int CLOSE_NOTIFY = 2 + OVERHEAD;

    private final TlsRecords records = new TlsRecords();

    @ParameterizedTest
    @ValueSource(strings = {"HTTP", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nConte"})
    void the_start_of_an_answer_is_data(String start) {
        read(record(DATA, start.length() + OVERHEAD));

        assertThat(records.data()).isOne();
    }

    @Test
    void the_end_of_a_connection_is_none() {
        read(record(HANDSHAKE, 700));
        read(record(ALERT, 26));
        read(record(DATA, CLOSE_NOTIFY));
        read(record(DATA, CLOSE_NOTIFY + 16));

        assertThat(records.data()).isZero();
    }

    @Test
    void records_are_followed_byte_by_byte() {
        byte[] bytes = ByteBuffer.allocate(300)
                .put(record(HANDSHAKE, 40))
                .put(record(DATA, 100))
                .put(record(DATA, CLOSE_NOTIFY))
                .array();
        for (byte each : bytes) {
            read(new byte[] {each});
        }

        assertThat(records.data()).isOne();
    }

    private void read(byte[] bytes) {
        records.read(bytes, 0, bytes.length);
    }

    private static byte[] record(int type, int length) {
        return ByteBuffer.allocate(5 + length)
                .put((byte) type)
                .put(new byte[] {3, 3})
                .putShort((short) length)
                .array();
    }
}
