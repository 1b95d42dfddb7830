package io.github.rerank4j.local;

import io.github.rerank4j.spi.StandIn;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rerank server for tests and demonstrations, on a free port of this machine, that checks requests and answers them as
 * the real services do, with the scores of a {@link RerankScorer}.
 *
 * <ul>
 *   <li>{@code POST /}: Tencent Cloud's RunRerank, signatures included
 *   <li>{@code POST /v1/rerank}: SiliconFlow
 *   <li>{@code POST /api/v1/rerank}: a service that wraps its results in {@code success, code, message, data}
 *   <li>one more where {@link Builder#dialect} says so, at its own path, which may be one of the above
 * </ul>
 *
 * <p>Everything else is 404. Scores are passed on as the scorer gives them. Token counts are a simple estimate: one per
 * CJK character, one per four others, the query counted with each document. Safe for use by many threads.
 */
public final class LocalRerankServer implements AutoCloseable {
    private static final int REMEMBERED_REQUESTS = 1000;
    private static final int HIGHEST_PORT = 65_535;

    /** What is there beside a dialect, as the ids of providers. */
    private static final Set<String> SERVICES = Set.of("tencent", "siliconflow");

    private final HttpPort port;
    private final RecentRequests requests = new RecentRequests(REMEMBERED_REQUESTS);
    private final SlidingWindow tencentRate;
    private final SlidingWindow siliconFlowRate;
    private final LocalService tencent;
    private final LocalService siliconFlow;
    private final LocalService envelope;
    private final LocalDialect dialect;
    private final LocalService dialectService;

    private LocalRerankServer(Builder settings, RerankScorer scorer) {
        this.tencentRate = new SlidingWindow(settings.tencentRequestsPerSecond, System::nanoTime);
        this.siliconFlowRate = new SlidingWindow(settings.siliconFlowRequestsPerSecond, System::nanoTime);
        ApiKey key = new ApiKey(settings.apiKey);
        TencentService.Account account =
                TencentService.Account.of(settings.secretId, settings.secretKey, settings.token);
        this.tencent = new TencentService(scorer, account, settings.site, tencentRate, settings.clock);
        this.siliconFlow = new SiliconFlowService(scorer, key, settings.siliconFlowModels, siliconFlowRate);
        this.envelope = new EnvelopeService(scorer, key);
        this.dialect = settings.dialect;
        this.dialectService = dialect.service().apply(scorer, key);
        this.port = HttpPort.open(settings.port, this::respond, settings.latency);
    }

    /** A builder; {@link Builder#scorer} is required. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether this server can stand in for a provider; false where it does not know what the stand-in has to speak. */
    public static boolean speaks(StandIn needed) {
        return SERVICES.contains(needed.protocol())
                || LocalDialect.find(needed.protocol()).isPresent();
    }

    private LocalReply respond(ReceivedRequest request) {
        requests.add(request);
        return serviceOf(request).respond(request);
    }

    private LocalService serviceOf(ReceivedRequest request) {
        if (request.method().equals("POST") && dialect.isAt(request.path())) {
            return dialectService;
        }
        String endpoint = request.method() + " " + request.path();
        return switch (endpoint) {
            case "POST /" -> tencent;
            case "POST /v1/rerank" -> siliconFlow;
            case "POST /api/v1/rerank" -> envelope;
            default -> LocalRerankServer::nowhere;
        };
    }

    private static LocalReply nowhere(ReceivedRequest request) {
        return LocalReply.json(404, "\"404 page not found\"");
    }

    /** Where the server listens, without a slash at the end: the base URL for each of the services. */
    public String url() {
        return "http://127.0.0.1:" + port.number();
    }

    /** How many requests were received so far, whatever became of them. */
    public int requestCount() {
        return requests.count();
    }

    /** How many requests were turned away so far because they came too fast. */
    public int rejectedCount() {
        return tencentRate.rejected() + siliconFlowRate.rejected();
    }

    /** The last 1,000 requests, the oldest first; a copy. */
    public List<ReceivedRequest> requests() {
        return requests.snapshot();
    }

    /** Ends all connections and waits for the server's threads, but no more than five seconds for one that is still scoring. */
    @Override
    public void close() {
        port.close();
    }

    /** One of Tencent Cloud's two sites, which differ in regions and limits. */
    public enum Site {
        /** Region ap-jakarta, at most 20 documents in a request. */
        INTERNATIONAL(20, Integer.MAX_VALUE),
        /** Regions ap-beijing and ap-guangzhou, at most 60 documents and 2,000 characters, the query's included. */
        CHINA(60, 2000);

        private final int maxDocuments;
        private final int maxCharacters;

        Site(int maxDocuments, int maxCharacters) {
            this.maxDocuments = maxDocuments;
            this.maxCharacters = maxCharacters;
        }

        /** The one of that name in any case, else the international one. */
        static Site named(String name) {
            return name.strip().equalsIgnoreCase(CHINA.name()) ? CHINA : INTERNATIONAL;
        }

        Set<String> regions() {
            return this == CHINA ? Set.of("ap-beijing", "ap-guangzhou") : Set.of("ap-jakarta");
        }

        int maxDocuments() {
            return maxDocuments;
        }

        int maxCharacters() {
            return maxCharacters;
        }
    }

    /** What a {@link LocalRerankServer} accepts and how it scores. */
    public static final class Builder {
        private @Nullable RerankScorer scorer;
        private @Nullable String secretId;
        private @Nullable String secretKey;
        private @Nullable String token;
        private @Nullable String apiKey;
        private Site site = Site.INTERNATIONAL;
        private int tencentRequestsPerSecond = 20;
        private int siliconFlowRequestsPerSecond = Integer.MAX_VALUE;
        private Set<String> siliconFlowModels = Set.of(
                "BAAI/bge-reranker-v2-m3",
                "Pro/BAAI/bge-reranker-v2-m3",
                "netease-youdao/bce-reranker-base_v1",
                "Qwen/Qwen3-Reranker-0.6B",
                "Qwen/Qwen3-Reranker-4B",
                "Qwen/Qwen3-Reranker-8B",
                "Qwen/Qwen3-VL-Reranker-8B");
        private LocalDialect dialect = LocalDialect.ENVELOPE;
        private Clock clock = Clock.systemUTC();
        private Duration latency = Duration.ZERO;
        private int port;

        private Builder() {}

        /** What scores: a scorer of yours, or one of those that {@link RerankScorers} finds by name. Required. */
        public Builder scorer(RerankScorer scorer) {
            this.scorer = scorer;
            return this;
        }

        /** The key pair that Tencent requests must be signed with. Without one, each of them is refused. */
        public Builder tencentCredentials(String secretId, String secretKey) {
            this.secretId = secretId;
            this.secretKey = secretKey;
            return this;
        }

        /** The token that Tencent requests must carry, as temporary credentials do. Default: they must carry none. */
        public Builder tencentToken(String token) {
            this.token = token;
            return this;
        }

        /** Which regions and limits hold for Tencent requests. Default {@link Site#INTERNATIONAL}. */
        public Builder tencentSite(Site site) {
            this.site = site;
            return this;
        }

        /**
         * How many Tencent requests are admitted in any one second, counted as they arrive. Those beyond are refused with
         * {@code RequestLimitExceeded} and do not count. At least 1; default 20.
         */
        public Builder tencentRequestsPerSecond(int requestsPerSecond) {
            this.tencentRequestsPerSecond = requestsPerSecond;
            return this;
        }

        /** The clock that the timestamps of Tencent requests are compared with. Default: the system's. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** The key of all other services. Default: any key will do, and none where the service that is stood in for needs none. */
        public Builder apiKey(String apiKey) {
            this.apiKey = apiKey;
            return this;
        }

        /**
         * How many SiliconFlow requests are admitted in any one second; those beyond are refused with status 429 and do
         * not count. At least 1; default: no limit.
         */
        public Builder siliconFlowRequestsPerSecond(int requestsPerSecond) {
            this.siliconFlowRequestsPerSecond = requestsPerSecond;
            return this;
        }

        /** The models that SiliconFlow requests may name. Default: those that the service documents. */
        public Builder siliconFlowModels(String... models) {
            this.siliconFlowModels = Set.of(models);
            return this;
        }

        /**
         * A further service, the one with this name among the constants of {@code RerankDialect}, such as
         * {@code cohere-v2}; in any case, with hyphens or underscores. It is served at its own path, and replaces a
         * service that is there. It takes any model. Only texts are ranked, and results are whole: what would
         * cut them or add to them is ignored. Default: none.
         *
         * @throws IllegalArgumentException if there is none of that name; names those that may be meant, or all
         */
        public Builder dialect(String name) {
            this.dialect = LocalDialect.named(name);
            return this;
        }

        /**
         * What a provider's stand-in needs: what it speaks, and the limits of its site.
         *
         * @param key what all its keys are
         * @param models the models that may be named where the service knows only some; none for those it documents
         * @throws IllegalArgumentException if it speaks nothing that this server does
         */
        public Builder standIn(StandIn needed, String key, Collection<String> models) {
            tencentCredentials(key, key).apiKey(key);
            if (!models.isEmpty()) {
                siliconFlowModels(models.toArray(String[]::new));
            }
            needed.site().map(Site::named).ifPresent(this::tencentSite);
            return SERVICES.contains(needed.protocol()) ? this : dialect(needed.protocol());
        }

        /** How long each response is kept back; not negative. Default: no time. */
        public Builder latency(Duration latency) {
            this.latency = latency;
            return this;
        }

        /** The port to listen on; from 0 to 65535. Default 0: whichever is free. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * A running server.
         *
         * @throws IllegalArgumentException when there is no scorer, a rate is less than 1, the latency negative, or there is
         *     no such port
         * @throws java.io.UncheckedIOException when the port cannot be opened, as when it is in use
         */
        public LocalRerankServer start() {
            if (scorer == null) {
                throw new IllegalArgumentException("scorer is missing; set one, for example new Bm25Scorer()");
            }
            requireRate("tencentRequestsPerSecond", tencentRequestsPerSecond);
            requireRate("siliconFlowRequestsPerSecond", siliconFlowRequestsPerSecond);
            if (latency.isNegative()) {
                throw new IllegalArgumentException("latency is negative, but must be zero or longer");
            }
            if (port < 0 || port > HIGHEST_PORT) {
                throw new IllegalArgumentException("port is " + port + ", but must be from 0 to " + HIGHEST_PORT);
            }
            return new LocalRerankServer(this, scorer);
        }

        private static void requireRate(String setting, int rate) {
            if (rate < 1) {
                throw new IllegalArgumentException(setting + " is " + rate + ", but must be at least 1");
            }
        }
    }
}
