package io.github.rerank4j.redis;

import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call of the script: what it says, for which waiters it asks, and when it began. */
final class ScriptCall {

    final long begun;
    final List<String> arguments;
    final List<SharedPermit> reported = new ArrayList<>();
    final Map<String, Long> unwanted = new LinkedHashMap<>();
    final List<Waiter<Permit>> asks = new ArrayList<>();
    boolean rejected;
    final List<Timers.Entry> timers = new ArrayList<>();

    ScriptCall(long begun, List<String> header) {
        this.begun = begun;
        this.arguments = new ArrayList<>(header);
    }

    void add(String... words) {
        arguments.addAll(List.of(words));
    }

    void ask(Waiter<Permit> waiter) {
        SharedPermit permit = (SharedPermit) waiter.permit();
        asks.add(waiter);
        add("ask", permit.id, String.valueOf(permit.tokens));
    }

    void stopTimers() {
        timers.forEach(Timers.Entry::cancel);
    }
}
