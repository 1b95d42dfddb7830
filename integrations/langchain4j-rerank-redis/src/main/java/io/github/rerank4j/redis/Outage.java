package io.github.rerank4j.redis;

import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.OncePerMinute;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Since when Redis has given no usable answer, and what counts meanwhile. For one thread at a time. */
final class Outage {

    /** After this long, attempts have used what was granted before. */
    static final long CAUTION = TimeUnit.MILLISECONDS.toNanos(2400);

    private static final long NONE = -1;
    private static final String REMEDY =
            "Check that Redis is up and reachable, and that its user may run scripts on the keys of rerank4j";
    private static final int LONGEST_WORDS = 120;
    private static final RateLimiter NO_LIMIT = demand -> CompletableFuture.completedFuture(new Permit() {});

    private final Choice choice;
    private final RedisLink link;
    private final LastReply lastReply;
    private final RecentGrants recent;
    private final OncePerMinute warning;
    private long since = NONE;
    private long grantsFrom;
    private boolean away;
    private boolean toldOfNewState;
    private @Nullable RateLimiter substitute;
    private @Nullable Throwable failure;

    /**
     * What the user has chosen.
     *
     * @param instances how many JVMs share the limit; 0 if the user has not said it
     * @param shares makes the limiter inside a JVM for one of so many instances
     */
    record Choice(OnUnavailable what, int instances, IntFunction<RateLimiter> shares, Logger logger) {}

    Outage(Choice choice, RedisLink link, LastReply lastReply, RecentGrants recent) {
        this.choice = choice;
        this.link = link;
        this.lastReply = lastReply;
        this.recent = recent;
        this.warning = new OncePerMinute();
    }

    /** Redis gives no usable answer; whether this is new. */
    boolean begins(long now) {
        boolean first = since == NONE;
        since = first ? now : since;
        return first;
    }

    boolean isOn() {
        return since != NONE;
    }

    boolean isAway() {
        return away;
    }

    /** Nothing is granted before this time. */
    long grantsFrom() {
        return grantsFrom;
    }

    void failed(@Nullable Throwable thrown) {
        failure = thrown;
    }

    /** Tells once, in the log, why nothing is granted for a minute after a start. */
    void tellOfNewState(long now) {
        if (!toldOfNewState && lastReply.startsIn(now) > CAUTION) {
            toldOfNewState = true;
            choice.logger()
                    .info(
                            "{}: after a start, a flush or an eviction a per-minute limit begins when what may have been"
                                    + " granted before is over. In development, leave the shared limiter out.",
                            lastReply.ofNewState(now));
        }
    }

    /** Whether what was chosen for an outage counts from now on. */
    boolean becomesAway(long now) {
        if (away || since == NONE || now - since < CAUTION) {
            return false;
        }
        away = true;
        int instances = Math.max(choice.instances(), lastReply.instances(since));
        substitute = switch (choice.what()) {
            case LOCAL_SHARE -> instances == 0 ? null : choice.shares().apply(instances);
            case OPEN -> NO_LIMIT;
            case FAIL -> null;
        };
        beginShare(instances);
        if (warning.passes()) {
            choice.logger().warn("{}; until it does, {}. {}.", words(now), meanwhile(instances), REMEDY);
        }
        return true;
    }

    /** What was free may be taken by a JVM of which this one has not heard, unless the user says that there is none. */
    private void beginShare(int instances) {
        List<Double> used = recent.used();
        boolean alone = instances == 1 && choice.instances() == 1;
        recent.alone(
                since,
                alone ? lastReply.freeLanes(used.get(0), since) : 0,
                alone ? lastReply.freeTokens(used.get(1), since) : 0);
    }

    /** Whether what counts meanwhile may be asked for a permit; what Redis granted within the period may forbid it. */
    boolean takes(long tokens) {
        return away && (choice.what() != OnUnavailable.LOCAL_SHARE || substitute == null || recent.takes(tokens));
    }

    private String meanwhile(int instances) {
        if (substitute == null) {
            return choice.what() == OnUnavailable.FAIL
                    ? "attempts wait as long as they have time"
                    : "attempts wait as long as they have time, because nobody has said how many instances share the"
                            + " limit (expectedInstances)";
        }
        return choice.what() == OnUnavailable.OPEN
                ? "there is no limit"
                : "this JVM paces by itself with its share, the limit divided by " + instances;
    }

    private String words(long now) {
        return words(since, now);
    }

    private String words(long begun, long now) {
        return "The rate limiter has had no usable answer from Redis" + place() + " for "
                + Durations.readable(Duration.ofNanos(now - begun)) + reason();
    }

    private String place() {
        return link.where().isEmpty() ? "" : " at " + link.where();
    }

    /** Shows what Redis says itself, and of other failures only their class, because clients put addresses into them. */
    private String reason() {
        if (failure == null) {
            return "";
        }
        RedisCommandExecutionException said = saidByRedis();
        return said == null
                ? " (" + Futures.unwrapped(failure).getClass().getSimpleName() + ")"
                : " (" + withoutArguments(String.valueOf(said.getMessage())) + ")";
    }

    /** What Redis itself answered, if the failure is of that kind. */
    private @Nullable RedisCommandExecutionException saidByRedis() {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException said) {
                return said;
            }
        }
        return null;
    }

    /** A server that does not know a command repeats what came with it, such as the password of {@code HELLO}. */
    private static String withoutArguments(String words) {
        int arguments = words.indexOf(", with args");
        int end = arguments < 0 ? words.length() : arguments;
        return words.substring(0, Math.min(end, LONGEST_WORDS));
    }

    /** The failure of a waiter that has no time left. What Redis said is in its words; as a cause it would be all of it. */
    RetriableException reason(long now) {
        return new RetriableException(
                words(now) + ", so there is no permit. " + REMEDY + ".", saidByRedis() == null ? failure : null);
    }

    /**
     * The words for a caller that is out of time by its own clock.
     *
     * @param asked when the call began that has no answer; counts where no outage was noticed before
     */
    String trouble(long asked, long now) {
        return words(since == NONE ? asked : since, now) + ". " + REMEDY;
    }

    /** A permit of what counts meanwhile; null where nothing does. */
    @Nullable
    CompletableFuture<Permit> acquire(long tokens, Duration patience) {
        RateLimiter other = away ? substitute : null;
        return other == null
                ? null
                : other.acquire(
                        Demand.builder().tokens(tokens).patience(patience).build());
    }

    /** Redis has answered; whether this ends what counted meanwhile. */
    boolean answered(long now) {
        boolean back = away;
        if (back) {
            choice.logger()
                    .info(
                            "Redis{} answers the rate limiter again{}.",
                            place(),
                            substitute == null ? "" : ", whose permits come from there in 2.4 s");
        }
        if (away && substitute != null) {
            grantsFrom = now + CAUTION;
        }
        since = NONE;
        away = false;
        substitute = null;
        failure = null;
        return back;
    }
}
