package io.github.rerank4j;

import dev.langchain4j.model.scoring.request.DefaultScoringRequestParameters;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import io.github.rerank4j.text.OneLine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Per-call parameters for LangChain4j's {@code scoreAsync}, beside the model name. Needs LangChain4j 1.20 or newer;
 * with an older one use {@link RerankRequest}.
 */
public final class RerankParameters extends DefaultScoringRequestParameters {

    private final @Nullable String instruction;
    private final Map<String, Object> input;
    private final Map<String, Object> parameters;

    private RerankParameters(Builder builder) {
        super(builder);
        this.instruction = builder.instruction;
        this.input = Collections.unmodifiableMap(new LinkedHashMap<>(builder.input));
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
    }

    /** Parameters with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** How to judge relevance, instead of the model's instruction. */
    public Optional<String> instruction() {
        return Optional.ofNullable(instruction);
    }

    /** Entries of the body's {@code input} object. */
    public Map<String, Object> input() {
        return input;
    }

    /** Entries of the body's {@code parameters} object. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    /** These parameters, except where the others say something; maps are merged, the others' entries win. */
    @Override
    public ScoringRequestParameters overrideWith(@Nullable ScoringRequestParameters that) {
        Builder merged = builder().overrideWith(this);
        return (that == null ? merged : merged.overrideWith(that)).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof RerankParameters that
                && Objects.equals(instruction, that.instruction)
                && input.equals(that.input)
                && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), instruction, input, parameters);
    }

    /** Names the keys of the maps, not their values, and no instruction: texts stay out of logs. */
    @Override
    public String toString() {
        return "RerankParameters[modelName=" + modelName() + ", input=" + input.keySet() + ", parameters="
                + parameters.keySet() + "]";
    }

    /** Collects {@link RerankParameters}. Not for use by several threads. */
    public static final class Builder extends DefaultScoringRequestParameters.Builder<Builder> {

        private @Nullable String instruction;
        private final Map<String, Object> input = new LinkedHashMap<>();
        private final Map<String, Object> parameters = new LinkedHashMap<>();

        private Builder() {}

        /**
         * The model for this call. Default: the scoring model's.
         *
         * @throws IllegalArgumentException if it is blank, or holds a line break or another control character
         */
        @Override
        public Builder modelName(@Nullable String modelName) {
            return super.modelName(OneLine.checkedName("modelName", modelName));
        }

        /** The instruction for this call. Default: the model's. */
        public Builder instruction(@Nullable String instruction) {
            this.instruction = instruction;
            return this;
        }

        /** Adds entries to the body's {@code input} object, for a service that has one. */
        public Builder input(Map<String, ?> entries) {
            input.putAll(given("input", entries));
            return this;
        }

        /** Adds entries to the body's {@code parameters} object, for a service that has one. */
        public Builder parameters(Map<String, ?> entries) {
            parameters.putAll(given("parameters", entries));
            return this;
        }

        @Override
        public Builder overrideWith(ScoringRequestParameters that) {
            given("what overrides", that);
            super.overrideWith(that);
            if (that instanceof RerankParameters ours) {
                ours.instruction().ifPresent(this::instruction);
                input(ours.input());
                parameters(ours.parameters());
            }
            return this;
        }

        @Override
        public RerankParameters build() {
            return new RerankParameters(this);
        }

        private static <T> T given(String what, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException(what + " is null; give a value, or leave it out");
            }
            return value;
        }
    }
}
