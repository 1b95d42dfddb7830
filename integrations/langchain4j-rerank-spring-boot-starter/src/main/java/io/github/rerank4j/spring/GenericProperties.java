package io.github.rerank4j.spring;

import io.github.rerank4j.generic.GenericScoringModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be set for another rerank server. */
class GenericProperties extends ModelProperties {

    /** Key, for a server that asks for one. */
    private @Nullable String apiKey;

    /** Protocol of the server. */
    private @Nullable Dialect dialect;

    /** How to judge relevance, where the dialect has an instruction. Default: the model's own. */
    private @Nullable String instruction;

    /** Entries of the body's input object; numbers and booleans as such in YAML only. */
    private Map<String, Object> input = new LinkedHashMap<>();

    /** Entries of the body's parameters object; numbers and booleans as such in YAML only. */
    private Map<String, Object> parameters = new LinkedHashMap<>();

    /** Hands all that is set to a builder. */
    void applyTo(GenericScoringModel.Builder builder) {
        super.applyTo(builder);
        set(apiKey, builder::apiKey);
        set(dialect == null ? null : dialect.preset(), builder::dialect);
        set(instruction, builder::instruction);
        set(input.isEmpty() ? null : Entries.withLists(input), builder::input);
        set(parameters.isEmpty() ? null : Entries.withLists(parameters), builder::parameters);
    }

    @Override
    Stream<String> keys() {
        return Stream.ofNullable(apiKey);
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable Dialect getDialect() {
        return dialect;
    }

    public void setDialect(@Nullable Dialect dialect) {
        this.dialect = dialect;
    }

    public @Nullable String getInstruction() {
        return instruction;
    }

    public void setInstruction(@Nullable String instruction) {
        this.instruction = instruction;
    }

    public Map<String, Object> getInput() {
        return input;
    }

    public void setInput(Map<String, Object> input) {
        this.input = input;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }
}
