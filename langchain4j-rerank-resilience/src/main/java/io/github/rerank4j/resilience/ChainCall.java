package io.github.rerank4j.resilience;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call of a chain: its members are asked one after the other until one has answered; a member that is silent too long
 * gets company. The scores of one member are the whole response.
 */
final class ChainCall {

    private static final long GRACE_NANOS = Patience.GRACE_OF_MEMBERS.toNanos();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Breaker.Rest AWAKE = new Breaker.Rest(0, "");

    private final Chain chain;
    private final OpenCall call;
    private final Duration timeout;
    private final long deadline;
    private final Set<MemberCall> underway = new LinkedHashSet<>();
    private final List<MemberOutcome> failures = new ArrayList<>();
    private int next;
    private boolean refused;
    private boolean answered;

    /** A call whose time runs. */
    ChainCall(Chain chain, OpenCall call) {
        this.chain = chain;
        this.call = call;
        this.timeout = call.request()
                .timeout()
                .filter(shorter -> shorter.compareTo(chain.timeout()) < 0)
                .orElse(chain.timeout());
        this.deadline = now() + Durations.saturatedNanos(timeout);
        // whatever holds up what goes on for this call, its time ends
        long longest = Durations.saturatedNanos(timeout) + 2 * GRACE_NANOS;
        Timers.Entry end = chain.timers().after(longest, () -> call.fail(late()));
        call.onEnd(end::cancel);
    }

    /** Asks the first member that can answer. */
    void begin() {
        chain.hedges().call();
        MemberCall first;
        synchronized (this) {
            first = nextMemberCall();
        }
        if (first == null) {
            call.fail(exhaustion());
        } else {
            ask(first);
        }
    }

    private long now() {
        return chain.timers().now();
    }

    private synchronized Throwable exhaustion() {
        return ChainFailures.of(chain.members().size(), timeout, failures);
    }

    private Throwable late() {
        try {
            return lateness();
        } catch (Throwable noHeap) {
            return noHeap;
        }
    }

    private synchronized Throwable lateness() {
        List<MemberOutcome> all = new ArrayList<>(failures);
        for (MemberCall memberCall : underway) {
            boolean membersFault = memberCall.member().isLongEnough(memberCall.timeout(), chain.share());
            all.add(MemberOutcome.silent(memberCall.member(), memberCall.spent(), membersFault));
        }
        for (Member member : chain.members().subList(next, chain.members().size())) {
            all.add(MemberOutcome.notAsked(member));
        }
        return ChainFailures.late(timeout, all);
    }

    private @Nullable MemberCall nextMemberCall() {
        while (!refused && next < chain.members().size()) {
            int index = next++;
            Member member = chain.members().get(index);
            long now = now();
            Duration left = Duration.ofNanos(deadline - now);
            if (left.compareTo(Patience.SHORTEST) < 0) {
                failures.add(MemberOutcome.notAsked(member));
                continue;
            }
            Breaker.Rest rest = member.breaker().rest(now).orElse(AWAKE);
            int successors = successors(index, now);
            MemberCall memberCall = new MemberCall(member, index, share(member, left, successors), successors == 0);
            Runnable stop = memberCall::giveUp;
            // before it enters: a probe that nobody ends would keep its member resting for ever
            call.onEnd(stop);
            underway.add(memberCall);
            if (memberCall.enter(now)) {
                return memberCall;
            }
            underway.remove(memberCall);
            call.forget(stop);
            failures.add(MemberOutcome.rests(member, rest));
        }
        return null;
    }

    /** How many members after it could be asked now. */
    private int successors(int index, long now) {
        List<Member> members = chain.members();
        return (int) members.subList(index + 1, members.size()).stream()
                .filter(member -> member.breaker().letsIn(now))
                .count();
    }

    /** The time that is left is shared by those who may need it; what one of them does not use goes on. */
    private static Duration share(Member member, Duration left, int successors) {
        Duration share = left.dividedBy(successors + 1L);
        Duration within = member.within();
        return within != null && within.compareTo(share) < 0 ? within : share;
    }

    /** One after the other and not within each other: all members of a long chain may fail at once, and a stack ends. */
    private void ask(MemberCall first) {
        MemberCall memberCall = first;
        while (memberCall != null) {
            memberCall = askOne(memberCall);
        }
    }

