package io.github.rerank4j.acme;

import io.github.rerank4j.LangChain4jAsync;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.ApiKey;
import io.github.rerank4j.spi.RerankService;

/** A reranker of Acme. */
public class AcmeScoringModel extends RerankScoringModel {

    static final String ADDRESS = "https://api.acme.example";
    static final String MODEL = "acme-rank-1";

    AcmeScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }

    /** A builder; {@code apiKey} is required. */
    public static Builder builder() {
        return new Builder();
    }

    /** The settings of an {@link AcmeScoringModel}. Not for use by several threads. */
    public static final class Builder extends RerankScoringModel.Builder<Builder> {

        static final Range<Integer> EFFORTS = Range.between(1, 3);
        static final int EFFORT = 1;

        private final ApiKey apiKey = new ApiKey();
        private int effort = EFFORT;

        private Builder() {}

        /** The key. Required. */
        public Builder apiKey(String apiKey) {
            this.apiKey.set(apiKey);
            return this;
        }

        /** How hard Acme thinks, 1 to 3. Default 1. */
        public Builder effort(int effort) {
            this.effort = effort;
            return this;
        }

        @Override
        public AcmeScoringModel build() {
            if (apiKey.isMissing()) {
                throw SettingException.of("{apiKey} is missing", "set the key of your account");
            }
            EFFORTS.require("effort", effort);
            String model = modelName();
            RerankService service = RerankService.of(
                    "acme",
                    new AcmeWire(effort),
                    apiKey.in("Authorization", "Bearer "),
                    ADDRESS,
                    RerankService.Defaults.model(model == null ? MODEL : model));
            return LangChain4jAsync.isThere()
                    ? new AsyncAcmeScoringModel(this, service)
                    : new AcmeScoringModel(this, service);
        }
    }
}
