package io.github.rerank4j.generic;

import io.github.rerank4j.RerankScoringModel;
import io.github.rerank4j.internal.LangChain4j;
import io.github.rerank4j.spi.ApiKey;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.RerankService.Defaults;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A scoring model over any rerank server, whose protocol a {@link RerankDialect} describes. Its provider name in
 * errors, logs and listeners is the dialect's.
 *
 * <pre>{@code
 * ScoringModel model = GenericScoringModel.builder()
 *         .dialect(RerankDialect.COHERE_V2)
 *         .apiKey(System.getenv("COHERE_API_KEY"))
 *         .modelName("rerank-v3.5")
 *         .build();
 * }</pre>
 */
public class GenericScoringModel extends RerankScoringModel {

    GenericScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }

    /** A builder for a server that speaks {@link RerankDialect#ENVELOPE}, unless told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** The settings of a model. Not for use by several threads. */
    public static final class Builder extends RerankScoringModel.Builder<Builder> {

        private final ApiKey apiKey = new ApiKey();
        private RerankDialect dialect = RerankDialect.ENVELOPE;
        private Map<String, Object> input = Map.of();
        private Map<String, Object> parameters = Map.of();
        private @Nullable String instruction;

        private Builder() {}

        /** The key. Required for the hosted service of a dialect, unless {@code baseUrl} is set. Default: none. */
        public Builder apiKey(String apiKey) {
            this.apiKey.set(apiKey);
            return this;
        }

        /**
         * Supplies the key, asked once for each attempt; it must not block. It runs on the thread that sends the
         * attempt: that of a blocking caller, or one of the model's, which inherits nothing from any caller.
         */
        public Builder apiKey(Supplier<String> apiKey) {
            this.apiKey.set(apiKey);
            return this;
        }

        /** The protocol of the server. Default {@link RerankDialect#ENVELOPE}. */
        public Builder dialect(RerankDialect dialect) {
            this.dialect = given(
                    dialect,
                    "dialect is null; give a constant such as RerankDialect.COHERE_V2, RerankDialect.named(...) or one"
                            + " of your own, or leave it out for ENVELOPE");
            return this;
        }

        /** Entries of the body's {@code input} object; those of a call win. Default: none. */
        public Builder input(Map<String, ?> input) {
            this.input = Collections.unmodifiableMap(new LinkedHashMap<>(
                    given(input, "input is null; give the entries of the body's input object, or leave it out")));
            return this;
        }

        /** Entries of the body's {@code parameters} object; those of a call win. Default: none. */
        public Builder parameters(Map<String, ?> parameters) {
            this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(given(
                    parameters,
                    "parameters is null; give the entries of the body's parameters object, or leave it out")));
            return this;
        }

        /** How to judge relevance, for dialects that have an instruction. Default: the model's own. */
        public Builder instruction(String instruction) {
            this.instruction = instruction;
            return this;
        }

        @Override
        public GenericScoringModel build() {
            RequestWriter requests = dialect.wire().requests();
            requireAddress();
            requireModel(requests);
            requireExpressible(requests);
            RerankService service = RerankService.of(
                            dialect.name(),
                            dialect.wire(),
                            apiKey.in(dialect.settings().authHeader, dialect.settings().authPrefix),
                            dialect.baseUrl().orElse(""),
                            new Defaults(modelName(), instruction, input, parameters))
                    .maxConcurrentRequests(dialect.settings().maxConcurrentRequests);
            return LangChain4j.hasAsyncScoring()
                    ? new AsyncGenericScoringModel(this, service)
                    : new GenericScoringModel(this, service);
        }

        private static <T> T given(@Nullable T setting, String otherwise) {
            if (setting == null) {
                throw new IllegalArgumentException(otherwise);
            }
            return setting;
        }

        private void requireAddress() {
            if (baseUrl() != null) {
                return;
            }
            if (dialect.baseUrl().isEmpty()) {
                throw new IllegalArgumentException(
                        "baseUrl is missing; the dialect " + dialect.name() + " is spoken by servers of one's own");
            }
            if (apiKey.isMissing()) {
                throw new IllegalArgumentException("apiKey is missing; set the key for "
                        + dialect.baseUrl().get() + ", or set baseUrl for another server that needs none");
            }
        }

        private void requireModel(RequestWriter requests) {
            if (modelName() == null && requests.needsModel()) {
                throw new IllegalArgumentException(
                        "modelName is missing; the dialect " + dialect.name() + " sends one with every request");
            }
            if (modelName() != null && !requests.takesModel()) {
                throw new IllegalArgumentException("modelName is set, but a " + dialect.name()
                        + " server has one model and takes no name; leave it out");
            }
            if (modelName() != null) {
                requests.requirePath(modelName());
            }
        }

        private void requireExpressible(RequestWriter requests) {
            if (instruction != null && dialect.settings().instruction == null) {
                throw new IllegalArgumentException("instruction is set, but the dialect " + dialect.name()
                        + " has none; remove it, or state in the dialect where it stands"
                        + " (toBuilder().instruction(...))");
            }
            if (instruction != null && instruction.isBlank()) {
                throw new IllegalArgumentException("instruction is blank; leave it out for the model's own");
            }
            requests.input().check(input);
            requests.parameters().check(parameters);
        }
    }
}
