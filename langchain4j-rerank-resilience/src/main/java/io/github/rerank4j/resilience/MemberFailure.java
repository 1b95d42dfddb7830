package io.github.rerank4j.resilience;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a member has done in a call that nobody answered.
 *
 * @param words what it did, as a sentence without its end
 * @param thrown what it has thrown; null if it was not asked
 */
record MemberFailure(String words, @Nullable Throwable thrown) {

    /** It was asked, and has thrown what is described in words without a text. */
    static MemberFailure failed(Member member, Throwable thrown, String described, Duration spent) {
        return new MemberFailure(
                member.name() + " failed after " + Durations.readable(spent) + " (" + described + ")", thrown);
    }

    static MemberFailure rests(Member member, Breaker.Rest rest) {
        String until = rest.nanos() == 0
                ? "rests while another call finds out whether it answers again"
                : "rests for another " + Durations.readable(Duration.ofNanos(rest.nanos()));
        return new MemberFailure(member.name() + " " + until + " (" + rest.reason() + ")", null);
    }

    static MemberFailure notAsked(Member member) {
        return new MemberFailure(member.name() + " was not asked, because no time was left", null);
    }
}
