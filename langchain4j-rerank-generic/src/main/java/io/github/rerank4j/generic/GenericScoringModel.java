package io.github.rerank4j.generic;

import io.github.rerank4j.LangChain4jAsync;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.settings.SettingException;
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

    /** A builder; which dialect the server speaks is the first thing to say. */
    public static Builder builder() {
        return new Builder();
    }

    /** The settings of a model. Not for use by several threads. */
    public static final class Builder extends RerankScoringModel.Builder<Builder> {

        private final ApiKey apiKey = new ApiKey();
        private @Nullable RerankDialect dialect;
        private Map<String, Object> input = Map.of();
        private Map<String, Object> parameters = Map.of();
        private @Nullable String instruction;

        private Builder() {}

        /**
         * The key, here or from a supplier; the last of both counts. Required for the hosted service of a dialect, unless
         * {@code baseUrl} is set. Default: none.
         */
        public Builder apiKey(String apiKey) {
            this.apiKey.set(apiKey);
            return this;
        }

        /**
         * Supplies the key, asked once for each attempt; it must not block. It runs on the thread that sends the
         * attempt: that of a blocking caller, or one of the model's, which inherits nothing from any caller. Default:
         * none.
         */
        public Builder apiKey(Supplier<String> apiKey) {
            this.apiKey.set(apiKey);
            return this;
        }

        /**
         * The protocol of the server. Default {@link RerankDialect#ENVELOPE}; errors of a model whose user left this out
         * say so.
         */
        public Builder dialect(RerankDialect dialect) {
            if (dialect == null) {
                throw SettingException.of(
                        "{dialect} is null",
                        "give a constant such as RerankDialect.COHERE_V2, RerankDialect.named(...) or one of your own,"
                                + " or leave it out for ENVELOPE");
            }
            this.dialect = dialect;
            return this;
        }

        /** Entries of the body's {@code input} object; those of a call win. Default: none. */
        public Builder input(Map<String, ?> input) {
            this.input = copy(input, "input");
            return this;
        }

        /** Entries of the body's {@code parameters} object; those of a call win. Default: none. */
        public Builder parameters(Map<String, ?> parameters) {
            this.parameters = copy(parameters, "parameters");
            return this;
        }

        /** How to judge relevance, for dialects that have an instruction. Default: the model's own. */
        public Builder instruction(String instruction) {
            this.instruction = instruction;
            return this;
        }

        @Override
        public GenericScoringModel build() {
            DialectChoice choice = DialectChoice.of(dialect);
            RerankDialect spoken = choice.dialect();
            requireAddress(choice);
            requireModel(choice);
            requireExpressible(choice);
            RerankService service = RerankService.of(
                            spoken.name(),
                            choice,
                            apiKey.in(spoken.address.keyHeader(), spoken.address.keyPrefix()),
                            spoken.baseUrl().orElse(""),
                            new Defaults(modelName(), instruction, input, parameters))
                    .maxConcurrentRequests(spoken.maxConcurrentRequests);
            return LangChain4jAsync.isThere()
                    ? new AsyncGenericScoringModel(this, service)
                    : new GenericScoringModel(this, service);
        }

        private static Map<String, Object> copy(@Nullable Map<String, ?> entries, String object) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(DialectChecks.given(object, entries)));
        }

        private void requireAddress(DialectChoice choice) {
            if (baseUrl() != null) {
                return;
            }
            RerankDialect spoken = choice.dialect();
            if (spoken.baseUrl().isEmpty()) {
                throw choice.missing("baseUrl", "is spoken by servers of one's own");
            }
            if (apiKey.isMissing()) {
                throw SettingException.of(
                        "{apiKey} is missing",
                        "set the key for %s, or set {baseUrl} for another server that needs none",
                        spoken.baseUrl().get());
            }
        }

        private void requireModel(DialectChoice choice) {
            RequestWriter requests = choice.dialect().wire().requests();
            if (modelName() == null && requests.needsModel()) {
                throw choice.missing("modelName", "sends one with every request");
            }
            if (modelName() != null && !requests.takesModel()) {
                throw SettingException.of(
                        "{modelName} is set, but a %s server has one model and takes no name",
                        "leave it out", choice.dialect().name());
            }
            if (modelName() != null) {
                requests.requirePath(modelName());
            }
        }

        private void requireExpressible(DialectChoice choice) {
            RerankDialect spoken = choice.dialect();
            if (instruction != null && spoken.request.instruction() == null) {
                throw SettingException.of(
                        "{instruction} is set, but %s has none",
                        choice.remedy("remove it, or say in the dialect where it is (toBuilder().instruction(...))"),
                        choice.made() ? "the dialect " + spoken.name() : "the default dialect");
            }
            if (instruction != null && instruction.isBlank()) {
                throw SettingException.of("{instruction} is blank", "leave it out for the model's own");
            }
            spoken.wire().requests().input().check(input);
            spoken.wire().requests().parameters().check(parameters);
        }
    }
}
