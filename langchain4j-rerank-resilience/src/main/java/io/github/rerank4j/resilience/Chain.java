package io.github.rerank4j.resilience;

import io.github.rerank4j.RerankListeners;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What all calls of a chain share.
 *
 * @param members in the order in which they are asked
 * @param timeout the time of a call that does not say less
 * @param fallsOver after which failures another member is asked
 */
record Chain(
        List<Member> members,
        Duration timeout,
        Predicate<Throwable> fallsOver,
        Hedges hedges,
        ChainLog log,
        Timers timers,
        RerankListeners listeners) {

    /** What each member gets of a call that has all its time. */
    Duration share() {
        return Duration.ofNanos(Durations.saturatedNanos(timeout) / members.size());
    }

    /** Reports to those who watch members. */
    void report(Consumer<FallbackListener> event) {
        listeners.report(listener -> {
            if (listener instanceof FallbackListener watcher) {
                event.accept(watcher);
            }
        });
    }

    /** Whether another member is asked after a failure. */
    boolean goesOn(Throwable failure) {
        try {
            return fallsOver.test(failure);
        } catch (Throwable broken) {
            log.broken(broken);
            return false;
        }
    }

    boolean anyRests(long now) {
        return members.stream().anyMatch(member -> !member.breaker().letsIn(now));
    }
}
