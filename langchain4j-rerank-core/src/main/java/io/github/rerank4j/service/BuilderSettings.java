package io.github.rerank4j.service;

import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.internal.PipelineSettings;
import io.github.rerank4j.internal.attempt.AttemptSettings;
import io.github.rerank4j.internal.call.CallSettings;
import io.github.rerank4j.internal.http.ClientSettings;
import io.github.rerank4j.internal.pacing.PacingSettings;
import io.github.rerank4j.internal.packing.PackingSettings;
import io.github.rerank4j.internal.packing.UserLimits;
import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.text.OneLine;
import java.net.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the setters of a builder collect, with the defaults, and the checks of {@code build()}. */
final class BuilderSettings {

    static final Range<Duration> POSITIVE = Range.above(Duration.ZERO);
    static final Range<Integer> AT_LEAST_ONE = Range.atLeast(1);
    static final Range<Integer> NOT_NEGATIVE = Range.atLeast(0);

    /** Leaves half a minute for another attempt where the first meets a path that is dead. */
    static final Duration TIMEOUT = Duration.ofSeconds(90);
    /** As LangChain4j's own models have it for one request. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Below the 60 s after which load balancers close, and far below the minutes after which networks forget. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(55);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    static final int MAX_RETRIES = 2;
    static final LongDocuments LONG_DOCUMENTS = LongDocuments.FAIL;
    static final ScoreOutput SCORES = ScoreOutput.RAW;
    static final String LOGGER = "io.github.rerank4j";

    @Nullable
    String baseUrl;

    @Nullable
    String modelName;

    private Duration timeout = TIMEOUT;
    private boolean timeoutIsSet;

    @Nullable
    Duration attemptTimeout;

    @Nullable
    Duration connectTimeout;

    Duration keepAlive = KEEP_ALIVE;

    int maxRetries = MAX_RETRIES;

    @Nullable
    Integer maxConcurrentRequests;

    @Nullable
    RateLimiter rateLimiter;

    @Nullable
    Double requestsPerSecond;

    @Nullable
    Integer maxDocuments;

    @Nullable
    Integer maxCharacters;

    @Nullable
    Integer maxCharactersPerDocument;

    @Nullable
    Integer maxBytes;

    LongDocuments longDocuments = LONG_DOCUMENTS;
    ScoreOutput scores = SCORES;
    Map<String, String> customHeaders = Map.of();

    @Nullable
    Supplier<Map<String, String>> customHeadersSupplier;

    @Nullable
    OkHttpClient httpClient;

    @Nullable
    Proxy proxy;

    boolean logRequests;
    boolean logResponses;
    Logger logger = LoggerFactory.getLogger(LOGGER);
    List<RerankListener> listeners = List.of();

    @Nullable
    ContextCapture contextCapture;

    void timeout(Duration given) {
        timeout = given;
        timeoutIsSet = true;
    }

    PipelineSettings checked(RerankService service) {
        requireSensible();
        refuseContradictions();
        requireKnownScale(service);
        requireFit(service);
        PipelineSettings settings = new PipelineSettings(
                service,
                baseUrl == null ? service.baseUrl() : baseUrl.strip(),
                new PackingSettings(
                        new UserLimits(maxDocuments, maxCharacters, maxCharactersPerDocument, maxBytes), longDocuments),
                new PacingSettings(
                        maxConcurrentRequests == null ? service.maxConcurrentRequests() : maxConcurrentRequests,
                        limiter(service)),
                new AttemptSettings(timeout, ofAttempt(), maxRetries, headers(), logRequests, logResponses),
                new ClientSettings(
                        httpClient,
                        connectTimeout == null ? CONNECT_TIMEOUT : connectable(connectTimeout),
                        keepAlive,
                        proxy),
                scores,
                logger,
                new CallSettings(List.copyOf(listeners), contextCapture));
        settings.check(customHeaders, !customHeaders.isEmpty() || customHeadersSupplier != null);
        return settings;
    }

    private Supplier<Map<String, String>> headers() {
        return customHeadersSupplier == null ? fixed(new LinkedHashMap<>(customHeaders)) : customHeadersSupplier;
    }

    /** Who sets {@code timeout} knows how long the service takes; what is slow by nature is not to be cut. */
    private Duration ofAttempt() {
        if (attemptTimeout != null) {
            return attemptTimeout;
        }
        return timeoutIsSet ? timeout : ATTEMPT_TIMEOUT;
    }

    private static ScoreScale wireScale(RerankService service) {
        return service.wire().traits(service.defaults().modelName()).scale();
    }

