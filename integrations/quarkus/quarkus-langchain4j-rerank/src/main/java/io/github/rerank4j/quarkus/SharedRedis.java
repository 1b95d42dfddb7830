package io.github.rerank4j.quarkus;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.settings.SettingException;
import io.quarkus.runtime.ShutdownContext;
import io.smallrye.config.ConfigValidationException;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What the models of an application share in a Redis: a client for each address, a limiter for each key, and a store for
 * each prefix. They end with the application, after the models that are built later. Nothing of Lettuce is needed before the
 * first of them.
 */
final class SharedRedis {

    private static final Logger LOG = Logger.getLogger("io.github.rerank4j.quarkus");

    private final Map<String, AutoCloseable> clients = new HashMap<>();
    private final Map<String, Made> limiters = new HashMap<>();
    private final Map<String, ScoreStore> stores = new HashMap<>();

    /**
     * A limiter; the same for the same address and key.
     *
     * @param group under which name it is configured
     * @throws ConfigValidationException if there is none to be had
     */
    synchronized RateLimiter limiter(
            RedisLimit limit, String address, String byDefault, String group, ShutdownContext shutdown) {
        String key = limit.keyOr(byDefault);
        Made there = limiters.get(address + ' ' + key);
        if (there != null && !there.limit.isLike(limit)) {
            throw Refusal.of(
                    ("%s and %s set different limits for the same key, %s; set the same limit in both, or give each a key of"
                                    + " its own")
                            .formatted(there.group, group, key));
        }
        if (there != null) {
            return there.limiter;
        }
        RateLimiter made = LettuceClients.limiter(limit, client(address, group + ".uri", shutdown), byDefault);
        shutdown.addShutdownTask(() -> close(made));
        limiters.put(address + ' ' + key, new Made(group, limit, made));
        return made;
    }

    /**
     * A store; the same for the same address and prefix.
     *
     * @param property in which the address is
     * @throws ConfigValidationException if there is none to be had
     */
    synchronized ScoreStore store(String address, String prefix, String property, ShutdownContext shutdown) {
        String name = address + ' ' + prefix;
        ScoreStore there = stores.get(name);
        if (there == null) {
            there = LettuceClients.store(client(address, property, shutdown), prefix);
            ScoreStore made = there;
            shutdown.addShutdownTask(() -> close(made));
            stores.put(name, made);
        }
        return there;
    }

    private AutoCloseable client(String address, String property, ShutdownContext shutdown) {
        if (new LettuceIsMissing().getAsBoolean()) {
            throw Refusal.of(
                    ("%s is set, but Lettuce is not on the class path; add io.lettuce:lettuce-core in version 6.8.2.RELEASE,"
                                    + " which runs on the Netty of Quarkus, or remove the property")
                            .formatted(property));
        }
        AutoCloseable there = clients.get(address);
        if (there == null) {
            AutoCloseable made = opened(address, property);
            shutdown.addShutdownTask(() -> close(made));
            clients.put(address, made);
            there = made;
        }
        return there;
    }

    private static AutoCloseable opened(String address, String property) {
        try {
            return LettuceClients.open(address, property);
        } catch (SettingException noAddress) {
            throw Refusal.of(noAddress.problem() + "; " + noAddress.remedy());
        }
    }

    private static void close(Object made) {
        try {
            if (made instanceof AutoCloseable open) {
                open.close();
            }
        } catch (Exception failure) {
            LOG.warnf(
                    "A connection of the rerankers to Redis could not be closed, and the application ends without that: %s",
                    failure.getClass().getName());
        }
    }

    /**
     * A limiter.
     *
     * @param group by which it was configured first
     */
    private record Made(String group, RedisLimit limit, RateLimiter limiter) {}
}
