package io.github.rerank4j.soak;

import java.time.Duration;

/** How much of the load is wanted: the percents of the property {@code soak.percent}, all without it. */
final class Share {

    private static final int PERCENT = Integer.getInteger("soak.percent", 100);

    private Share() {}

    /** That share of a number, at least 1. */
    static int of(int whole) {
        return Math.toIntExact(Math.max(1, (long) whole * PERCENT / 100));
    }

    /** That share of a time, at least the other one. */
    static Duration of(Duration whole, Duration least) {
        Duration share = whole.multipliedBy(PERCENT).dividedBy(100);
        return share.compareTo(least) < 0 ? least : share;
    }
}
