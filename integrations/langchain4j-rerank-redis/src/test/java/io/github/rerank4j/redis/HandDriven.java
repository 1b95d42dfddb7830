package io.github.rerank4j.redis;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.concurrent.Timers;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * JVMs on one clock that moves when a case says so, and a real Redis that takes its time from there and answers before
 * a call returns. No message of a JVM to another arrives.
 */
final class HandDriven {

    private static final long BEGINNING = 1_700_000_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final Map<String, Timers> jvms = new LinkedHashMap<>();
    final String key = UUID.randomUUID().toString();
    final Limit limit;
    int calls;

    /** How far Redis' clock was set. */
    Duration clock = Duration.ZERO;

    HandDriven(Limit limit) {
        this.limit = limit;
    }

    /** A limiter in a JVM of its own, which Redis knows nothing of. */
    RateLimiter jvm(String name) {
        Timers timers = new Timers(nanos::get, Runnable::run, null, Duration.ZERO);
        jvms.put(name, timers);
        Keys keys = new Keys(key, limit);
        Outage.Choice choice = new Outage.Choice(OnUnavailable.FAIL, 0, limit::share, LoggerFactory.getLogger("test"));
        CallLoop loop = new CallLoop(
                new CallLoop.Account(limit, keys.channels(), name),
                timers,
                Runnable::run,
                choice,
                told -> new Link(keys));
        return loop::acquire;
    }

    /** The same, after the caution of a new state. */
    RateLimiter readyJvm(String name) {
        RateLimiter limiter = jvm(name);
        CompletableFuture<RateLimiter.Permit> first =
                limiter.acquire(Demand.builder().build());
        pass(Duration.ofMillis(limit.periodMicros() / 1000 + 2_000));
        first.join().unused();
        return limiter;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        jvms.values().forEach(Timers::runDue);
    }

    /** In steps, so that whoever asks again does. */
    void passSlowly(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 50) {
            pass(Duration.ofMillis(Math.min(left, 50)));
        }
    }

    void kill(String name) {
        jvms.remove(name);
    }

    /** Takes away the keys whose names end so, in a way that Redis remembers: it does not remember a DEL. */
    void lose(String... names) {
        ARedis.CONNECTION.sync().swapdb(0, 0);
        for (String name : names) {
            ARedis.CONNECTION
                    .sync()
                    .del(new Keys(key, limit)
                            .all()[
                            List.of("state", "lanes", "tokens", "jvms", "line", "needs")
                                    .indexOf(name)]);
        }
    }

    /** A Redis that answers before the call returns. */
    private final class Link implements RedisLink {

        private final String[] keys;

        private Link(Keys keys) {
            this.keys = keys.all();
        }

        @Override
        public CompletionStage<List<Object>> call(List<String> arguments) {
            List<String> words = new ArrayList<>();
            words.add(String.valueOf(BEGINNING + (nanos.get() + clock.toNanos()) / 1000));
            words.addAll(arguments);
            List<Object> reply;
            synchronized (HandDriven.this) {
                calls++;
                reply = ARedis.CONNECTION
                        .sync()
                        .eval(Script.LIMIT.text(), ScriptOutputType.MULTI, keys, words.toArray(String[]::new));
            }
            return CompletableFuture.completedFuture(reply);
        }

        @Override
        public void reconnect() {}

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public String where() {
            return "here";
        }

        @Override
        public void close() {}
    }
}
