package io.github.rerank4j.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * No thread can be started: others have all the stacks that fit into the address space. It has to be limited, and the
 * stacks have to be large, so that what is left is too little for a stack and enough for all else.
 */
final class ThreadStarvation extends Deprivation {

    static final int ADDRESS_SPACE_KILOBYTES = 10 * 1024 * 1024;
    static final List<String> OPTIONS = List.of(
            "-Xss256m",
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=32m",
            "-XX:CompressedClassSpaceSize=32m",
            "-Xlog:disable");

    private static final int MORE_THAN_FIT = 1_000;
    private static final long USUAL = 0;
    private static final long SMALL = 64L * 1024 * 1024;
    private static final long TO_SPARE = 160L * 1024 * 1024;
    private static final int BEFORE_VIRTUAL_THREADS = 21;

    private final List<Thread> parked = new ArrayList<>();
    private CountDownLatch release = new CountDownLatch(1);

    public static void main(String[] arguments) throws Exception {
        new ThreadStarvation().undergo(arguments);
        System.exit(0);
    }

    @Override
    void take() throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(1);
        release = new CountDownLatch(1);
        Thread toSpare = start(TO_SPARE, enough);
        fillWith(USUAL);
        fillWith(SMALL);
        enough.countDown();
        toSpare.join();
    }

    @Override
    void restore() throws InterruptedException {
        release.countDown();
        for (Thread thread : parked) {
            thread.join();
        }
        parked.clear();
    }

    @Override
    List<String> documents() {
        return List.of("a");
    }

    @Override
    boolean mustBeFelt() {
        return Runtime.version().feature() < BEFORE_VIRTUAL_THREADS;
    }

    private void fillWith(long stack) {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            try {
                parked.add(start(stack, release));
            } catch (OutOfMemoryError noneFits) {
                return;
            }
        }
        throw new AssertionError(MORE_THAN_FIT + " threads could be started, and nothing was lacking");
    }

    private static Thread start(long stack, CountDownLatch end) {
        Thread thread = new Thread(null, () -> park(end), "soak-parked", stack);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void park(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }
}
