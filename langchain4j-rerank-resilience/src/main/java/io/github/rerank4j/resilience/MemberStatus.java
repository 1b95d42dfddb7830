package io.github.rerank4j.resilience;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a member of a chain is at a moment. Immutable; never holds a text. */
public final class MemberStatus {

    private final String name;
    private final @Nullable Instant restsUntil;
    private final @Nullable String reason;

    private MemberStatus(String name, @Nullable Instant restsUntil, @Nullable String reason) {
        this.name = name;
        this.restsUntil = restsUntil;
        this.reason = reason;
    }

    static MemberStatus inUse(String name) {
        return new MemberStatus(name, null, null);
    }

    static MemberStatus resting(String name, Breaker.Rest rest) {
        return new MemberStatus(name, Instant.now().plusNanos(rest.nanos()), rest.reason());
    }

    /** Its name in the chain. */
    public String name() {
        return name;
    }

    /** Whether it rests: it is not asked, but for one call when the time is over. */
    public boolean rests() {
        return restsUntil != null;
    }

    /**
     * Until when it rests; in the past where the rest is over and no call has found out yet whether it answers again.
     * Empty if it does not rest.
     */
    public Optional<Instant> restsUntil() {
        return Optional.ofNullable(restsUntil);
    }

    /** Why it rests, as a part of a sentence; empty if it does not rest. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public String toString() {
        return restsUntil == null ? name + " is in use" : name + " rests until " + restsUntil + ": " + reason;
    }
}
