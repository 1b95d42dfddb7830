package io.github.rerank4j.service;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingBuilder;
import io.github.rerank4j.spi.RerankService;
import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings that all models share, for provider modules. A provider takes another default where it has one. */
public final class CommonSettings {

    private static final String PROVIDERS_LIMIT = "the provider's limit";

    /** Where the service is. */
    public static final Setting<RerankScoringModel.Builder<?>, String> BASE_URL =
            Setting.<RerankScoringModel.Builder<?>>text("baseUrl", RerankScoringModel.Builder::baseUrl)
                    .description(
                            "Address of the service: scheme, host, port and path, pasted with or without the service's own"
                                    + " path.")
                    .defaultText("the provider's address, where it has one")
                    .build();

    /** The model to ask. */
    public static final Setting<RerankScoringModel.Builder<?>, String> MODEL_NAME =
            Setting.<RerankScoringModel.Builder<?>>text("modelName", RerankScoringModel.Builder::modelName)
                    .description("Model to ask.")
                    .build();

    /** How many requests may be in flight. */
    public static final Setting<RerankScoringModel.Builder<?>, Integer> MAX_CONCURRENT_REQUESTS = some(
                    "maxConcurrentRequests", RerankScoringModel.Builder::maxConcurrentRequests)
            .description("How many requests of this model may be in flight at a time.")
            .defaultValue(RerankService.MAX_CONCURRENT_REQUESTS)
            .build();

    /** The rate of attempts. */
    public static final Setting<RerankScoringModel.Builder<?>, Double> REQUESTS_PER_SECOND =
            Setting.<RerankScoringModel.Builder<?>>decimal(
                            "requestsPerSecond", RerankScoringModel.Builder::requestsPerSecond)
                    .description("Attempts a second; not together with a rate limiter.")
                    .range(Range.above(0.0))
                    .build();

    /** How many bytes go into one request. */
    public static final Setting<RerankScoringModel.Builder<?>, Integer> MAX_BYTES_PER_REQUEST = some(
                    "maxBytesPerRequest", RerankScoringModel.Builder::maxBytesPerRequest)
            .description("Bytes in the body of one request, as it is sent.")
            .defaultText(PROVIDERS_LIMIT)
            .build();

