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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call of a chain: its members are asked one after the other until one has answered; a member that is silent too long
 * gets company. The scores of one member are the whole response.
 */
final class ChainCall {

    /** How much longer than its time a member may take before it is given up: time to say itself what it waited for. */
    private static final long GRACE_NANOS = 20_000_000;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Breaker.Rest AWAKE = new Breaker.Rest(0, "");

    private final Chain chain;
    private final OpenCall call;
    private final Duration timeout;
    private final long deadline;
    private final Set<Attempt> underway = new LinkedHashSet<>();
    private final List<MemberFailure> failures = new ArrayList<>();
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
        Attempt first;
        synchronized (this) {
            first = nextAttempt();
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
        List<MemberFailure> all = new ArrayList<>(failures);
        for (Attempt attempt : underway) {
            boolean itsOwn = attempt.member().isLongEnough(attempt.given(), chain.share());
            all.add(MemberFailure.silent(attempt.member(), attempt.spent(), itsOwn));
        }
        for (Member member : chain.members().subList(next, chain.members().size())) {
            all.add(MemberFailure.notAsked(member));
        }
        return ChainFailures.late(timeout, all);
    }

    private @Nullable Attempt nextAttempt() {
        while (!refused && next < chain.members().size()) {
            int index = next++;
            Member member = chain.members().get(index);
            long now = now();
            Duration left = Duration.ofNanos(deadline - now);
            if (left.compareTo(SHORTEST) < 0) {
                failures.add(MemberFailure.notAsked(member));
                continue;
            }
            Breaker.Rest rest = member.breaker().rest(now).orElse(AWAKE);
            int successors = successors(index, now);
            Attempt attempt = new Attempt(member, index, share(member, left, successors), successors == 0);
            Runnable stop = attempt::giveUp;
            // before it enters: a probe that nobody ends would keep its member resting for ever
            call.onEnd(stop);
            underway.add(attempt);
            if (attempt.enter(now)) {
                return attempt;
            }
            underway.remove(attempt);
            call.forget(stop);
            failures.add(MemberFailure.rests(member, rest));
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

    private void ask(Attempt attempt) {
        if (attempt.hasEnded()) {
            return;
        }
        Timers.Entry overdue = chain.timers()
                .after(
                        Durations.saturatedNanos(attempt.given()) + GRACE_NANOS,
                        call.inContext(() -> failed(attempt, silent(attempt))));
        attempt.timers(overdue, hedgeOf(attempt));
        var asked = OpenCalls.ask(attempt.member().reranker(), request(attempt));
        attempt.asked(asked);
        asked.whenComplete((response, failure) -> call.inContext(() -> {
                    if (failure == null) {
                        answered(attempt, response);
                    } else {
                        failed(attempt, Futures.unwrapped(failure));
                    }
                })
                .run());
    }

    private Timers.@Nullable Entry hedgeOf(Attempt attempt) {
        Duration after = chain.hedges().after();
        return after == null || attempt.isLast() || after.compareTo(attempt.given()) >= 0
                ? null
                : chain.timers().after(after, call.inContext(() -> hedge(attempt)));
    }

    private RerankRequest request(Attempt attempt) {
        RerankRequest.Builder request =
                call.request().toBuilder().timeout(attempt.given()).calledBy(call.context());
        if (!attempt.isLast()) {
            request.maxRetries(0);
        }
        return request.build();
    }

    private static TimeoutException silent(Attempt attempt) {
        return new TimeoutException(
                attempt.member().name() + " did not answer within " + Durations.readable(attempt.given()));
    }

    private void answered(Attempt attempt, @Nullable RerankResponse response) {
        if (!attempt.end()) {
            return;
        }
        RerankResponse answer;
        try {
            answer = answer(attempt, response);
        } catch (RuntimeException incomplete) {
            failedItself(
                    attempt,
                    new InvalidReplyException(
                            attempt.member().name() + " did not return one score per document", incomplete));
            return;
        }
        Member member = attempt.member();
        if (answer.cached()) {
            // nobody was asked
            attempt.leave();
        } else if (attempt.succeeded()) {
            MemberStatus status = MemberStatus.asked(member.name());
            chain.report(listener -> listener.onRestEnded(status));
        }
        List<Attempt> losers;
        synchronized (this) {
            underway.remove(attempt);
            losers = List.copyOf(underway);
            if (answered || call.isOver()) {
                return;
            }
            answered = true;
        }
        chain.log().answered(attempt.index(), member.name(), () -> whatBecameOfThoseBefore(attempt, losers));
        for (Attempt loser : losers) {
            giveUp(loser, attempt);
        }
        call.succeed(answer);
    }

    private synchronized String whatBecameOfThoseBefore(Attempt winner, List<Attempt> losers) {
        Stream<String> failed = failures.stream().map(MemberFailure::words);
        Stream<String> silent = losers.stream()
                .filter(loser -> loser.index() < winner.index())
                .map(loser -> loser.member().name() + " was silent for " + Durations.readable(loser.spent()));
        return Stream.concat(failed, silent).collect(Collectors.joining("; "));
    }

    private void giveUp(Attempt loser, Attempt winner) {
        if (loser.giveUp()) {
            HedgeContext lost = HedgeContext.of(
                    call.context(), loser.member().name(), winner.member().name(), loser.spent());
            chain.report(listener -> listener.onHedgeLost(lost));
        }
    }

    private RerankResponse answer(Attempt attempt, @Nullable RerankResponse response) {
        if (response == null) {
            throw new NullPointerException("no response");
        }
        Member member = attempt.member();
        String inner = response.answeredBy()
                .map(name -> FallbackScoringModel.NESTED + name)
                .orElse("");
        List<String> before = new ArrayList<>(chain.members().subList(0, attempt.index()).stream()
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

    private void failed(Attempt attempt, Throwable failure) {
        if (attempt.end()) {
            attempt.cancelAsked();
            failedItself(attempt, failure);
        }
    }

    private void failedItself(Attempt attempt, Throwable failure) {
        Member member = attempt.member();
        Duration spent = attempt.spent();
        String described = member.traits().described(failure);
        boolean itsOwn = isItsOwn(attempt, failure);
        boolean first = isFirst(attempt);
        synchronized (this) {
            underway.remove(attempt);
            failures.add(MemberFailure.failed(member, failure, described, spent, itsOwn));
        }
        judge(attempt, failure, itsOwn, described);
        if (call.isOver()) {
            return;
        }
        boolean goesOn = chain.goesOn(failure);
        if (!goesOn && (first || !(failure instanceof Exception))) {
            call.fail(failure);
            return;
        }
        chain.log().failed(member.name(), failure, described);
        goOn(attempt, failure, !goesOn);
    }

    /** What it refuses is the caller's own mistake; a later one refuses what another would have answered. */
    private synchronized boolean isFirst(Attempt attempt) {
        return failures.stream().allMatch(failure -> failure.thrown() == null)
                && underway.stream().findFirst().orElse(attempt) == attempt;
    }

    /** Whether a failure shows something about its member. */
    private boolean isItsOwn(Attempt attempt, Throwable failure) {
        if (failure instanceof ChainFailure chainFailure) {
            return chainFailure.isMembersFault();
        }
        return RerankFailures.anotherCouldHelp(failure)
                && !(failure instanceof NoPermitInTimeException)
                && (attempt.member().isLongEnough(attempt.given(), chain.share())
                        || !RerankFailures.isTimeout(failure));
    }

    private void judge(Attempt attempt, Throwable failure, boolean itsOwn, String described) {
        if (!itsOwn) {
            attempt.leave();
            return;
        }
        long now = now();
        Duration wait = wait(failure);
        if (failure instanceof RateLimitException || !wait.isZero()) {
            chain.hedges().pause(now, wait);
        }
        // not the time of this call: a caller in a hurry must not make anybody rest
        boolean tooLong = wait.compareTo(chain.timeout()) > 0;
        boolean rests = tooLong ? attempt.askedToWait(now, wait, described) : attempt.failed(now, described);
        if (rests) {
            Member member = attempt.member();
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
     * Somebody else is to answer: who is under way already, or the next that can.
     *
     * @param refusal whether nobody else is to be asked any more
     */
    private void goOn(Attempt from, Throwable failure, boolean refusal) {
        Attempt other;
        boolean isNew;
        synchronized (this) {
            refused |= refusal;
            other = underway.stream().findFirst().orElse(null);
            isNew = other == null;
            if (isNew) {
                other = nextAttempt();
            }
        }
        if (other == null) {
            call.fail(exhaustion());
            return;
        }
        FallbackContext context = FallbackContext.of(
                call.context(), from.member().name(), other.member().name(), failure, from.spent());
        chain.report(listener -> listener.onFallback(context));
        if (isNew) {
            ask(other);
        }
    }

    /** A member has been silent for long. */
    private void hedge(Attempt silent) {
        Attempt other;
        synchronized (this) {
            long now = now();
            if (silent.hasEnded()
                    || refused
                    || next == chain.members().size()
                    || deadline - now < SHORTEST.toNanos()
                    || chain.anyRests(now)
                    || !chain.hedges().take(now)) {
                return;
            }
            other = nextAttempt();
        }
        if (other == null) {
            return;
        }
        HedgeContext context = HedgeContext.of(
                call.context(), silent.member().name(), other.member().name(), silent.spent());
        chain.report(listener -> listener.onHedge(context));
        ask(other);
    }
}
