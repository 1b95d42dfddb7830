package io.github.rerank4j.soak;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * No object fits into the heap, or none of any size: something else takes whatever becomes free. From round to round
 * it leaves smaller pieces.
 */
final class HeapExhaustion extends Deprivation {

    static final List<String> OPTIONS = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final int DOCUMENT = 3_000_000;
    private static final int MOST_PIECES = 100_000;
    private static final int[] PIECES = {1024, 512 * 1024, 64};
    private static final long BREATH_NANOS = 2_000_000;
    /** Others are to get a chance between the collections of a heap that is full. */
    private static final long REST_NANOS = 30_000_000;

    private final @Nullable Object[] held = new @Nullable Object[MOST_PIECES];
    private final String document = "x".repeat(DOCUMENT);
    private final Thread filler = new Thread(this::fill, "soak-filler");
    private volatile boolean filling;
    private volatile boolean full;
    private volatile boolean empty = true;
    private int taken;
    private int turn;

    private HeapExhaustion() {
        filler.setDaemon(true);
        filler.start();
    }

    public static void main(String[] arguments) throws Exception {
        new HeapExhaustion().undergo(arguments);
        System.exit(0);
    }

    @Override
    void take() {
        full = false;
        filling = true;
        while (!full) {
            LockSupport.parkNanos(BREATH_NANOS);
        }
    }

    @Override
    void restore() {
        filling = false;
        while (!empty) {
            LockSupport.parkNanos(BREATH_NANOS);
        }
    }

    @Override
    List<String> documents() {
        return List.of(document);
    }

    @Override
    boolean mustBeFelt() {
        return true;
    }

    private void fill() {
        while (true) {
            if (filling) {
                empty = false;
                takeAll();
                full = true;
            } else if (!empty) {
                letGo();
                empty = true;
            }
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    private void takeAll() {
        int smallest = PIECES[turn % PIECES.length];
        for (int piece = 1024 * 1024; piece >= smallest && filling; piece /= 4) {
            while (taken < MOST_PIECES) {
                byte @Nullable [] more = piece(piece);
                if (more == null) {
                    break;
                }
                held[taken++] = more;
            }
        }
    }

    private static byte @Nullable [] piece(int bytes) {
        try {
            return new byte[bytes];
        } catch (OutOfMemoryError full) {
            return null;
        }
    }

    private void letGo() {
        while (taken > 0) {
            held[--taken] = null;
        }
        turn++;
    }
}
