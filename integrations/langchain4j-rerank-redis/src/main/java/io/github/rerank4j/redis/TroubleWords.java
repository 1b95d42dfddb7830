package io.github.rerank4j.redis;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells a caller that is out of time whether it was waiting for Redis. Called under the call loop's lock. */
final class TroubleWords {

    /** A call that has just begun says nothing of Redis. */
    private static final long PROMPT = TimeUnit.MILLISECONDS.toNanos(5);

    private final RedisLink link;
    private final WaiterQueue waiters;
    private final LastReply lastReply;
    private final Outage outage;

    TroubleWords(RedisLink link, WaiterQueue waiters, LastReply lastReply, Outage outage) {
        this.link = link;
        this.waiters = waiters;
        this.lastReply = lastReply;
        this.outage = outage;
    }

    /**
     * Why Redis gives no permits; null if it answers and may give some.
     *
     * @param underWay the call that has no answer yet; null if there is none
     */
    @Nullable
    String at(long now, @Nullable ScriptCall underWay) {
        if (outage.isOn() || (underWay != null && isMissed(underWay, now))) {
            return outage.trouble(underWay == null ? now : underWay.begun, now);
        }
        return lastReply.startsIn(now) > 0 ? lastReply.ofNewState(now) : null;
    }

    /** A slow Redis is no trouble, but nothing comes without a connection, and a short patience may end before silence. */
    private boolean isMissed(ScriptCall call, long now) {
        long unanswered = now - call.begun;
        return unanswered > CallLoop.SILENCE
                || (unanswered > PROMPT && (!link.isConnected() || waiters.isShortOneOutOfTime(now)));
    }
}
