package io.github.rerank4j.soak;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts attempts as strictly as a service can: in any second, wherever it begins. What is sent again within an attempt
 * is counted once, though a service may count both. The pacer promises to stay within
 * the limit of a service that has counted a request 100 ms after it was sent, or before it is answered. A machine that
 * is busy with other things may need longer, which is no fault of the pacer: such a request counts as if it had come
 * after 100 ms.
 */
final class Window {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PROMISED = TimeUnit.MILLISECONDS.toNanos(100);

    /** More than the long soak makes, so that the heap it measures is not ours. */
    private static final int USUAL = 1 << 18;

    private long[] arrivals = new long[USUAL];
    private long[] counted = new long[USUAL];
    private long[] sentAt = new long[USUAL];
    private int requests;
    private long longestWay;

    /** A request that was sent at that time of {@link System#nanoTime} has arrived. */
    synchronized void arrived(long sent) {
        if (sent == 0) {
            throw new IllegalArgumentException("a request that does not say when it was sent cannot be counted");
        }
        long now = System.nanoTime();
        if (requests == arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, 2 * requests);
            counted = Arrays.copyOf(counted, 2 * requests);
            sentAt = Arrays.copyOf(sentAt, 2 * requests);
        }
        arrivals[requests] = now;
        sentAt[requests] = sent;
        counted[requests++] = Math.min(now, sent + PROMISED);
        longestWay = Math.max(longestWay, now - sent);
    }

    /** The most requests that came in one second, by the moment in which the server got to them. */
    synchronized int fullestAsTheyArrived() {
        return fullest(Arrays.copyOf(arrivals, requests));
    }

    /** The most attempts that came in one second, none counted later than 100 ms after it was sent. */
    synchronized int fullest() {
        long[] attempts = IntStream.range(0, requests)
                .boxed()
                .collect(Collectors.toMap(i -> sentAt[i], i -> counted[i], Math::min))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
        return fullest(attempts);
    }

    synchronized long longestWayMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestWay);
    }

    private static int fullest(long[] moments) {
        Arrays.sort(moments);
        int fullest = 0;
        int from = 0;
        for (int to = 0; to < moments.length; to++) {
            while (moments[to] - moments[from] >= SECOND) {
                from++;
            }
            fullest = Math.max(fullest, to - from + 1);
        }
        return fullest;
    }
}
