package io.github.rerank4j.soak;

/** Interrupts a thread unless what it did is over. */
final class Interruption implements Runnable {

    private final Thread thread;
    private boolean over;

    Interruption(Thread thread) {
        this.thread = thread;
    }

    @Override
    public synchronized void run() {
        if (!over) {
            thread.interrupt();
        }
    }

    synchronized void end() {
        over = true;
    }
}
