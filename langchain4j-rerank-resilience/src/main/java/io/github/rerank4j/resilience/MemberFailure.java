package io.github.rerank4j.resilience;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a member has done in a call that nobody answered.
 *
 * @param words what it did, as a sentence without its end
 * @param thrown what it has thrown; null if it was not asked, or is silent still
 * @param itsOwn whether that shows something about the member
 */
record MemberFailure(String words, @Nullable Throwable thrown, boolean itsOwn) {

    /** It was asked, and has thrown what is described in words without a text. */
    static MemberFailure failed(Member member, Throwable thrown, String described, Duration spent, boolean itsOwn) {
        return new MemberFailure(
                member.name() + " failed after " + Durations.readable(spent) + " (" + described + ")", thrown, itsOwn);
    }

    static MemberFailure rests(Member member, Breaker.Rest rest) {
        String until = rest.nanos() == 0
                ? "rests while another call finds out whether it answers again"
                : "rests for another " + Durations.readable(Duration.ofNanos(rest.nanos()));
        return new MemberFailure(member.name() + " " + until + " (" + rest.reason() + ")", null, true);
    }

    static MemberFailure notAsked(Member member) {
        return new MemberFailure(member.name() + " was not asked, because no time was left", null, false);
    }

    static MemberFailure silent(Member member, Duration spent, boolean itsOwn) {
        return new MemberFailure(member.name() + " was still silent after " + Durations.readable(spent), null, itsOwn);
    }
}
