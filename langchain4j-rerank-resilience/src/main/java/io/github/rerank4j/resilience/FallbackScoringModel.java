package io.github.rerank4j.resilience;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.LangChain4jAsync;
import io.github.rerank4j.RequestRules;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.Rerankers;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chain of scoring models: when one of them fails, the next is asked, all inside one time budget. The scores of a call
 * are always those of one member; {@link RerankResponse#answeredBy} says of which. Safe for use by many threads.
 *
 * <ul>
 *   <li><b>Time.</b> Each member gets an equal share of what is left of {@link Builder#timeout}, or less where its
 *       {@link MemberBuilder#within} says so; what it does not use goes on to the next. A member that another one can
 *       follow repeats nothing ({@link RerankRequest#maxRetries} 0).
 *   <li><b>Rest.</b> A member that has failed {@link Builder#restAfterFailures} times in a row is not asked for
 *       {@link Builder#restFor}; then one call finds out whether it answers again. Where all rest, a call fails at once
 *       with a {@link dev.langchain4j.exception.RetriableException}.
 *   <li><b>Thresholds</b> belong to a model: a member has one of its own ({@link MemberBuilder#minScore},
 *       {@link MemberBuilder#withoutThreshold}), or that of the aggregator counts, which is the first member's.
 *   <li><b>Failures</b> of the first member after which nobody else is asked reach the caller as they are; a later
 *       member's end the call too, unless another is still under way. If no member has answered, the exception says what
 *       each of them did; the last one's is its cause, and those before are suppressed in it.
 *   <li><b>Requests.</b> Instruction and entries go to every member; a model's name is refused, because each member has a
 *       model of its own.
 * </ul>
 *
 * <p>Members stay their owner's to close. {@link #close} ends the chain's own calls, down to the wire of the members at
 * work.
 */
public class FallbackScoringModel implements Reranker {

    private static final String NAME = "fallback";
    /** Between the name of a chain and that of its member. */
    static final String NESTED = "/";

    private static final Range<Duration> POSITIVE = Range.above(Duration.ZERO);

    private final Chain chain;
    private final OpenCalls calls;
    private final RerankerTraits traits;
    private final boolean scalesMayDiffer;
    private final List<Reranker> adapters;

    FallbackScoringModel(Builder builder) {
        this.adapters = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (MemberBuilder member : builder.members) {
            Reranker reranker = Rerankers.of(member.model);
            if (reranker != member.model) {
                adapters.add(reranker);
            }
            members.add(member.build(reranker, new Breaker(builder.restAfterFailures, builder.restFor)));
        }
        this.calls = new OpenCalls(NAME, Kind.CHAIN, builder.listeners, builder.contextCapture, builder.logger);
        this.chain = new Chain(
                List.copyOf(members),
                builder.timeout,
                builder.fallOverOn,
                new Hedges(builder.hedgeAfter),
                new ChainLog(builder.logger, members.get(0).name(), System::nanoTime),
                calls.timers(),
                calls.listeners());
        this.traits = traits(members);
        this.scalesMayDiffer = scalesMayDiffer(traits);
    }

    /** A chain without members. */
    public static Builder builder() {
        return new Builder();
    }

    /** What may be set by a text, for integrations; beside it there are the members. Immutable. */
    public static List<Setting<Builder, ?>> settings() {
        return Builder.SETTINGS;
    }

    /** What may be set by a text of each member, for integrations. Immutable. */
    public static List<Setting<MemberBuilder, ?>> memberSettings() {
        return MemberBuilder.SETTINGS;
    }

    /**
     * The documents' scores and their ranking by the first member that answers; blocks until they are there. Interrupting
     * the thread aborts the requests on the wire. Members are asked on threads of the chain, their mappers and limiters too:
     * {@link Builder#contextCapture} carries what the caller's thread knows.
     *
     * @throws IllegalArgumentException if the request is null, its query is blank, it names a model, or a mapper fails
     * @throws dev.langchain4j.exception.LangChain4jException if no member has answered, or this thread is interrupted
     */
    @Override
    public RerankResponse rerank(RerankRequest request) {
        requireNoModelName(request);
        return calls.rerank(request, this::begin);
    }

    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        try {
            requireNoModelName(request);
        } catch (IllegalArgumentException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return calls.rerankAsync(request, this::begin);
    }

    /** Not on this thread: a member, or code of the user's in it, may block. */
    private void begin(OpenCall call) {
        ChainCall asking = new ChainCall(chain, call);
        Runnable begin = call.inContext(asking::begin);
        Threads.handOver(calls.threads(), begin, noThread -> begin.run());
    }

    /** The request as it is: each member resolves it by itself, with mappers of its own. */
    @Override
    public RerankRequest resolve(RerankRequest request) {
        return RequestRules.requirePresent(request);
    }

    /**
     * Those of all members together, whatever the name: the scale of all if it is the same, the kinds of content that
     * each of them ranks, listwise if one of them is, and no identity.
     */
    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        return traits;
    }

    /**
     * As {@link Reranker#scoreAll}. Warns once if another member than the first answers with scores of another scale: the
     * numbers alone do not say so.
     */
    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        RerankResponse response =
                rerank(RerankRequest.builder().query(query).segments(segments).build());
        warnOfOtherScale(response);
        return response.asLangChain4j();
    }

    /** What {@code scoreAsync} hands on. */
    CompletableFuture<RerankResponse> rerankForNumbers(RerankRequest request) {
        return Futures.mapped(rerankAsync(request), response -> {
            warnOfOtherScale(response);
            return response;
        });
    }

    /** How the members are at this moment, in their order. */
    public List<MemberStatus> members() {
        long now = calls.timers().now();
        return chain.members().stream()
                .map(member -> member.breaker()
                        .rest(now)
                        .map(rest -> MemberStatus.resting(member.name(), rest))
                        .orElseGet(() -> MemberStatus.inUse(member.name())))
                .toList();
    }

    /** Ends calls under way with an {@link IllegalStateException}; later ones fail likewise. The members stay open. */
    @Override
    public void close() {
        calls.close();
        adapters.forEach(Reranker::close);
    }

    /** The names of the members. */
    @Override
    public String toString() {
        return "FallbackScoringModel"
                + chain.members().stream().map(Member::name).collect(Collectors.joining(", ", "[", "]"));
    }

    private void warnOfOtherScale(RerankResponse response) {
        if (scalesMayDiffer && !response.fallbacks().isEmpty()) {
            response.answeredBy().ifPresent(chain.log()::otherScale);
        }
    }

    /** Of two models whose scale nobody knows nobody knows whether it is the same. */
    private static boolean scalesMayDiffer(RerankerTraits chain) {
        return chain.scale() == ScoreScale.UNKNOWN && models(chain).distinct().count() > 1;
    }

    /** Those that are asked in the end. */
    private static Stream<Reranker> models(RerankerTraits asking) {
        return asking.members().stream().map(RerankerTraits.Member::reranker).flatMap(reranker -> {
            RerankerTraits traits = reranker.traits(null);
            return traits.members().isEmpty() ? Stream.of(reranker) : models(traits);
        });
    }

    private static void requireNoModelName(@Nullable RerankRequest request) {
        if (request != null && request.modelName().isPresent()) {
            throw new IllegalArgumentException(
                    "the request names a model, but each member of a chain has a model of its"
                            + " own; leave modelName out");
        }
    }

    private static RerankerTraits traits(List<Member> members) {
        List<RerankerTraits> all = members.stream().map(Member::traits).toList();
        Set<ScoreScale> scales = all.stream().map(RerankerTraits::scale).collect(Collectors.toSet());
        Set<ContentType> kinds = EnumSet.allOf(ContentType.class);
        all.forEach(each -> kinds.retainAll(each.kinds()));
        return RerankerTraits.builder(NAME)
                .rawScale(scales.size() == 1 ? scales.iterator().next() : ScoreScale.UNKNOWN)
                .listwise(all.stream().anyMatch(RerankerTraits::listwise))
                .kinds(kinds)
                .messagesHoldNoTexts(all.stream().allMatch(RerankerTraits::messagesHoldNoTexts))
                .members(members.stream()
                        .map(member -> new RerankerTraits.Member(member.name(), member.reranker(), member.minScore()))
                        .toList())
                .build();
    }

    /** A member's own settings. Not for use by several threads. */
    public static final class MemberBuilder {

        private static final List<Setting<MemberBuilder, ?>> SETTINGS = List.of(
                Setting.<MemberBuilder>duration("within", MemberBuilder::within)
                        .range(POSITIVE)
                        .description("How long this member may take at most.")
                        .defaultText("an equal share of the time that is left")
                        .build(),
                Setting.<MemberBuilder>decimal("minScore", MemberBuilder::minScore)
                        .description("Score of this member below which documents are dropped.")
                        .defaultText("that of the aggregator or post-processor, for the first member alone")
                        .build(),
                Setting.<MemberBuilder>flag("withoutThreshold", MemberBuilder::withoutThreshold)
                        .description("Whether no document that this member has ranked is dropped for its score.")
                        .defaultValue(false)
                        .build());

        private final String name;
        private final ScoringModel model;
        private @Nullable Duration within;
        private @Nullable Double minScore;
        private boolean withoutThreshold;

        private MemberBuilder(String name, ScoringModel model) {
            this.name = name;
            this.model = model;
        }

        /**
         * How long this member may take at most, longer than zero; it never gets more than its equal share of the time
         * that is left. One that is longer than the chain's {@code timeout} is warned of. Default and null: that share.
         */
        public MemberBuilder within(@Nullable Duration within) {
            this.within = within;
            return this;
        }

        /**
         * The score below which documents are to be dropped where this member has ranked them; finite. It comes before
         * a threshold that was set elsewhere. Default and null: that one, for the first member alone.
         */
        public MemberBuilder minScore(@Nullable Double minScore) {
            this.minScore = minScore;
            return this;
        }

        /** No document is to be dropped for its score where this member has ranked them. Not with {@code minScore}. */
        public MemberBuilder withoutThreshold() {
            return withoutThreshold(true);
        }

        private MemberBuilder withoutThreshold(boolean withoutThreshold) {
            this.withoutThreshold = withoutThreshold;
            return this;
        }

        private Member build(Reranker reranker, Breaker breaker) {
            RerankerTraits traits = reranker.traits(null);
            boolean probabilities = traits.scale() == ScoreScale.PROBABILITY;
            if (minScore != null && probabilities && (minScore < 0 || minScore > 1)) {
                throw SettingException.of(
                        "{minScore} of member %s is %s, but its scores are from 0 to 1", "", name, minScore);
            }
            return new Member(name, reranker, traits, within, threshold(), breaker);
        }

        private OptionalDouble threshold() {
            if (withoutThreshold) {
                return OptionalDouble.of(Double.NEGATIVE_INFINITY);
            }
            return minScore == null ? OptionalDouble.empty() : OptionalDouble.of(minScore);
        }

        private void check() {
            POSITIVE.require("within", within);
            if (minScore != null && withoutThreshold) {
                throw SettingException.of("member %s has {minScore} and {withoutThreshold}", "set one of them", name);
            }
            if (minScore != null && !Double.isFinite(minScore)) {
                throw SettingException.of(
                        "{minScore} of member %s is %s, but must be a finite number", "", name, minScore);
            }
        }
    }

    /** The members and settings of a chain. Not for use by several threads. */
    public static final class Builder {

        private static final Duration TIMEOUT = Duration.ofSeconds(10);
        private static final int REST_AFTER_FAILURES = 5;
        private static final Duration REST_FOR = Duration.ofSeconds(30);
        private static final Range<Integer> FAILURES = Range.atLeast(0);

        private static final List<Setting<Builder, ?>> SETTINGS = List.of(
                Setting.<Builder>duration("timeout", Builder::timeout)
                        .range(POSITIVE)
                        .description("How long a call may take, over all members.")
                        .defaultValue(TIMEOUT)
                        .build(),
                Setting.<Builder>duration("hedgeAfter", Builder::hedgeAfter)
                        .range(POSITIVE)
                        .description("How long a member may be silent before the next is asked beside it.")
                        .defaultText("none is asked beside another")
                        .build(),
                Setting.<Builder>number("restAfterFailures", Builder::restAfterFailures)
                        .description("After how many failures in a row a member rests; 0 for never.")
                        .range(FAILURES)
                        .defaultValue(REST_AFTER_FAILURES)
                        .build(),
                Setting.<Builder>duration("restFor", Builder::restFor)
                        .range(POSITIVE)
                        .description("How long a member rests before one call finds out whether it answers again.")
                        .defaultValue(REST_FOR)
                        .build(),
                Setting.<Builder, RerankListener>objects("listeners", RerankListener.class, Builder::listeners)
                        .description("Notified of the chain's calls and of what becomes of its members.")
                        .build(),
                Setting.<Builder, ContextCapture>object("contextCapture", ContextCapture.class, Builder::contextCapture)
                        .description("Carries the context of callers to other threads.")
                        .build());

        private final List<MemberBuilder> members = new ArrayList<>();
        private Duration timeout = TIMEOUT;
        private @Nullable Duration hedgeAfter;
        private Predicate<Throwable> fallOverOn = RerankFailures::anotherCouldHelp;
        private int restAfterFailures = REST_AFTER_FAILURES;
        private Duration restFor = REST_FOR;
        private List<? extends RerankListener> listeners = List.of();
        private @Nullable ContextCapture contextCapture;
        private Logger logger = LoggerFactory.getLogger("io.github.rerank4j");

        private Builder() {}

        /**
         * The next member, which is asked when those before it have failed. The first is the primary.
         *
         * @param name as responses, logs, metrics and listeners call it; each name once
         * @param model a reranker, or any other scoring model; stays the caller's to close
         */
        public Builder member(String name, ScoringModel model) {
            return member(name, model, member -> {});
        }

        /** The next member, with settings of its own; see {@link #member(String, ScoringModel)}. */
        public Builder member(String name, ScoringModel model, Consumer<MemberBuilder> settings) {
            if (OneLine.checkedName("name", name) == null) {
                throw SettingException.of("the name of a member is null", "give each a name");
            }
            if (name.contains(NESTED)) {
                throw SettingException.of(
                        "the name %s of a member holds a %s, which divides the names of chains in chains",
                        "give it another name", name, NESTED);
            }
            if (model == null) {
                throw SettingException.of("the model of member %s is null", "give one", name);
            }
            MemberBuilder member = new MemberBuilder(name, model);
            settings.accept(member);
            members.add(member);
            return this;
        }

        /** How long a call may take, over all members; longer than zero. A request may ask for less. Default 10 s. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * How long a member may be silent before the next one is asked beside it; longer than zero and shorter than
         * {@code timeout}. The first answer
         * counts, and the other call is cancelled on the wire. For one call in ten on average, at most ten in a row, and
         * not while a member rests or a service has asked for less. Which model answers becomes a matter of chance, so the default, as null, is
         * not to do that.
         */
        public Builder hedgeAfter(@Nullable Duration hedgeAfter) {
            this.hedgeAfter = hedgeAfter;
            return this;
        }

        /**
         * After which failures of a member the next one is asked; called from many threads. Where it throws, nobody else
         * is asked. {@link #restAfterFailures} does not ask it. Default {@link RerankFailures#anotherCouldHelp}.
         */
        public Builder fallOverOn(Predicate<Throwable> fallOverOn) {
            this.fallOverOn = fallOverOn;
            return this;
        }

        /**
         * After how many failures in a row a member rests; 0 for never. Counted are failures after which another could
         * help ({@link RerankFailures#anotherCouldHelp}); of the time-outs those where the member had at least 2 s, or
         * its {@code within} or its share of {@code timeout} if that is less, so that callers in a hurry make nobody
         * rest; and not a {@link io.github.rerank4j.NoPermitInTimeException}, because nothing was sent. A success clears
         * them. A member
         * whose service asks to wait longer than {@code timeout} rests at once, so long, but at most five minutes.
         * Default 5.
         */
        public Builder restAfterFailures(int restAfterFailures) {
            this.restAfterFailures = restAfterFailures;
            return this;
        }

        /** How long a member rests; longer than zero. Then one call is let in. Default 30 s. */
        public Builder restFor(Duration restFor) {
            this.restFor = restFor;
            return this;
        }

        /**
         * Notified of the chain's own calls, and as a {@link FallbackListener} of what becomes of the members, in this
         * order. Default: none.
         */
        public Builder listeners(List<? extends RerankListener> listeners) {
            this.listeners = listeners;
            return this;
        }

        /** Carries the context of callers to the threads that go on for them. Default and null: none is carried. */
        public Builder contextCapture(@Nullable ContextCapture contextCapture) {
            this.contextCapture = contextCapture;
            return this;
        }

        /** Where warnings go; for tests. */
        Builder logger(Logger logger) {
            this.logger = logger;
            return this;
        }

        /**
         * The chain.
         *
         * @throws SettingException if there is no member, two have the same name, or a setting is wrong; says what to do
         */
        public FallbackScoringModel build() {
            check();
            warnOfLongMembers();
            return LangChain4jAsync.isThere() ? new AsyncFallbackScoringModel(this) : new FallbackScoringModel(this);
        }

        private void check() {
            if (members.isEmpty()) {
                throw SettingException.of("the chain has no {members}", "give it at least one");
            }
            for (int i = 0; i < members.size(); i++) {
                String name = members.get(i).name;
                if (members.subList(0, i).stream().anyMatch(other -> other.name.equals(name))) {
                    throw SettingException.of("two {members} are called %s", "give each a name of its own", name);
                }
                members.get(i).check();
            }
            SettingException.requirePresent("timeout", timeout);
            SettingException.requirePresent("restFor", restFor);
            POSITIVE.require("timeout", timeout);
            POSITIVE.require("restFor", restFor);
            POSITIVE.require("hedgeAfter", hedgeAfter);
            requireHedgeInTime();
            SettingException.requirePresent("fallOverOn", fallOverOn);
            SettingException.requirePresent("listeners", listeners);
            FAILURES.require("restAfterFailures", restAfterFailures);
        }

        /** What comes after the end of a call never happens. */
        private void requireHedgeInTime() {
            if (hedgeAfter != null && hedgeAfter.compareTo(timeout) >= 0) {
                throw SettingException.of(
                        "{hedgeAfter} is %s, but a call ends after {timeout}, %s, so that no member would get company",
                        "give a shorter one, or a longer timeout",
                        Durations.readable(hedgeAfter),
                        Durations.readable(timeout));
            }
        }

        /** Harmless, but not what somebody meant. */
        private void warnOfLongMembers() {
            for (MemberBuilder member : members) {
                if (member.within != null && member.within.compareTo(timeout) > 0) {
                    logger.warn(
                            "within of member {} is {}, but a call of the chain ends after {} (timeout), so that it has no"
                                    + " effect; give a shorter one, or a longer timeout",
                            member.name,
                            Durations.readable(member.within),
                            Durations.readable(timeout));
                }
            }
        }
    }
}
