package io.github.rerank4j.service;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.internal.PipelineSettings;
import io.github.rerank4j.internal.ScoringPipeline;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankService;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A reranker over a rerank service. It returns exactly one finite score per document, in document order, or throws.
 * Safe for use by many threads. {@link #close} ends its threads and connections; a client the user passed in stays open.
 *
 * <p>Failures are LangChain4j's exceptions; where the service answered, their cause is a
 * {@link io.github.rerank4j.RerankHttpException}. A reply that is not one finite score per document is an
 * {@link io.github.rerank4j.InvalidReplyException}.
 */
public abstract class RerankScoringModel implements Reranker {

    private final ScoringPipeline pipeline;
    private final PipelineSettings settings;
    private final Resolution resolution;

    /**
     * A model of a service, for provider modules.
     *
     * @throws IllegalArgumentException if a setting is wrong or contradicts another
     */
    protected RerankScoringModel(Builder<?> builder, RerankService service) {
        this.settings = builder.settings(service);
        this.resolution = new Resolution(
                service.defaults(),
                new Documents(builder.documentMapper, settings.logger()),
                new Queries(builder.queryMapper));
        this.pipeline = new ScoringPipeline(settings);
    }

    /**
     * The documents' scores and their ranking; blocks until they are there. Interrupting the thread aborts the requests
     * on the wire; only a thread inside the system's name resolver comes back no sooner than that does.
     *
     * @throws IllegalArgumentException if the request is null, its query is blank, or a mapper fails
     * @throws dev.langchain4j.exception.LangChain4jException if the scores cannot be had, or this thread is interrupted
     */
    @Override
    public RerankResponse rerank(RerankRequest request) {
        return pipeline.rerank(resolve(request));
    }

    /**
     * The documents' scores and their ranking, later. Never blocks and never throws: whatever goes wrong completes the
     * future, with the exceptions of {@link #rerank}. Cancelling the future aborts the requests on the wire. Actions
     * that depend on the future run on a thread of the model, and may block.
     */
    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        try {
            return pipeline.rerankAsync(resolve(request));
        } catch (RuntimeException | Error unmappable) {
            return CompletableFuture.failedFuture(unmappable);
        }
    }

    @Override
    public RerankRequest resolve(RerankRequest request) {
        return resolution.of(request);
    }

    /**
     * Into how many requests a call would be packed; repeats are not counted. Asks nobody, but makes these requests, so it
     * takes the time of that.
     *
     * @throws IllegalArgumentException if the request is null, its query is blank, or a mapper fails
     * @throws dev.langchain4j.exception.LangChain4jException if it cannot be packed
     */
    public int requestsFor(RerankRequest request) {
        return pipeline.requestsFor(resolve(request));
    }

    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        RerankService service = settings.service();
        String model = modelName == null ? service.defaults().modelName() : modelName;
        ModelTraits traits = service.wire().traits(model);
        return RerankerTraits.builder(service.name())
                .identity(Identity.of(settings, model))
                .rawScale(traits.scale())
                .output(settings.scores())
                .listwise(traits.listwise())
                .kinds(traits.kinds())
                .messagesHoldNoTexts(true)
                .build();
    }

    /**
     * Ends calls under way with an {@link IllegalStateException}, and the threads and connections of this model. Later
     * calls fail likewise. Closing twice does nothing. Listeners and whatever depends on a call's future hear of it on
     * threads of the model, so that closing waits for none of them. A model that is dropped without being closed gives
     * up its threads after some idle seconds, and its connections after 55 idle seconds.
     */
    @Override
    public void close() {
        pipeline.close();
    }

    /** Provider, model, if it has one, and address; no secret. */
    @Override
    public String toString() {
        RerankService service = settings.service();
        String model = service.defaults().modelName();
        return getClass().getSimpleName().replaceFirst("^Async", "") + "[provider=" + service.name()
                + (model == null ? "" : ", modelName=" + model) + ", baseUrl=" + settings.shownBaseUrl() + "]";
    }

    /**
     * The settings all models share. Not for use by several threads. Each may be left out; the last value of one that is
     * set again counts; {@code build()} checks them all.
     *
     * @param <B> the provider's own builder
     */
    public abstract static class Builder<B extends Builder<B>> {

        private final BuilderSettings common = new BuilderSettings();
        private @Nullable Function<TextSegment, Content> documentMapper;
        private @Nullable UnaryOperator<String> queryMapper;

        /** For the builders of provider modules. */
        protected Builder() {}

        /**
         * The model.
         *
         * @throws IllegalArgumentException if a setting is missing, wrong, or contradicts another; says what to do
         */
        public abstract RerankScoringModel build();

        /**
         * Where the service is: scheme, host, port and path, pasted with or without the service's own path. Default:
         * the provider's address.
         */
        public B baseUrl(String baseUrl) {
            common.baseUrl = baseUrl;
            return self();
        }

        /** The model to ask. Default: the provider's, where it has one. */
        public B modelName(String modelName) {
            common.modelName = modelName;
            return self();
        }

        /**
         * How long a whole call may take, waiting for permits and retries included; above zero. Default 90 s. A blocking call whose
         * thread is inside the system's name resolver, or in code of the user's such as an interceptor, comes back only
         * when that does.
         */
        public B timeout(Duration timeout) {
            common.timeout(timeout);
            return self();
        }

        /**
         * How long one attempt may take, its body included; above zero, at most {@code timeout}. Default: as {@code timeout} where
         * that is set, else 60 s, which leaves time for another attempt.
         */
        public B attemptTimeout(Duration attemptTimeout) {
            common.attemptTimeout = attemptTimeout;
            return self();
        }

        /**
         * How long making a connection to one address may take, above zero: to connect, to get through a proxy, and the
         * TLS handshake, each by itself. Default 10 s. Not together with {@code httpClient}, whose own counts.
         */
        public B connectTimeout(Duration connectTimeout) {
            common.connectTimeout = connectTimeout;
            return self();
        }

        /** How long a connection of the model's own client may be idle. For tests: nobody else has the time to wait. */
        B keepAlive(Duration keepAlive) {
            common.keepAlive = keepAlive;
            return self();
        }

        /**
         * How often a failed attempt of a request is repeated when repeating can help; a server that says that it is
         * loading its model is asked as long as {@code timeout} allows. Sending again what nobody has looked at is not a
         * repeat. 0 or more; default 2; 0 disables all of that.
         */
        public B maxRetries(int maxRetries) {
            common.maxRetries = maxRetries;
            return self();
        }

        /** How many requests of this model may be in flight at a time, at least 1. Default 1,024; a dialect may say less. */
        public B maxConcurrentRequests(int maxConcurrentRequests) {
            common.maxConcurrentRequests = maxConcurrentRequests;
            return self();
        }

        /**
         * Decides when an attempt may start; give the same one to all models of an account. Default: the provider's
         * limit, where one is documented. Not together with {@code requestsPerSecond}.
         */
        public B rateLimiter(RateLimiter rateLimiter) {
            common.rateLimiter = rateLimiter;
            return self();
        }

        /**
         * The rate of attempts of this model, above 0; short for a {@code rateLimiter} of its own, a
         * {@link RateLimiters#perSecond}. Default: the provider's limit, where one is documented. Not together with
         * {@code rateLimiter}.
         */
        public B requestsPerSecond(double requestsPerSecond) {
            common.requestsPerSecond = requestsPerSecond;
            return self();
        }

        /** Documents in one request, at least 1. Default: the provider's limit. */
        public B maxDocumentsPerRequest(int maxDocumentsPerRequest) {
            common.maxDocuments = maxDocumentsPerRequest;
            return self();
        }

        /**
         * Characters (UTF-16 units) in one request, the query counted once, at least 1. Default: the provider's limit.
         */
        public B maxCharactersPerRequest(int maxCharactersPerRequest) {
            common.maxCharacters = maxCharactersPerRequest;
            return self();
        }

        /** Characters (UTF-16 units) in one document, at least 1. Default: the provider's limit. */
        public B maxCharactersPerDocument(int maxCharactersPerDocument) {
            common.maxCharactersPerDocument = maxCharactersPerDocument;
            return self();
        }

        /**
         * Bytes in the body of one request: the JSON in UTF-8 as it is sent, with everything in it, at least 1. Default:
         * the provider's limit.
         */
        public B maxBytesPerRequest(int maxBytesPerRequest) {
            common.maxBytes = maxBytesPerRequest;
            return self();
        }

        /** What happens to a document that does not fit these limits. Default {@link LongDocuments#FAIL}. */
        public B longDocuments(LongDocuments longDocuments) {
            common.longDocuments = longDocuments;
            return self();
        }

        /** How scores are handed over. Default {@link ScoreOutput#RAW}. */
        public B scores(ScoreOutput scores) {
            common.scores = scores;
            return self();
        }

        /**
         * Turns a segment into what the service gets: a text with a title from the metadata, or an image. Default: the
         * segment's text. Applied to every document given as a segment, by {@code scoreAll} too, not to one given as a text
         * or a {@link Content}. LangChain4j's {@code scoreAsync} hands over segments without metadata. A call with a
         * segment it cannot map fails with an {@link IllegalArgumentException}.
         */
        public B documentMapper(Function<TextSegment, Content> documentMapper) {
            this.documentMapper = documentMapper;
            return self();
        }

        /**
         * Turns a query into what the service gets, for a model that wants a template around it. Default: the query.
         * Applied to every query given as a text, in {@code rerank} and {@code rerankAsync} too; not to one given as a
         * {@link Content}. A call whose query it cannot map fails with an {@link IllegalArgumentException}.
         */
        public B queryMapper(UnaryOperator<String> queryMapper) {
            this.queryMapper = queryMapper;
            return self();
        }

        /**
         * Headers for each attempt; they replace the model's of the same name. A reserved name is refused in
         * {@code build()}. Default: none.
         */
        public B customHeaders(Map<String, String> customHeaders) {
            common.customHeaders = customHeaders;
            common.customHeadersSupplier = null;
            return self();
        }

        /**
         * Supplies headers, asked once for each attempt; they replace the model's of the same name. It runs on the
         * thread that sends the attempt: that of a blocking caller, or one of the model's, which inherits no
         * thread-local value and no context class loader from any caller. Default: none. Replaces a map set before, and
         * is replaced by one set later.
         */
        public B customHeaders(Supplier<Map<String, String>> customHeaders) {
            common.customHeaders = Map.of();
            common.customHeadersSupplier = customHeaders;
            return self();
        }

        /**
         * The client to send with: its pool, proxy, TLS and interceptors. The model uses its own time-outs instead of
         * the client's (except for connecting), and neither redirects nor repeats. It stays open. Default: a client of
         * the model's own.
         */
        public B httpClient(OkHttpClient httpClient) {
            common.httpClient = httpClient;
            return self();
        }

        /** The proxy for connections. Default: the JVM's. Not together with {@code httpClient}. */
        public B proxy(Proxy proxy) {
            common.proxy = proxy;
            return self();
        }

        /** Whether each attempt is logged at INFO: sizes and names, never a text or a header. Default false. */
        public B logRequests(boolean logRequests) {
            common.logRequests = logRequests;
            return self();
        }

        /** Whether each reply is logged at INFO: status, time, id and usage, never a text. Default false. */
        public B logResponses(boolean logResponses) {
            common.logResponses = logResponses;
            return self();
        }

        /** Where log lines and warnings go. Default: the logger {@code io.github.rerank4j}. */
        public B logger(Logger logger) {
            common.logger = logger;
            return self();
        }

        /** Notified of every call, in this order. Default: none. */
        public B listeners(List<RerankListener> listeners) {
            common.listeners = listeners;
            return self();
        }

        /**
         * Carries the context of callers' threads, such as that of a trace or of log lines, to the threads that work for
         * their calls and complete their futures. Asked once for each call, on the caller's thread. A call whose context
         * cannot be had, or put around a task, goes on without it; the first time that is warned of. Default: none.
         */
        public B contextCapture(ContextCapture contextCapture) {
            common.contextCapture = contextCapture;
            return self();
        }

        /** The model name that was set, or null. For provider modules. */
        protected @Nullable String modelName() {
            return common.modelName;
        }

        /** The base URL that was set, or null. For provider modules. */
        protected @Nullable String baseUrl() {
            return common.baseUrl;
        }

        PipelineSettings settings(RerankService service) {
            return common.checked(service);
        }

        @SuppressWarnings("unchecked")
        private B self() {
            return (B) this;
        }
    }
}
