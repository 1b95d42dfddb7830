package io.github.rerank4j.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * What the script replies.
 *
 * @param epoch names this life of the state; another name means that what was there is lost
 * @param taken lanes that are not free
 * @param tokens tokens that are booked
 * @param instances JVMs of the last minute, this one too
 * @param againMicros when to ask again; negative where nobody waits
 * @param given how many permits are given, to the first of those who asked
 * @param startsInMicros how long nothing is granted, because Redis does not know what was granted before; 0 if it knows
 * @param leastWaits the least waits of the others, in microseconds
 */
record ScriptReply(
        String epoch,
        String taken,
        String tokens,
        int instances,
        long againMicros,
        int given,
        long startsInMicros,
        List<Long> leastWaits) {

    private static final int FIXED = 7;

    static ScriptReply of(List<Object> reply) {
        List<Long> waits = new ArrayList<>();
        for (Object wait : reply.subList(FIXED, reply.size())) {
            waits.add(number(wait));
        }
        return new ScriptReply(
                reply.get(0).toString(),
                reply.get(1).toString(),
                reply.get(2).toString(),
                (int) number(reply.get(3)),
                number(reply.get(4)),
                (int) number(reply.get(5)),
                number(reply.get(6)),
                List.copyOf(waits));
    }

    private static long number(Object value) {
        return Long.parseLong(value.toString());
    }
}