    private static final List<Setting<RerankScoringModel.Builder<?>, ?>> ALL = List.of(
            BASE_URL,
            MODEL_NAME,
            duration("timeout", RerankScoringModel.Builder::timeout)
                    .description("How long a whole call may take, waiting for permits and retries included.")
                    .defaultValue(BuilderSettings.TIMEOUT)
                    .build(),
            duration("attemptTimeout", RerankScoringModel.Builder::attemptTimeout)
                    .description("How long one attempt may take, its body included; at most as long as the whole call.")
                    .defaultText("as timeout if set, else 60s")
                    .build(),
            duration("connectTimeout", RerankScoringModel.Builder::connectTimeout)
                    .description("How long making a connection to one address may take: to connect, to get through a"
                            + " proxy, and the TLS handshake, each by itself; not together with an HTTP client.")
                    .defaultValue(BuilderSettings.CONNECT_TIMEOUT)
                    .build(),
            Setting.<RerankScoringModel.Builder<?>>number("maxRetries", RerankScoringModel.Builder::maxRetries)
                    .description("How often a failed attempt is repeated when repeating can help; 0 disables it.")
                    .defaultValue(BuilderSettings.MAX_RETRIES)
                    .range(BuilderSettings.NOT_NEGATIVE)
                    .build(),
            MAX_CONCURRENT_REQUESTS,
            Setting.<RerankScoringModel.Builder<?>, RateLimiter>object(
                            "rateLimiter", RateLimiter.class, RerankScoringModel.Builder::rateLimiter)
                    .description("Decides when an attempt may start; not together with a number of requests a second.")
                    .defaultText("the provider's limit, where one is documented")
                    .unless("requestsPerSecond")
                    .build(),
            REQUESTS_PER_SECOND,
            some("maxDocumentsPerRequest", RerankScoringModel.Builder::maxDocumentsPerRequest)
                    .description("Documents in one request.")
                    .defaultText(PROVIDERS_LIMIT)
                    .build(),
            some("maxCharactersPerRequest", RerankScoringModel.Builder::maxCharactersPerRequest)
                    .description("Characters in one request, the query counted once.")
                    .defaultText(PROVIDERS_LIMIT)
                    .build(),
            some("maxCharactersPerDocument", RerankScoringModel.Builder::maxCharactersPerDocument)
                    .description("Characters in one document.")
                    .defaultText(PROVIDERS_LIMIT)
                    .build(),
            MAX_BYTES_PER_REQUEST,
            Setting.<RerankScoringModel.Builder<?>, LongDocuments>choice(
                            "longDocuments", LongDocuments.class, RerankScoringModel.Builder::longDocuments)
                    .description("What happens to a document that does not fit these limits.")
                    .defaultValue(BuilderSettings.LONG_DOCUMENTS)
                    .build(),
            Setting.<RerankScoringModel.Builder<?>, ScoreOutput>named(
                            "scores", ScoreOutput.class, ScoreOutput::valueOf, RerankScoringModel.Builder::scores)
                    .description(
                            "Scores as the service sends them, probabilities from 0 to 1 where their range is known, or"
                                    + " those of a calibration, calibrated:FILE.")
                    .values(List.of("raw", "probability"))
                    .defaultValue(BuilderSettings.SCORES, "raw")
                    .build(),
            Setting.<RerankScoringModel.Builder<?>, Function<TextSegment, Content>>function(
                            "documentMapper", Function.class, RerankScoringModel.Builder::documentMapper)
                    .description("Turns a segment into what the service gets.")
                    .defaultText("the segment's text")
                    .build(),
            Setting.<RerankScoringModel.Builder<?>, UnaryOperator<String>>function(
                            "queryMapper", UnaryOperator.class, RerankScoringModel.Builder::queryMapper)
                    .description("Turns a query into what the service gets.")
                    .defaultText("the query")
                    .build(),
            Setting.<RerankScoringModel.Builder<?>>entries(
                            "customHeaders", (builder, headers) -> builder.customHeaders(headers))
                    .<Supplier<Map<String, String>>>orFunction(
                            Supplier.class, (builder, headers) -> builder.customHeaders(headers))
                    .description("Headers for each attempt, which replace the model's of the same name.")
                    .secret()
                    .build(),
            Setting.<RerankScoringModel.Builder<?>, OkHttpClient>object(
                            "httpClient", OkHttpClient.class, RerankScoringModel.Builder::httpClient)
                    .description("The client to send with; it stays open.")
                    .defaultText("a client of the model's own")
                    .build(),
            Setting.<RerankScoringModel.Builder<?>, Proxy>named(
                            "proxy", Proxy.class, ProxyAddress::of, RerankScoringModel.Builder::proxy)
                    .description("Proxy for connections, http://host:port or socks://host:port; not together with an"
                            + " HTTP client.")
                    .defaultText("the JVM's")
                    .secret()
                    .build(),
            Setting.<RerankScoringModel.Builder<?>>flag("logRequests", RerankScoringModel.Builder::logRequests)
                    .description("Whether each attempt is logged at INFO: sizes and names, never a text or a header.")
                    .defaultValue(false)
                    .build(),
            Setting.<RerankScoringModel.Builder<?>>flag("logResponses", RerankScoringModel.Builder::logResponses)
                    .description("Whether each reply is logged at INFO: status, time, id and usage, never a text.")
                    .defaultValue(false)
                    .build(),
            Setting.<RerankScoringModel.Builder<?>, Logger>named(
                            "logger", Logger.class, LoggerFactory::getLogger, RerankScoringModel.Builder::logger)
                    .description("Name of the logger of log lines and warnings.")
                    .defaultValue(LoggerFactory.getLogger(BuilderSettings.LOGGER), BuilderSettings.LOGGER)
                    .build(),
            Setting.<RerankScoringModel.Builder<?>, RerankListener>objects(
                            "listeners", RerankListener.class, RerankScoringModel.Builder::listeners)
                    .description("Notified of every call, in this order.")
                    .build(),
            Setting.<RerankScoringModel.Builder<?>, ContextCapture>object(
                            "contextCapture", ContextCapture.class, RerankScoringModel.Builder::contextCapture)
                    .description("Carries the context of callers' threads to the threads that work for their calls.")
                    .build());

    private CommonSettings() {}

    /** All of them, in the order in which they are documented. */
    public static List<Setting<RerankScoringModel.Builder<?>, ?>> all() {
        return ALL;
    }

    /**
     * All settings of a provider: its own, then the common ones. One of its own that has the name of a common one takes
     * the place of that.
     */
    public static <B extends RerankScoringModel.Builder<B>> List<Setting<? super B, ?>> with(
            List<Setting<? super B, ?>> own) {
        Map<String, Setting<? super B, ?>> common = new LinkedHashMap<>();
        ALL.forEach(setting -> common.put(setting.name(), setting));
        List<Setting<? super B, ?>> all = new ArrayList<>();
        for (Setting<? super B, ?> setting : own) {
            if (common.computeIfPresent(setting.name(), (name, replaced) -> setting) == null) {
                all.add(setting);
            }
        }
        all.addAll(common.values());
        return List.copyOf(all);
    }

    private static SettingBuilder<RerankScoringModel.Builder<?>, Duration> duration(
            String name, BiConsumer<RerankScoringModel.Builder<?>, Duration> setter) {
        return Setting.duration(name, setter).range(BuilderSettings.POSITIVE);
    }

    private static SettingBuilder<RerankScoringModel.Builder<?>, Integer> some(
            String name, BiConsumer<RerankScoringModel.Builder<?>, Integer> setter) {
        return Setting.number(name, setter).range(BuilderSettings.AT_LEAST_ONE);
    }
}
