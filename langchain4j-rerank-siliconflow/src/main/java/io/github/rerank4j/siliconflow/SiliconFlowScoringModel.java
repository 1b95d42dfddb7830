package io.github.rerank4j.siliconflow;

import io.github.rerank4j.LangChain4jAsync;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.ApiKey;
import io.github.rerank4j.spi.RerankService;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reranker of SiliconFlow, or of a relay that copies its API: {@code POST /v1/rerank}.
 *
 * <p>SiliconFlow's scores are probabilities from 0 to 1; the range of a relay's is unknown, because it depends on the
 * service behind it. No limit of documents in a request is documented, so a call is one request unless
 * {@code maxDocumentsPerRequest} or {@code maxCharactersPerRequest} says otherwise. Blank documents are sent as they
 * are.
 *
 * <p>Calls are not paced: SiliconFlow's limits (documented for rerankers: 2,000 requests and 500,000 tokens a minute)
 * hold for an account and a model together and rise with the account's tier. To stay below them give the rerankers
 * that ask one model one {@code rateLimiter(RateLimiters.perMinute(2_000, 500_000))}, or set {@code requestsPerSecond};
 * what is rejected all the same is tried again.
 *
 * <p>{@code Qwen/Qwen3-VL-Reranker-8B} ranks images and videos too. A call with one sends <b>unverified</b> JSON,
 * because SiliconFlow publishes no sample: each document as {@code {"text": …}}, {@code {"image": URL or data URI}} or
 * {@code {"video": URL or data URI}}, and likewise a query that is not a text.
 */
public class SiliconFlowScoringModel extends RerankScoringModel {

    SiliconFlowScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }

    /** A builder; {@code apiKey} and {@code modelName} are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** The settings of a {@link SiliconFlowScoringModel}. Not for use by several threads. */
    public static final class Builder extends RerankScoringModel.Builder<Builder> {

        static final SiliconFlowSite SITE = SiliconFlowSite.CHINA;
        static final Range<Integer> CHUNKS = Range.atLeast(1);
        static final Range<Integer> OVERLAP = Range.between(0, 80);

        private static final String NAME = "siliconflow";

        private final ApiKey apiKey = new ApiKey();
        private @Nullable SiliconFlowSite site;
        private @Nullable String instruction;
        private @Nullable Integer maxChunksPerDoc;
        private @Nullable Integer overlapTokens;
        private boolean relay;

        private Builder() {}

        /** The key, without "Bearer". Required, here or from a supplier; the last of both counts. */
        public Builder apiKey(String apiKey) {
            this.apiKey.set(apiKey);
            return this;
        }

        /**
         * Supplies the key, asked once for each attempt; it must not block. It runs on the thread that sends the
         * attempt: that of a blocking caller, or one of the model's, which inherits nothing from any caller. Default:
         * none, the key is a text.
         */
        public Builder apiKey(Supplier<String> apiKey) {
            this.apiKey.set(apiKey);
            return this;
        }

        /**
         * The site the account belongs to. Default {@link SiliconFlowSite#CHINA}. A {@code baseUrl} wins over its
         * address. Not together with {@code relay}.
         */
        public Builder site(SiliconFlowSite site) {
            this.site = site;
            return this;
        }

        /**
         * How to judge relevance, for the Qwen3 rerankers; not for bge and bce models. Default: the model's own. A relay
         * gets it as {@code instruct}, and may drop it silently.
         */
        public Builder instruction(String instruction) {
            this.instruction = instruction;
            return this;
        }

        /**
         * Into how many chunks a long document is cut at most, at least 1, for bge and bce models; not for Qwen3. The
         * best chunk's score counts. Default: the service's, documented as 1,024.
         */
        public Builder maxChunksPerDoc(int maxChunksPerDoc) {
            this.maxChunksPerDoc = maxChunksPerDoc;
            return this;
        }

        /**
         * How many tokens neighbouring chunks share, 0 to 80, for bge and bce models; not for Qwen3. Default: the
         * service's.
         */
        public Builder overlapTokens(int overlapTokens) {
            this.overlapTokens = overlapTokens;
            return this;
        }

        /**
         * Whether {@code baseUrl}, then required, is a relay of the New API family in front of some other service: it
         * reads {@code instruct} and {@code max_chunk_per_doc}, and any option is passed on with any model. Default
         * false.
         */
        public Builder relay(boolean relay) {
            this.relay = relay;
            return this;
        }

        @Override
        public SiliconFlowScoringModel build() {
            SiliconFlowSite settled = site == null ? SITE : site;
            refuse(apiKey.isMissing(), "{apiKey} is missing", "set the key of your account{, or a supplier of it|}");
            checkAddress();
            checkModel(settled);
            RerankService service = RerankService.of(
                    NAME,
                    wire(),
                    apiKey.in("Authorization", "Bearer "),
                    settled.baseUrl(),
                    new RerankService.Defaults(modelName(), instruction, Map.of(), Map.of()));
            return LangChain4jAsync.isThere()
                    ? new AsyncSiliconFlowScoringModel(this, service)
                    : new SiliconFlowScoringModel(this, service);
        }

        private void checkAddress() {
            refuse(
                    relay && baseUrl() == null,
                    "{relay(true)} needs the relay's address",
                    "set {baseUrl}, for example to https://relay.example.com");
            refuse(
                    relay && site != null,
                    "{site} and {relay(true)} are both set, but a relay is not a site of SiliconFlow",
                    "leave {site} out, and set {baseUrl} to the relay's address");
        }

        private void checkModel(SiliconFlowSite settled) {
            refuse(
                    modelName() == null,
                    "{modelName} is missing",
                    relay
                            ? "set it to a rerank model of the relay, spelt as the relay spells it"
                            : "the documented models of " + settled + " are " + settled.models());
        }

        private SiliconFlowWire wire() {
            CHUNKS.require("maxChunksPerDoc", maxChunksPerDoc);
            OVERLAP.require("overlapTokens", overlapTokens);
            refuse(
                    instruction != null && instruction.isBlank(),
                    "{instruction} is blank",
                    "leave it out for the model's own");
            SiliconFlowWire wire = new SiliconFlowWire(relay, maxChunksPerDoc, overlapTokens);
            SettingException objection = wire.objection(modelName(), instruction);
            if (objection != null) {
                throw objection;
            }
            return wire;
        }

        private static void refuse(boolean wrong, String problem, String remedy) {
            if (wrong) {
                throw SettingException.of(problem, remedy);
            }
        }
    }
}
