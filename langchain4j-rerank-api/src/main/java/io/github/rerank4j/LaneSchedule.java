package io.github.rerank4j;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * As many lanes as attempts may start in a period, and the tokens they may take among them. A lane carries one attempt
 * and is free again a full period after that attempt's response, or a period and a margin after its last byte was written,
 * whichever comes first: the service has counted the request by then, so that no window of one period ever sees more
 * requests than lanes, however unevenly they travel. Waiting on a slow service costs nothing, because the second rule
 * frees its lanes.
 *
 * <p>Arithmetic alone: times come from outside, in nanoseconds from any origin that is not after them. For one thread at
 * a time.
 */
final class LaneSchedule {

    /** No time at all. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Duration MARGIN = Duration.ofMillis(100);
    private static final Duration WIDEST_MARGIN = Duration.ofSeconds(1);
    private static final Duration MARGIN_LASTS = Duration.ofSeconds(30);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double LONGEST_PERIOD = 1e18;
    private static final long UNLIMITED = Long.MAX_VALUE;

    /** What {@link Durations#saturatedNanos} makes of for ever; the sum of two fits a long. */
    private static final long LONGEST_WAIT = Long.MAX_VALUE / 2;

    /** No sum of some of them overflows. */
    private static final long MOST_TOKENS = Long.MAX_VALUE / 4;

    private static final Comparator<Lane> SOONEST_FREE =
            Comparator.<Lane>comparingLong(lane -> lane.freeAt).thenComparingLong(lane -> lane.number);

    private final TreeSet<Lane> cooling = new TreeSet<>(SOONEST_FREE);
    private final long lanes;
    private final long period;
    private final long budget;

    private long numbers;
    private long taken;
    private long booked;
    private long settled;
    private long extraMargin;
    private long extraMarginEnds;

    /** For {@link RateLimiters#perSecond}. */
    static LaneSchedule perSecond(double requestsPerSecond) {
        if (!(requestsPerSecond > 0) || Double.isInfinite(requestsPerSecond)) {
            throw new IllegalArgumentException(
                    "requestsPerSecond is " + requestsPerSecond + ", but must be a number above 0");
        }
        double whole = Math.ceil(requestsPerSecond);
        double period = Math.min(whole / requestsPerSecond * NANOS_PER_SECOND, LONGEST_PERIOD);
        return new LaneSchedule((long) whole, (long) period, UNLIMITED);
    }

    /** For {@link RateLimiters#perMinute}. */
    static LaneSchedule perMinute(long requests, long tokens) {
        return new LaneSchedule(
                positive(requests, "requests"), Duration.ofMinutes(1).toNanos(), positive(tokens, "tokens"));
    }

    LaneSchedule(long lanes, long period, long budget) {
        this.lanes = lanes;
        this.period = period;
        this.budget = budget;
    }

