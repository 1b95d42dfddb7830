package io.github.rerank4j.tencent;

import io.github.rerank4j.LangChain4jAsync;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.RerankService.Defaults;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Tencent Cloud's {@code RunRerank} as a LangChain4j scoring model. Its scores are logits: any number, higher is more
 * relevant; {@code scores(ScoreOutput.PROBABILITY)} maps them to 0..1. It ranks texts, a blank document as it is. The service
 * has no instruction, and no members for {@code input} or {@code parameters}: a call with one is refused.
 *
 * <pre>{@code
 * ScoringModel model = TencentScoringModel.builder()
 *         .secretId(secretId)
 *         .secretKey(secretKey)
 *         .build();
 * }</pre>
 */
public class TencentScoringModel extends RerankScoringModel {

    static final String MODEL = "lke-reranker-base";
    static final double REQUESTS_PER_SECOND = 20;

    TencentScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }

    /** A builder; {@code secretId} and {@code secretKey}, or {@code credentials}, are required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The settings of a {@link TencentScoringModel}. Defaults of its own: the model {@code lke-reranker-base}, 20
     * requests a second, and the address and limits of its {@link #site}. A {@code baseUrl} changes neither what is
     * signed for (the service {@code lkeap}) nor limits and region, only where requests go.
     */
    public static final class Builder extends RerankScoringModel.Builder<Builder> {

        static final TencentSite SITE = TencentSite.INTERNATIONAL;

        private final CredentialsSettings credentials = new CredentialsSettings();
        private TencentSite site = SITE;
        private @Nullable String region;

        private Builder() {}

        /** The id of the key pair. Required, unless {@link #credentials} is set. */
        public Builder secretId(String secretId) {
            credentials.secretId(secretId);
            return this;
        }

        /** The key of the key pair. Required, unless {@link #credentials} is set. */
        public Builder secretKey(String secretKey) {
            credentials.secretKey(secretKey);
            return this;
        }

        /** The session token of a temporary key pair. Default: none, the key pair is a permanent one. */
        public Builder token(String token) {
            credentials.token(token);
            return this;
        }

        /**
         * Asked for the credentials of each attempt, for example {@link TencentCredentialsProvider#defaultChain()}.
         * Default: {@code secretId}, {@code secretKey} and {@code token}; not together with them.
         */
        public Builder credentials(TencentCredentialsProvider provider) {
            credentials.provider(provider);
            return this;
        }

        /** The site of the account: address, region and limits. Default {@link TencentSite#INTERNATIONAL}. */
        public Builder site(TencentSite site) {
            this.site = site;
            return this;
        }

        /** The region, such as {@code ap-beijing}. Default: {@code ap-jakarta}, on the site of China ap-guangzhou. */
        public Builder region(String region) {
            this.region = region;
            return this;
        }

        @Override
        public TencentScoringModel build() {
            if (site == null) {
                throw SettingException.of("{site} is null", "set one of TencentSite, or leave it out");
            }
            TencentWire wire = new TencentWire(site.traits(), region == null ? site.region() : checked(region));
            RerankService service = RerankService.of(
                            "tencent",
                            wire,
                            new TencentAuthorizer(credentials.checked(), Clock.systemUTC()),
                            site.baseUrl(),
                            Defaults.model(modelName() == null ? MODEL : modelName()))
                    .reservedHeaders(name -> name.startsWith("x-tc-"))
                    .rateLimiter(() -> RateLimiters.perSecond(REQUESTS_PER_SECOND));
            return LangChain4jAsync.isThere()
                    ? new AsyncTencentScoringModel(this, service)
                    : new TencentScoringModel(this, service);
        }

        private static String checked(String region) {
            if (region.matches("[A-Za-z0-9-]+")) {
                return region;
            }
            throw SettingException.of(
                    "{region} is not the name of a region", "write one such as ap-jakarta, or leave it out");
        }
    }
}
