package io.github.rerank4j.resilience;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.LangChain4jAsync;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.Rerankers;
import io.github.rerank4j.concurrent.RememberedByName;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scoring model with a memory: a document that it has judged for a query is not asked again. Safe for use by many
 * threads.
 *
 * <ul>
 *   <li><b>What is asked.</b> Of a call only the documents whose scores are not known, in one request; each document
 *       once, however often it is in the call, and once at a time, however many calls need it: they wait for the same
 *       request, each as long as it wants to, and who gives up leaves the others theirs. The repeats of that request
 *       are those of the call that sent it: one that waits for it with a smaller {@code maxRetries} waits for them too,
 *       within its own time. Where their request fails, a call asks itself whose documents were not all of it, or that
 *       has more time or retries, but one without a time of its own only within a second of its beginning: so it takes
 *       that of the model once, and a second at most. A
 *       position in the message of a failure is that in the request that was sent.
 *   <li><b>What is the same.</b> The query and the document as the model sends them, the model's name, the instruction,
 *       the entries of {@code input} and {@code parameters}, {@link Builder#version}, and who is asked
 *       ({@link RerankerTraits#identity}). Not the headers: where a score depends on one of them, give each its own
 *       cache. A picture or video behind a URL may change, so it is asked each time; one in base64 or a
 *       {@code data:} URL is remembered. A request with an entry whose class is your own is asked each time too, as is
 *       content of a class of your own.
 *   <li><b>What is kept.</b> Raw scores: those of a call are made of them as it wants
 *       ({@link RerankRequest.Builder#scores}), so that a new calibration asks nobody. Failures are not kept, nor scores
 *       out of which the call that asked could make none. Of a listwise model ({@link RerankerTraits#listwise}) whole
 *       lists are kept, in their order.
 *   <li><b>What a response says.</b> {@link RerankResponse#cached} if nobody was asked; its attempts are 0 then, and its
 *       usage is absent. Usage, attempts and request ids are those of the request that the call has sent itself, and
 *       nobody's where another call sent it.
 *   <li><b>Another model under the same name.</b> Once a response names another model than before, this cache uses no
 *       score of the one before. A call whose scores are all known asks nobody, and so cannot notice; where a server
 *       changes its weights under the same name, {@link Builder#timeToLive} says for how long old scores are used at
 *       most, and another {@link Builder#version} ends it at once. A model whose responses name it otherwise than it is
 *       asked, such as with a date, has to answer once before scores of a shared store are used.
 * </ul>
 *
 * <p>Remembered scores differ from new ones in their last digits, as those of two requests do: services compute in
 * batches. The model stays its owner's to close. {@link #close} ends the cache's own calls, down to the wire.
 */
public class CachingScoringModel implements Reranker {

    private static final String NAME = "cache";

    private final Reranker reranker;
    private final boolean adapted;
    private final OpenCalls calls;
    private final StoreTally tally;
    private final Cache cache;
    private final Asking asking;

    CachingScoringModel(Builder builder) {
        this.reranker = Rerankers.of(builder.model);
        this.adapted = reranker != builder.model;
        this.calls = new OpenCalls(NAME, Kind.CACHE, builder.listeners, builder.contextCapture, builder.logger);
        this.tally = new StoreTally(builder.logger);
        this.cache = new Cache(
                reranker,
                new RememberedByName<>(reranker::traits),
                new KeyMaker(builder.secret(), builder.version, builder.store != null),
                store(builder),
                tally,
                new AnsweringModels(),
                new Flights(calls.timers()::now),
                calls.timers(),
                calls.threads(),
                builder.lateAfter.toNanos(),
                builder.contextCapture != null,
                !calls.listeners().isEmpty() || builder.contextCapture != null);
        this.asking = new Asking(cache);
    }

    private KnownScores store(Builder builder) {
        return builder.store == null
                ? new MemoryStore(builder.maxDocuments(), builder.timeToLive, builder.ticker)
                : new UsersStore(
                        builder.store,
                        builder.timeToLive,
                        builder.storePatience,
                        Threads.forWhatFallsDue(calls.threads()),
                        calls.timers(),
                        tally);
    }

    /**
     * A cache around a model, with a store of its own in memory.
     *
     * @param model a reranker, or any other scoring model; stays the caller's to close
     * @throws SettingException if it is null
     */
    public static Builder of(ScoringModel model) {
        if (model == null) {
            throw SettingException.of("the model of the cache is null", "give one");
        }
        return new Builder(model);
    }

    /** What may be set, for integrations. Immutable. */
    public static List<Setting<Builder, ?>> settings() {
        return Builder.SETTINGS;
    }

    /**
     * The documents' scores and their ranking; blocks until they are there. Interrupting the thread ends the call, and
     * aborts the requests on the wire that no other call waits for. The model works on threads of its own.
     *
     * @throws IllegalArgumentException if the request is null, its query is blank, or a mapper fails
     * @throws dev.langchain4j.exception.LangChain4jException if the scores cannot be had, or this thread is interrupted
     */
    @Override
    public RerankResponse rerank(RerankRequest request) {
        return calls.rerank(request, call -> new CacheCall(cache, asking, call, true).begin());
    }

    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        return calls.rerankAsync(request, call -> new CacheCall(cache, asking, call, false).begin());
    }

    @Override
    public RerankRequest resolve(RerankRequest request) {
        return reranker.resolve(request);
    }

    /** Those of the model, which is its only member. */
    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        RerankerTraits traits = cache.traits().of(modelName);
        return RerankerTraits.builder(traits.provider())
                .identity(traits.identity().orElse(null))
                .rawScale(traits.rawScale())
                .output(traits.output())
                .listwise(traits.listwise())
                .kinds(traits.kinds())
                .messagesHoldNoTexts(traits.messagesHoldNoTexts())
                .members(List.of(new RerankerTraits.Member(traits.provider(), reranker, OptionalDouble.empty())))
                .build();
    }

    /** How many documents' scores were known when a call looked, since this cache was made. */
    public long hits() {
        return tally.hits();
    }

    /** How many documents' scores were not known when a call looked, those included that must not be remembered. */
    public long misses() {
        return tally.misses();
    }

    /** How often the store failed, was too slow, or returned nonsense. */
    public long storeErrors() {
        return tally.errors();
    }

    /** How many documents are being asked. */
    int underWay() {
        return cache.flights().size();
    }

    /** Ends calls under way with an {@link IllegalStateException}; later ones fail likewise. Model and store stay open. */
    @Override
    public void close() {
        calls.close();
        if (adapted) {
            reranker.close();
        }
    }

    /** Whom it asks. */
    @Override
    public String toString() {
        return "CachingScoringModel[" + cache.traits().of(null).provider() + "]";
    }

    /** The settings of a cache. Not for use by several threads. */
    public static final class Builder {

        private static final int MAX_DOCUMENTS = 100_000;
        private static final Duration TIME_TO_LIVE = Duration.ofHours(24);
        private static final int SHORTEST_SECRET = 16;
        private static final int RANDOM_SECRET = 32;
        private static final Range<Integer> COUNTS = Range.atLeast(1);
        private static final Range<Duration> POSITIVE = Range.above(Duration.ZERO);

        private static final List<Setting<Builder, ?>> SETTINGS = List.of(
                Setting.<Builder>number("maxDocuments", Builder::maxDocuments)
                        .range(COUNTS)
                        .description("How many documents' scores are remembered at most, in memory.")
                        .defaultValue(MAX_DOCUMENTS)
                        .build(),
                Setting.<Builder>duration("timeToLive", Builder::timeToLive)
                        .range(POSITIVE)
                        .description("How long a score is remembered.")
                        .defaultValue(TIME_TO_LIVE)
                        .build(),
                Setting.<Builder>text("version", Builder::version)
                        .description("Any name; another one makes a cache forget all scores.")
                        .build(),
                Setting.<Builder>text("keySecret", Builder::keySecret)
                        .description("Makes the keys of a shared store, so that questions cannot be guessed from them.")
                        .defaultText("a random one, where the store is the cache's own")
                        .secret()
                        .build(),
                Setting.<Builder, ScoreStore>object("store", ScoreStore.class, Builder::store)
                        .description("Where scores are kept, instead of in memory.")
                        .build(),
                Setting.<Builder, RerankListener>objects("listeners", RerankListener.class, Builder::listeners)
                        .description("Notified of the cache's calls.")
                        .build(),
                Setting.<Builder, ContextCapture>object("contextCapture", ContextCapture.class, Builder::contextCapture)
                        .description("Carries the context of callers to other threads.")
                        .build());

        private final ScoringModel model;
        private @Nullable Integer maxDocuments;
        private Duration timeToLive = TIME_TO_LIVE;
        private @Nullable String version;
        private byte @Nullable [] keySecret;
        private @Nullable ScoreStore store;
        private List<? extends RerankListener> listeners = List.of();
        private @Nullable ContextCapture contextCapture;
        private Logger logger = LoggerFactory.getLogger("io.github.rerank4j");
        private Ticker ticker = Ticker.systemTicker();
        private Duration storePatience = UsersStore.LONGEST;
        private Duration lateAfter = Patience.LATE;

        private Builder(ScoringModel model) {
            this.model = model;
        }

        /**
         * How many documents' scores are remembered at most, at least 1; those that are used least go first. About 150
         * bytes each. Default 100,000. Not together with {@code store}.
         */
        public Builder maxDocuments(int maxDocuments) {
            this.maxDocuments = maxDocuments;
            return this;
        }

        /** How long a score is remembered, from when it was kept; longer than zero. Default 24 h. */
        public Builder timeToLive(Duration timeToLive) {
            this.timeToLive = timeToLive;
            return this;
        }

        /**
         * Any name, a part of each key: with another one nothing is known. Change it when the model has changed and its
         * name has not. Needed for a model without identity ({@link RerankerTraits#identity}) and a {@code store}.
         * Default and null: none.
         */
        public Builder version(@Nullable String version) {
            this.version = OneLine.checkedName("version", version);
            return this;
        }

        /**
         * Makes the keys, so that nobody who reads a shared store can guess the questions; at least 16 bytes, copied.
         * Caches that are to know each other's scores need the same one. Default and null: a random one where the store
         * is the cache's own; with {@code store} there is no default.
         */
        public Builder keySecret(byte @Nullable [] keySecret) {
            this.keySecret = keySecret == null ? null : keySecret.clone();
            return this;
        }

        private Builder keySecret(String keySecret) {
            return keySecret(keySecret.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Where scores are kept, so that several applications share them; stays the caller's. Default and null: in the
         * memory of this JVM.
         */
        public Builder store(@Nullable ScoreStore store) {
            this.store = store;
            return this;
        }

        /** Notified of the cache's own calls, in this order. Default: none. */
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

        /** The clock of the memory; for tests. */
        Builder ticker(Ticker ticker) {
            this.ticker = ticker;
            return this;
        }

        /** How long a store is waited for; for tests, which run on busy machines. */
        Builder storePatience(Duration storePatience) {
            this.storePatience = storePatience;
            return this;
        }

        /** After how long a failure is a late one; for tests, which run on busy machines. */
        Builder lateAfter(Duration lateAfter) {
            this.lateAfter = lateAfter;
            return this;
        }

        /**
         * The cache.
         *
         * @throws SettingException if the model is a chain or a cache, or a setting is wrong; says what to do
         */
        public CachingScoringModel build() {
            check();
            return LangChain4jAsync.isThere() ? new AsyncCachingScoringModel(this) : new CachingScoringModel(this);
        }

        private int maxDocuments() {
            return maxDocuments == null ? MAX_DOCUMENTS : maxDocuments;
        }

        private byte[] secret() {
            if (keySecret != null) {
                return keySecret.clone();
            }
            byte[] random = new byte[RANDOM_SECRET];
            new SecureRandom().nextBytes(random);
            return random;
        }

        private void check() {
            RerankerTraits traits = model instanceof Reranker reranker ? reranker.traits(null) : null;
            if (model instanceof CachingScoringModel) {
                throw SettingException.of("the model of the cache is a cache already", "give it the model itself");
            }
            if (traits != null && !traits.members().isEmpty()) {
                throw SettingException.of(
                        "the model of the cache asks others, but a cache sits inside a chain, per member",
                        "give each member a cache of its own: member(name, CachingScoringModel.of(model).build())");
            }
            COUNTS.require("maxDocuments", maxDocuments);
            SettingException.requirePresent("timeToLive", timeToLive);
            POSITIVE.require("timeToLive", timeToLive);
            SettingException.requirePresent("listeners", listeners);
            if (keySecret != null && keySecret.length < SHORTEST_SECRET) {
                throw SettingException.of(
                        "{keySecret} is shorter than %s bytes, so that it can be guessed",
                        "give one of at least as many", SHORTEST_SECRET);
            }
            if (store != null) {
                checkShared(traits != null && traits.identity().isPresent());
            }
        }

        private void checkShared(boolean known) {
            if (maxDocuments != null) {
                throw SettingException.of(
                        "{maxDocuments} is set, but {store|a ScoreStore bean} keeps as many scores as it wants to",
                        "set one of them");
            }
            if (keySecret == null) {
                throw SettingException.of(
                        "{store|a ScoreStore bean} is set without {keySecret}, without which questions could be guessed from its"
                                + " keys",
                        "give a secret, the same to all that share the store");
            }
            if (!known && version == null) {
                throw SettingException.of(
                        "{store|a ScoreStore bean} is set without {version}, but nothing is known of this model by which its scores"
                                + " could be told from those of another",
                        "give a version, another one for each model and whenever the model changes");
            }
        }
    }
}
