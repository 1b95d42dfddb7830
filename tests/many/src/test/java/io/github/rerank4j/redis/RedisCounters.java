package io.github.rerank4j.redis;

import io.github.rerank4j.fixtures.RedisProcess;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis says of itself. */
record RedisCounters(long scripts, double cpuSeconds) {

    private static final Pattern SCRIPT = Pattern.compile("cmdstat_eval(?:sha)?:calls=(\\d+)");
    private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user):([\\d.]+)");

    static RedisCounters of(RedisProcess redis) {
        double cpu = 0;
        Matcher used = CPU.matcher(redis.command("INFO", "cpu"));
        while (used.find()) {
            cpu += Double.parseDouble(used.group(1));
        }
        long calls = 0;
        Matcher counted = SCRIPT.matcher(redis.command("INFO", "commandstats"));
        while (counted.find()) {
            calls += Long.parseLong(counted.group(1));
        }
        return new RedisCounters(calls, cpu);
    }

    RedisCounters plus(RedisCounters other) {
        return new RedisCounters(scripts + other.scripts, cpuSeconds + other.cpuSeconds);
    }

    RedisCounters minus(RedisCounters other) {
        return new RedisCounters(scripts - other.scripts, cpuSeconds - other.cpuSeconds);
    }
}
