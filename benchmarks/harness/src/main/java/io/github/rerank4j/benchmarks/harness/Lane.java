package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One direction of a relayed connection: one thread takes what comes at once, the other hands it on when it is due. */
final class Lane {

    private static final int BUFFER = 64 * 1024;

    private final Socket from;
    private final Socket to;
    private final SlowStart sender;
    private final long underwayNanos;
    private final BlockingQueue<Parcel> parcels = new LinkedBlockingQueue<>();

    private Lane(Socket from, Socket to, SlowStart sender, long roundTripNanos) {
        this.from = from;
        this.to = to;
        this.sender = sender;
        this.underwayNanos = roundTripNanos / 2;
    }

    static void start(Socket from, Socket to, SlowStart sender, long roundTripNanos) {
        Lane lane = new Lane(from, to, sender, roundTripNanos);
        StubEndpoint.start(lane::collect);
        StubEndpoint.start(lane::deliver);
    }

    private void collect() {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                long handed = System.nanoTime();
                for (int start = 0; start < length; ) {
                    int end = start + sender.next(length - start, handed);
                    add(Arrays.copyOfRange(buffer, start, end), handed);
                    start = end;
                }
            }
        } catch (IOException gone) {
            // to the other side it is an end like any other
        }
        add(new byte[0], System.nanoTime());
    }

    private void add(byte[] bytes, long handed) {
        parcels.add(new Parcel(bytes, Math.max(handed, sender.departure()) + underwayNanos));
    }

    private void deliver() {
        try {
            OutputStream out = to.getOutputStream();
            Parcel parcel;
            do {
                parcel = parcels.take();
                StubEndpoint.await(parcel.dueNanos);
                out.write(parcel.bytes);
            } while (parcel.bytes.length > 0);
            to.shutdownOutput();
        } catch (IOException gone) {
            // nobody is left to hand anything to
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes that left together; none is the end. */
    private static final class Parcel {

        private final byte[] bytes;
        private final long dueNanos;

        Parcel(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }
}
