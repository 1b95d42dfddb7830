package io.github.rerank4j.soak;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/** What calls may leave behind. */
final class Leftovers {

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

    static double average(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElseThrow();
    }
}
