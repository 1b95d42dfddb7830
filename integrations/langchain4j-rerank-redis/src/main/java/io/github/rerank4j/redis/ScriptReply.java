package io.github.rerank4j.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the script replies.
 *
 * @param epoch names this life of the state; another name means that what was there is lost
 * @param taken lanes that are not free
 * @param tokens tokens that are booked
 * @param instances JVMs of the last minute, this one too
 * @param again when to ask again, in nanoseconds from now; negative where nobody waits
 * @param given how many permits are given, to the first of those who asked
 * @param startsIn how many nanoseconds nothing is granted, because Redis does not know what was granted before; 0 if it
 *     knows
 * @param leastWaits the least waits of the others, in nanoseconds
 */
record ScriptReply(
        String epoch,
        String taken,
        String tokens,
        int instances,
        long again,
        int given,
        long startsIn,
        List<Long> leastWaits) {

    private static final int FIXED = 7;

    static ScriptReply of(List<Object> reply) {
        List<Long> waits = new ArrayList<>();
        for (Object wait : reply.subList(FIXED, reply.size())) {
            waits.add(nanos(wait));
        }
        return new ScriptReply(
                reply.get(0).toString(),
                reply.get(1).toString(),
                reply.get(2).toString(),
                (int) number(reply.get(3)),
                nanos(reply.get(4)),
                (int) number(reply.get(5)),
                nanos(reply.get(6)),
                List.copyOf(waits));
    }

    /** Redis tells times in microseconds. */
    private static long nanos(Object micros) {
        return TimeUnit.MICROSECONDS.toNanos(number(micros));
    }

    private static long number(Object value) {
        return Long.parseLong(value.toString());
    }
}
