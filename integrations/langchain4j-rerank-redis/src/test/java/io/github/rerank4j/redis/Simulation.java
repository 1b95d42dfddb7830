package io.github.rerank4j.redis;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Timers;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.LoggerFactory;

/**
 * JVMs, callers, a strict service and a network on one simulated clock, around a real Redis that runs the real script.
 * No message of a JVM to another ever arrives.
 */
final class Simulation {

    private static final long BEGINNING = 1_700_000_000_000_000L;
    private static final long MILLI = 1_000_000;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final List<Jvm> jvms = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();
    private final Limit limit;
    private final Random random;
    private final Keys keys;
    private final OnUnavailable what;
    private long numbers;
    private long now;

    /** How often in a hundred a call is executed and its answer lost, lost before, or late. */
    int answersLost;

    int callsLost;
    int answersLate;

    /** Nobody reaches Redis. */
    boolean redisAway;

    int served;

    private record Event(long at, long number, Jvm jvm, Runnable action) {}

    Simulation(Limit limit, OnUnavailable what, int seed) {
        this.limit = limit;
        this.what = what;
        this.random = new Random(seed);
        this.keys = new Keys(UUID.randomUUID().toString(), limit);
    }

    Jvm start(int callers) {
        Jvm jvm = new Jvm("jvm" + jvms.size());
        jvms.add(jvm);
        for (int i = 0; i < callers; i++) {
            jvm.call();
        }
        return jvm;
    }

    void forgetState() {
        ARedis.CONNECTION.sync().del(keys.all());
    }

    /** Takes away one of the keys, as an eviction does. */
    void evict(int number) {
        ARedis.CONNECTION.sync().del(keys.all()[number]);
    }

    void run(Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            now += 5 * MILLI;
            for (Jvm jvm : jvms) {
                if (jvm.runs()) {
                    jvm.timers.runDue();
                }
            }
            while (!events.isEmpty() && events.peek().at() <= now) {
                Event next = events.remove();
                if (next.jvm().dead) {
                    continue;
                }
                if (next.jvm().runs()) {
                    next.action().run();
                } else {
                    events.add(new Event(next.jvm().pausedUntil, next.number(), next.jvm(), next.action()));
                }
            }
        }
    }

    /** The most arrivals in any window of a period. */
    int most() {
        Collections.sort(arrivals);
        int most = 0;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (arrivals.get(last) - arrivals.get(first) >= limit.periodNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    long millis(int from, int to) {
        return random.nextLong(from, to + 1L);
    }

    /** One JVM with its callers. */
    final class Jvm {

        private final Timers timers = new Timers(() -> now, Runnable::run, null, Duration.ZERO);
        private final CallLoop loop;
        final List<Integer> order = new ArrayList<>();
        private int asked;
        private long pausedUntil;
        private boolean dead;
        private boolean stopping;
        int waiting;

        private Jvm(String name) {
            Outage.Choice choice = new Outage.Choice(what, 3, this::share, LoggerFactory.getLogger("test"));
            CallLoop.Account account = new CallLoop.Account(limit, keys.channels(), name);
            this.loop = new CallLoop(account, timers, Runnable::run, choice, told -> new Link());
        }

        /** Lanes on the simulated clock: what a share in process is. */
        private RateLimiter share(int instances) {
            int lanes = (int) (limit.lanes() / instances);
            Deque<CompletableFuture<Permit>> line = new ArrayDeque<>();
            int[] free = {lanes};
            return demand -> {
                CompletableFuture<Permit> asked = new CompletableFuture<>();
                line.add(asked);
                hand(line, free);
                return asked;
            };
        }

        private void hand(Deque<CompletableFuture<Permit>> line, int[] free) {
            while (free[0] > 0 && !line.isEmpty()) {
                free[0]--;
                boolean[] over = {false};
                if (!line.remove().complete(new Permit() {
                    @Override
                    public void answered() {
                        if (!over[0]) {
                            over[0] = true;
                            after(limit.periodMicros() / 1000 + 100, () -> {
                                free[0]++;
                                hand(line, free);
                            });
                        }
                    }
                })) {
                    free[0]++;
                }
            }
        }

        void pause(long millis) {
            pausedUntil = now + millis * MILLI;
        }

        void kill() {
            dead = true;
        }

        /** Callers end with their next response. */
        void stop() {
            stopping = true;
        }

        private boolean runs() {
            return !dead && pausedUntil <= now;
        }

        private void after(long millis, Runnable action) {
            events.add(new Event(now + millis * MILLI, numbers++, this, action));
        }

        private void call() {
            if (stopping) {
                return;
            }
            int number = asked++;
            waiting++;
            CompletableFuture<Permit> asking = loop.acquire(Demand.builder().build());
            if (chance(3)) {
                after(millis(1, 800), () -> asking.cancel(false));
            }
            asking.whenComplete((permit, failure) -> {
                waiting--;
                if (failure != null) {
                    after(10, this::call);
                    return;
                }
                order.add(number);
                served++;
                after(chance(8) ? millis(300, 800) : millis(0, 20), () -> send(permit));
            });
        }

        private void send(Permit permit) {
            if (chance(3)) {
                permit.unused();
                after(1, this::call);
                return;
            }
            permit.sent();
            arrivals.add(now + millis(0, 95) * MILLI);
            after(millis(100, 140), () -> {
                if (chance(5)) {
                    permit.abandoned();
                } else {
                    permit.answered();
                }
                call();
            });
        }

        /** Loses and delays what it carries. */
        private final class Link implements RedisLink {

            @Override
            public CompletionStage<List<Object>> call(List<String> arguments) {
                CompletableFuture<List<Object>> answer = new CompletableFuture<>();
                if (redisAway) {
                    answer.completeExceptionally(new IllegalStateException("refused"));
                    return answer;
                }
                if (chance(callsLost)) {
                    return answer;
                }
                after(chance(answersLate) ? millis(50, 3000) : millis(0, 5), () -> {
                    List<Object> reply = execute(arguments);
                    if (!chance(answersLost)) {
                        after(chance(answersLate) ? millis(50, 3000) : millis(0, 5), () -> answer.complete(reply));
                    }
                });
                return answer;
            }

            private List<Object> execute(List<String> arguments) {
                List<String> words = new ArrayList<>();
                words.add(String.valueOf(BEGINNING + now / 1000));
                words.addAll(arguments);
                return ARedis.CONNECTION
                        .sync()
                        .eval(Script.LIMIT.text(), ScriptOutputType.MULTI, keys.all(), words.toArray(String[]::new));
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
}
