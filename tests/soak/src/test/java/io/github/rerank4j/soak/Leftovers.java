package io.github.rerank4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/** What calls may leave behind. */
final class Leftovers {

    /** How many more bytes than the first rounds the last may leave: a share of the load has less, but as many connections. */
    private static final long HEAP_TOLERANCE = Math.max(1_500 * 1024, Share.of(3 * 1024 * 1024));

    private static final int COMPARED_ROUNDS = 3;

    private Leftovers() {}

    /** The threads that are new, but for those the JDK and Awaitility keep for themselves. */
    static List<String> threads(Set<Thread> before, Set<String> lasting) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("ForkJoinPool") && !name.contains("Poller"))
                .filter(name -> !name.startsWith("VirtualThread") && !name.startsWith("awaitility"))
                .filter(name -> lasting.stream().noneMatch(name::startsWith))
                .toList();
    }

    /** After full collections. */
    static long heapInUse() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    /**
     * That the last rounds leave the heap no fuller than those after the first, which fills caches and pools.
     *
     * @param heap bytes in use after each round
     */
    static void assertNoGrowth(List<Long> heap) {
        double early = average(heap.subList(1, 1 + COMPARED_ROUNDS));
        double late = average(heap.subList(heap.size() - COMPARED_ROUNDS, heap.size()));
        assertThat(late).as("heap in use after full collections: %s", heap).isLessThan(early + HEAP_TOLERANCE);
    }

    private static double average(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElseThrow();
    }
}
