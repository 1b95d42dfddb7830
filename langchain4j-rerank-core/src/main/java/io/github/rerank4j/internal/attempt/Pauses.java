package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the service has asked to wait, for each model that was asked: whoever comes next waits too instead of being sent
 * into the same refusal. Remembered for a minute at most, however long the service asks, and then tried again.
 */
final class Pauses {

    private static final Duration LONGEST_MEMORY = Duration.ofMinutes(1);

    private final Timers timers;
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

    Pauses(Timers timers) {
        this.timers = timers;
    }

    /**
     * One wish of the service.
     *
     * @param asked how long it asked to wait
     * @param status the HTTP status it said so with
     * @param since when it said so, in the nanoseconds of the timers
     * @param until when that is over
     * @param forgotten when it is not remembered any more
     */
    record Pause(Duration asked, int status, long since, long until, long forgotten) {}

    /** Remembers a wish; a longer one that holds stays. */
    void remember(@Nullable String model, Duration asked, int status) {
        long now = timers.now();
        long nanos = Durations.saturatedNanos(asked);
        long memory = Math.min(nanos, LONGEST_MEMORY.toNanos());
        Pause pause = new Pause(asked, status, now, now + nanos, now + memory);
        pauses.values().removeIf(old -> old.forgotten() <= now);
        pauses.merge(key(model), pause, (old, latest) -> old.until() > latest.until() ? old : latest);
    }

    /** The wish that holds for a model now, or null. */
    @Nullable
    Pause of(@Nullable String model) {
        if (pauses.isEmpty()) {
            return null;
        }
        Pause pause = pauses.get(key(model));
        return pause == null || pause.forgotten() <= timers.now() ? null : pause;
    }

    private static String key(@Nullable String model) {
        return model == null ? "" : model;
    }
}