    /** Returns who is to be asked next, if the member has failed already. */
    private @Nullable MemberCall askOne(MemberCall memberCall) {
        if (memberCall.hasEnded()) {
            return null;
        }
        Timers.Entry overdue = chain.timers()
                .after(
                        Durations.saturatedNanos(memberCall.timeout()) + GRACE_NANOS,
                        call.inContext(() -> askNext(failed(memberCall, silent(memberCall)))));
        memberCall.timers(overdue, hedgeOf(memberCall));
        var asked = OpenCalls.ask(memberCall.member().reranker(), request(memberCall));
        memberCall.asked(asked);
        boolean atOnce = asked.isDone();
        AtomicReference<@Nullable MemberCall> next = new AtomicReference<>();
        // not whenComplete, which would want words of the failure
        asked.handle((response, failure) -> {
            call.inContext(() -> {
                        MemberCall other = failure == null
                                ? answered(memberCall, response)
                                : failed(memberCall, Futures.unwrapped(failure));
                        if (atOnce) {
                            next.set(other);
                        } else {
                            askNext(other);
                        }
                    })
                    .run();
            return null;
        });
        return next.get();
    }

    private void askNext(@Nullable MemberCall other) {
        if (other != null) {
            ask(other);
        }
    }

    private Timers.@Nullable Entry hedgeOf(MemberCall memberCall) {
        Duration after = chain.hedges().after();
        return after == null || memberCall.isLast() || after.compareTo(memberCall.timeout()) >= 0
                ? null
                : chain.timers().after(after, call.inContext(() -> hedge(memberCall)));
    }

    private RerankRequest request(MemberCall memberCall) {
        RerankRequest.Builder request =
                call.request().toBuilder().timeout(memberCall.timeout()).calledBy(call.context());
        if (!memberCall.isLast()) {
            request.maxRetries(0);
        }
        return request.build();
    }

    private static TimeoutException silent(MemberCall memberCall) {
        return new TimeoutException(
                memberCall.member().name() + " did not answer within " + Durations.readable(memberCall.timeout()));
    }

    private @Nullable MemberCall answered(MemberCall memberCall, @Nullable RerankResponse response) {
        if (!memberCall.end()) {
            return null;
        }
        RerankResponse answer;
        try {
            answer = answer(memberCall, response);
        } catch (RuntimeException incomplete) {
            return failedItself(
                    memberCall,
                    new InvalidReplyException(
                            memberCall.member().name() + " did not return one score per document", incomplete));
        }
        takes(memberCall, answer);
        return null;
    }

    private void takes(MemberCall memberCall, RerankResponse answer) {
        Member member = memberCall.member();
        if (answer.cached()) {
            // nobody was asked
            memberCall.leave();
        } else if (memberCall.succeeded()) {
            MemberStatus status = MemberStatus.inUse(member.name());
            chain.report(listener -> listener.onRestEnded(status));
        }
        List<MemberCall> losers;
        synchronized (this) {
            underway.remove(memberCall);
            losers = List.copyOf(underway);
            if (answered || call.isOver()) {
                return;
            }
            answered = true;
        }
        chain.log().answered(memberCall.index(), member.name(), () -> whatBecameOfThoseBefore(memberCall, losers));
        for (MemberCall loser : losers) {
            giveUp(loser, memberCall);
        }
        call.succeed(answer);
    }

    private synchronized String whatBecameOfThoseBefore(MemberCall winner, List<MemberCall> losers) {
        Stream<String> failed = failures.stream().map(MemberOutcome::words);
        Stream<String> silent = losers.stream()
                .filter(loser -> loser.index() < winner.index())
                .map(loser -> loser.member().name() + " was silent for " + Durations.readable(loser.spent()));
        return Stream.concat(failed, silent).collect(Collectors.joining("; "));
    }

    private void giveUp(MemberCall loser, MemberCall winner) {
        if (loser.giveUp()) {
            HedgeContext lost = HedgeContext.of(
                    call.context(), loser.member().name(), winner.member().name(), loser.spent());
            report(listener -> listener.onLoserCancelled(lost));
        }
    }

    private RerankResponse answer(MemberCall memberCall, @Nullable RerankResponse response) {
        if (response == null) {
            throw new NullPointerException("no response");
        }
        Member member = memberCall.member();
        String inner = response.answeredBy()
                .map(name -> FallbackScoringModel.NESTED + name)
                .orElse("");
        List<String> before = new ArrayList<>(chain.members().subList(0, memberCall.index()).stream()
                .map(Member::name)
                .toList());
        response.fallbacks().forEach(name -> before.add(member.name() + FallbackScoringModel.NESTED + name));
        // that of a chain's member comes before that of the chain
        OptionalDouble minScore = response.minScore().isPresent() ? response.minScore() : member.minScore();
        return response.with(
                call.request(),
                response.facts().toBuilder()
                        .answeredBy(member.name() + inner)
                        .fallbacks(before)
                        .minScore(minScore)
                        .build());
    }

    private @Nullable MemberCall failed(MemberCall memberCall, Throwable failure) {
        if (!memberCall.end()) {
            return null;
        }
        memberCall.cancelAsked();
        return failedItself(memberCall, failure);
    }

