package io.github.rerank4j.examples.web;

import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.MemberStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who rerank one in the place of the other, and can be taken away. Safe for use by many threads. */
public final class Members {

    /** Why there are none where a real service is asked. */
    static final String FOR_STAND_INS =
            "Only stand-ins can be taken away: between this application and a real service there is nothing to switch.";

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final List<StandInMember> standIns;
    private final Supplier<List<MemberStatus>> statuses;

    private Members(List<StandInMember> standIns, Supplier<List<MemberStatus>> statuses) {
        this.standIns = standIns;
        this.statuses = statuses;
    }

    /**
     * Those of a reranker.
     *
     * @param chain what asks them; asked for only if there are any
     */
    public static Members of(ChosenReranker reranker, Supplier<FallbackScoringModel> chain) {
        return new Members(reranker.standIns(), () -> chain.get().members());
    }

    /** No members: one reranker, and nobody in its place. */
    static Members none() {
        return new Members(List.of(), List::of);
    }

    /** How they are at this moment, the first choice first; empty if there are none. */
    public List<Member> now() {
        if (standIns.isEmpty()) {
            return List.of();
        }
        List<MemberStatus> known = statuses.get();
        return standIns.stream().map(member -> now(member, known)).toList();
    }

    private static Member now(StandInMember member, List<MemberStatus> known) {
        Optional<MemberStatus> status =
                known.stream().filter(each -> each.name().equals(member.name())).findFirst();
        Long millis =
                status.flatMap(MemberStatus::restsUntil).map(Members::millisTo).orElse(null);
        return new Member(member.name(), member.reranker().model(), member.isAway(), millis != null, millis);
    }

    private static long millisTo(Instant then) {
        return Math.max(0, Duration.between(Instant.now(), then).toMillis());
    }

    /**
     * Takes a member away, or brings it back, and says how all are then.
     *
     * @throws NoSuchMemberException if there is none of that name
     */
    public List<Member> away(String name, boolean yes) {
        StandInMember member = standIn(name)
                .orElseThrow(() -> new NoSuchMemberException(
                        standIns.isEmpty()
                                ? FOR_STAND_INS
                                : "There is no such member; there are "
                                        + String.join(
                                                " and ",
                                                standIns.stream()
                                                        .map(StandInMember::name)
                                                        .toList())
                                        + "."));
        member.away(yes);
        LOG.info("{} is {}", member.name(), yes ? "taken away: its connections are refused" : "back");
        return now();
    }

    /** The names of those before one; of all of them, if nobody has answered. */
    List<String> before(@Nullable String name) {
        return standIns.stream()
                .map(StandInMember::name)
                .takeWhile(each -> !each.equals(name))
                .toList();
    }

    /** Who a member is. */
    Optional<Reranker> reranker(@Nullable String name) {
        return standIn(name).map(StandInMember::reranker);
    }

    private Optional<StandInMember> standIn(@Nullable String name) {
        return standIns.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
