package io.github.rerank4j.resilience;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a member in a call that it did not answer.
 *
 * @param words what it did, as a sentence without its end
 * @param thrown what it has thrown; null if it was not asked, or is silent still
 * @param wasAsked whether it was asked at all
 * @param membersFault whether that shows something about the member
 */
record MemberOutcome(String words, @Nullable Throwable thrown, boolean wasAsked, boolean membersFault) {

    /** It was asked, and has thrown what is described in words without a text. */
    static MemberOutcome failed(
            Member member, Throwable thrown, String described, Duration spent, boolean membersFault) {
        return new MemberOutcome(
                member.name() + " failed after " + Durations.readable(spent) + " (" + described + ")",
                thrown,
                true,
                membersFault);
    }

    static MemberOutcome rests(Member member, Breaker.Rest rest) {
        String until = rest.nanos() == 0
                ? "rests until a call has found out whether it answers again"
                : "rests for another " + Durations.readable(Duration.ofNanos(rest.nanos()));
        return new MemberOutcome(member.name() + " " + until + " (" + rest.reason() + ")", null, false, true);
    }

    static MemberOutcome notAsked(Member member) {
        return new MemberOutcome(member.name() + " was not asked, because no time was left", null, false, false);
    }

    static MemberOutcome silent(Member member, Duration spent, boolean membersFault) {
        return new MemberOutcome(
                member.name() + " was still silent after " + Durations.readable(spent), null, true, membersFault);
    }
}
