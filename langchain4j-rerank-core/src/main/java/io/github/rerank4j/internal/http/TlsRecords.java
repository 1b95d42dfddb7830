package io.github.rerank4j.internal.http;

/**
 * Follows the records of TLS that come in, far enough to tell data from the alert that ends a connection. From TLS 1.3 on
 * an alert is encrypted and looks like data, so the smallest records of data do not count.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time reads from a socket, and only that one counts
final class TlsRecords {

    private static final int HEAD = 5;
    private static final int APPLICATION_DATA = 23;
    /** Two bytes of alert, one for the true type, and 16 that authenticate them (RFC 8446, 5.2 and 6). */
    private static final int ENCRYPTED_ALERT = 19;
    /** The same with the 16 bytes of padding that Java's TLS adds. */
    private static final int PADDED_ALERT = 35;

    private int headRead;
    private int type;
    private int lengthHigh;
    private int left;
    private volatile long data;

    /** How many records of data have come in. */
    long data() {
        return data;
    }

    void read(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < end) {
            if (left > 0) {
                int skipped = Math.min(left, end - at);
                left -= skipped;
                at += skipped;
            } else {
                head(bytes[at++] & 0xff);
            }
        }
    }

    /** A byte of a record's head: its type, two of a version, two of its length. */
    private void head(int next) {
        if (headRead == 0) {
            type = next;
        }
        headRead++;
        if (headRead == HEAD - 1) {
            lengthHigh = next << 8;
        } else if (headRead == HEAD) {
            left = lengthHigh | next;
            headRead = 0;
            if (type == APPLICATION_DATA && left != ENCRYPTED_ALERT && left != PADDED_ALERT) {
                data++;
            }
        }
    }
}