    private void refuseContradictions() {
        refuse(
                rateLimiter != null && requestsPerSecond != null,
                "{rateLimiter|a RateLimiter bean} and {requestsPerSecond} are both set",
                "keep the one that is meant");
        refuse(
                httpClient != null && proxy != null,
                "{proxy} and {httpClient|an OkHttpClient bean} are both set",
                "set the proxy on the {httpClient|OkHttpClient bean} instead");
        refuse(
                httpClient != null && connectTimeout != null,
                "{connectTimeout} and {httpClient|an OkHttpClient bean} are both set",
                "set the connect timeout on the {httpClient|OkHttpClient bean} instead");
    }

    private void requireSensible() {
        requirePresent("timeout", timeout);
        requirePresent("longDocuments", longDocuments);
        requirePresent("scores", scores);
        requirePresent("logger", logger);
        requirePresent("listeners", listeners);
        for (int i = 0; i < listeners.size(); i++) {
            refuse(
                    listeners.get(i) == null,
                    "{listeners} holds null at position %s (counted from 0)",
                    "leave it out",
                    i);
        }
        requirePresent("customHeaders", customHeaders);
        POSITIVE.require("timeout", timeout);
        POSITIVE.require("attemptTimeout", attemptTimeout);
        POSITIVE.require("connectTimeout", connectTimeout);
        refuse(
                attemptTimeout != null && attemptTimeout.compareTo(timeout) > 0,
                "{attemptTimeout} (%s) is above {timeout} (%s), which ends the call first",
                "lower it or raise {timeout}",
                readable(attemptTimeout),
                readable(timeout));
        NOT_NEGATIVE.require("maxRetries", maxRetries);
        AT_LEAST_ONE.require("maxConcurrentRequests", maxConcurrentRequests);
        AT_LEAST_ONE.require("maxDocumentsPerRequest", maxDocuments);
        AT_LEAST_ONE.require("maxCharactersPerRequest", maxCharacters);
        AT_LEAST_ONE.require("maxCharactersPerDocument", maxCharactersPerDocument);
        AT_LEAST_ONE.require("maxBytesPerRequest", maxBytes);
        refuse(
                requestsPerSecond != null && !(requestsPerSecond > 0 && requestsPerSecond < Double.POSITIVE_INFINITY),
                "{requestsPerSecond} is %s, but must be a number above 0",
                "",
                String.valueOf(requestsPerSecond));
        String fault = modelName == null ? null : OneLine.fault(modelName);
        if (fault != null) {
            throw SettingException.fault("modelName", fault);
        }
    }

    private void requireKnownScale(RerankService service) {
        refuse(
                scores == ScoreOutput.PROBABILITY && wireScale(service) == ScoreScale.UNKNOWN,
                "{scores(PROBABILITY)} needs a known score scale, and that of this model is unknown",
                "use {scores(RAW)}, or, with GenericScoringModel, declare the scale in the dialect"
                        + " (RerankDialect.toBuilder().scoreScale(...))");
    }

    private void requireFit(RerankService service) {
        String fault = scores.fault(service.defaults().modelName(), wireScale(service));
        refuse(
                fault != null,
                "{scores} cannot be used: %s",
                "give the calibration of this model, or {scores(RAW)}",
                String.valueOf(fault));
    }

    private @Nullable RateLimiter limiter(RerankService service) {
        if (requestsPerSecond != null) {
            return RateLimiters.perSecond(requestsPerSecond);
        }
        if (rateLimiter != null) {
            return rateLimiter;
        }
        return service.rateLimiter() == null ? null : service.rateLimiter().get();
    }

    /** OkHttp counts in milliseconds that fit an int, and takes 0 for no limit. */
    private static Duration connectable(Duration limit) {
        Duration longest = Duration.ofMillis(Integer.MAX_VALUE);
        if (limit.compareTo(longest) >= 0) {
            return longest;
        }
        return limit.compareTo(SHORTEST) < 0 ? SHORTEST : limit;
    }

    private static Supplier<Map<String, String>> fixed(Map<String, String> headers) {
        return () -> headers;
    }

    private static String readable(@Nullable Duration duration) {
        return duration == null ? "" : Durations.readable(duration);
    }

    private static void requirePresent(String name, @Nullable Object value) {
        refuse(value == null, "{%s} is null", "give a value, or leave it out for the default", name);
    }

    private static void refuse(boolean wrong, String problem, String remedy, Object... values) {
        if (wrong) {
            throw SettingException.of(problem, remedy, values);
        }
    }
}
