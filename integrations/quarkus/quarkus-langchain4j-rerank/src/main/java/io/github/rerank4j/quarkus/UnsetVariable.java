package io.github.rerank4j.quarkus;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.Optional;
import java.util.regex.Pattern;

/** A property that is set to a variable which nobody has set, and so counts as missing. */
final class UnsetVariable {

    // not what our own defaults refer to
    private static final Pattern VARIABLE_ALONE = Pattern.compile("\\$\\{(?!quarkus\\.langchain4j\\.)[^{}:]+}");

    private UnsetVariable() {}

    /** What is wrong with a property, if it is this. */
    static Optional<String> of(String property, SmallRyeConfig config) {
        ConfigValue value = config.getConfigValue(property);
        return Optional.ofNullable(value.getRawValue())
                .filter(raw -> value.getValue() == null)
                .filter(raw -> VARIABLE_ALONE.matcher(raw).matches())
                .map(raw -> property + " is set to " + raw
                        + ", which neither the environment nor a property defines; define it, or remove the property");
    }
}