    /** Returns who is to be asked next, if anybody is. */
    private @Nullable MemberCall failedItself(MemberCall memberCall, Throwable failure) {
        Member member = memberCall.member();
        Duration spent = memberCall.spent();
        String described = member.traits().described(failure);
        boolean membersFault = isMembersFault(memberCall, failure);
        boolean first = isFirst(memberCall, failure);
        synchronized (this) {
            underway.remove(memberCall);
            failures.add(MemberOutcome.failed(member, failure, described, spent, membersFault));
        }
        judge(memberCall, failure, membersFault, described);
        if (call.isOver()) {
            return null;
        }
        boolean goesOn = chain.goesOn(failure);
        if (!goesOn && (first || !(failure instanceof Exception))) {
            call.fail(failure);
            return null;
        }
        chain.log().failed(member.name(), failure, described);
        return goOn(memberCall, failure, !goesOn);
    }

    /**
     * What the first member refuses is the caller's own mistake; a later one may refuse what another would have answered.
     * A wrong argument is a mistake whoever rests.
     */
    private synchronized boolean isFirst(MemberCall memberCall, Throwable failure) {
        boolean alone = failure instanceof IllegalArgumentException
                ? failures.stream().allMatch(before -> before.thrown() == null)
                : failures.isEmpty();
        return alone && underway.stream().findFirst().orElse(memberCall) == memberCall;
    }

    /** Whether a failure shows something about its member. */
    private boolean isMembersFault(MemberCall memberCall, Throwable failure) {
        if (failure instanceof ChainFailure chainFailure) {
            return chainFailure.isMembersFault();
        }
        return RerankFailures.anotherCouldHelp(failure)
                && !(failure instanceof NoPermitInTimeException)
                && (memberCall.member().isLongEnough(memberCall.timeout(), chain.share())
                        || !RerankFailures.isTimeout(failure));
    }

    private void judge(MemberCall memberCall, Throwable failure, boolean membersFault, String described) {
        if (!membersFault) {
            memberCall.leave();
            return;
        }
        long now = now();
        Duration wait = wait(failure);
        if (failure instanceof RateLimitException || !wait.isZero()) {
            chain.hedges().pause(now, wait);
        }
        // not the time of this call: a caller in a hurry must not make anybody rest
        boolean tooLong = wait.compareTo(chain.timeout()) > 0;
        boolean rests =
                tooLong ? memberCall.askedToWait(now, wait, described) : memberCall.failed(now, failure, described);
        if (rests) {
            Member member = memberCall.member();
            member.breaker().rest(now).ifPresent(rest -> reportRest(member, rest));
        }
    }

    /** What the service asked for, at most five minutes. What one of a chain's services asked for is not its own. */
    private static Duration wait(Throwable failure) {
        Duration wait = failure instanceof ChainFailure
                ? Duration.ZERO
                : RerankFailures.retryAfter(failure).orElse(Duration.ZERO);
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private void reportRest(Member member, Breaker.Rest rest) {
        chain.log().rests(member.name(), Duration.ofNanos(rest.nanos()), rest.reason());
        MemberStatus status = MemberStatus.resting(member.name(), rest);
        chain.report(listener -> listener.onRest(status));
    }

    /**
     * Somebody else is to answer: who is under way already, or the next that can, which is returned.
     *
     * @param refusal whether nobody else is to be asked any more
     */
    private @Nullable MemberCall goOn(MemberCall from, Throwable failure, boolean refusal) {
        MemberCall other;
        boolean isNew;
        synchronized (this) {
            refused |= refusal;
            other = underway.stream().findFirst().orElse(null);
            isNew = other == null;
            if (isNew) {
                other = nextMemberCall();
            }
        }
        if (other == null) {
            call.fail(exhaustion());
            return null;
        }
        FallbackContext context = FallbackContext.of(
                call.context(), from.member().name(), other.member().name(), failure, from.spent());
        report(listener -> listener.onFallback(context));
        return isNew ? other : null;
    }

    /** Of this call, so not after its end. */
    private void report(Consumer<FallbackListener> event) {
        chain.report(listener -> {
            if (!call.isOver()) {
                event.accept(listener);
            }
        });
    }

    /** A member has been silent for long. */
    private void hedge(MemberCall silent) {
        MemberCall other;
        synchronized (this) {
            long now = now();
            if (silent.hasEnded()
                    || refused
                    || next == chain.members().size()
                    || deadline - now < Patience.SHORTEST.toNanos()
                    || chain.anyRests(now)
                    || !chain.hedges().take(now)) {
                return;
            }
            other = nextMemberCall();
        }
        if (other == null) {
            return;
        }
        HedgeContext context = HedgeContext.of(
                call.context(), silent.member().name(), other.member().name(), silent.spent());
        report(listener -> listener.onHedge(context));
        ask(other);
    }
}