    private static long positive(long limit, String name) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " is " + limit + ", but must be at least 1");
        }
        return limit;
    }

    /** A lane for an attempt that has to wait for it; may be made by any thread at any time. */
    Lane lane(Demand demand) {
        return new Lane(budget == UNLIMITED ? 0 : Math.min(demand.tokens(), MOST_TOKENS));
    }

    /** Frees what has cooled by now. */
    void freeCooled(long now) {
        while (!cooling.isEmpty() && cooling.first().freeAt <= now) {
            free(cooling.pollFirst());
        }
    }

    /** Takes a lane if there is room for it. Needs no memory. */
    boolean takes(Lane lane) {
        boolean room = taken < lanes && (booked == 0 || lane.tokens <= budget - booked);
        if (room) {
            lane.number = ++numbers;
            taken++;
            booked += lane.tokens;
        }
        return room;
    }

    /** When the next lane is free as far as is known; {@link #NEVER} if that of none is. */
    long nextFree() {
        return cooling.isEmpty() ? NEVER : cooling.first().freeAt;
    }

    /**
     * How long a lane has to wait at least, behind so many others, if none of these gives up and none of the attempts
     * under way turns out to be unused. What an attempt under way will be found to have used is not known, so only
     * tokens of those that are over count.
     */
    long leastWait(Lane lane, long ahead, long now) {
        return Math.max(leastWaitForLane(ahead, now), leastWaitForTokens(lane.tokens, now));
    }

    /** What {@link #leastWait} never exceeds, and quickly known. */
    long mostOfLeastWait(long ahead) {
        long round = period + MARGIN.plus(WIDEST_MARGIN).toNanos();
        return Durations.saturatedSum(saturatedProduct(ahead / lanes, period), round);
    }

    private long leastWaitForLane(long ahead, long now) {
        return Durations.saturatedSum(saturatedProduct(ahead / lanes, period), untilFree(ahead % lanes, now));
    }

    /** How long until so many lanes and one more have been free. Whatever is under way may be answered now. */
    private long untilFree(long before, long now) {
        long behind = before - (lanes - taken);
        if (behind < 0) {
            return 0;
        }
        if (behind >= cooling.size()) {
            return period;
        }
        for (Lane lane : cooling) {
            if (behind-- == 0) {
                return Math.min(Math.max(0, lane.freeAt - now), period);
            }
        }
        return period;
    }

    private long leastWaitForTokens(long tokens, long now) {
        long left = settled;
        if (left == 0 || tokens <= budget - left) {
            return 0;
        }
        for (Lane lane : cooling) {
            left -= lane.over ? lane.tokens : 0;
            if (left == 0 || tokens <= budget - left) {
                return Math.max(0, lane.freeAt - now);
            }
        }
        return 0;
    }

    private static long saturatedProduct(long one, long other) {
        return one > LONGEST_WAIT / other ? LONGEST_WAIT : one * other;
    }

    /** The last time counts: a request that nobody had looked at is sent again on the same lane. */
    void sent(Lane lane, long now) {
        if (!lane.free && !lane.over) {
            cool(lane, now + period + MARGIN.toNanos() + margin(now));
        }
    }

    /** What the attempt has used, instead of what was estimated. */
    void used(Lane lane, long tokens) {
        if (budget == UNLIMITED || lane.free) {
            return;
        }
        long more = Math.min(tokens, MOST_TOKENS) - lane.tokens;
        lane.tokens += more;
        booked += more;
        settled += lane.over ? more : 0;
    }

    void answered(Lane lane, long now) {
        end(lane, now + period + margin(now));
    }

    /** A request of which bytes may still be under way is counted as if it were whole and just sent. */
    void abandoned(Lane lane, long now) {
        end(lane, now + period + MARGIN.toNanos() + margin(now));
    }

    void unused(Lane lane, long now) {
        end(lane, now);
    }

    void rejected(long now) {
        long doubled = Math.max(MARGIN.toNanos(), 2 * margin(now));
        extraMargin = Math.min(WIDEST_MARGIN.toNanos(), doubled);
        extraMarginEnds = now + MARGIN_LASTS.toNanos();
    }

    private long margin(long now) {
        return now < extraMarginEnds ? extraMargin : 0;
    }

    private void end(Lane lane, long at) {
        if (!lane.over) {
            lane.over = true;
            settled += lane.free ? 0 : lane.tokens;
        }
        if (!lane.free && at < lane.freeAt) {
            cool(lane, at);
        }
    }

    private void cool(Lane lane, long until) {
        cooling.remove(lane);
        lane.freeAt = until;
        try {
            cooling.add(lane);
        } catch (Throwable noHeap) {
            // rather a lane that is free too early than one that never is
            free(lane);
            throw noHeap;
        }
    }

    private void free(Lane lane) {
        lane.free = true;
        taken--;
        booked -= lane.tokens;
        settled -= lane.over ? lane.tokens : 0;
    }

    @Override
    public String toString() {
        return "LaneSchedule[lanes=" + lanes + ", period=" + Durations.readable(Duration.ofNanos(period)) + ", tokens="
                + budget + "]";
    }

    /** One attempt's right of way. */
    static final class Lane {

        private long tokens;
        private long number;
        private long freeAt = NEVER;
        private boolean free;
        private boolean over;

        private Lane(long tokens) {
            this.tokens = tokens;
        }
    }
}
