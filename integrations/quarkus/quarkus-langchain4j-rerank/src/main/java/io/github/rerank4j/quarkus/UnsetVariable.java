package io.github.rerank4j.quarkus;

import io.github.rerank4j.text.HarmlessName;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A property refers to a variable which nobody has set, and so counts as missing. Never shows what might be a secret. */
final class UnsetVariable extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    // not what our own defaults refer to
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?!quarkus\\.langchain4j\\.)([^{}:]+)}");

    private UnsetVariable(String message) {
        super(message);
    }

    /**
     * Refuses a property that is this.
     *
     * @throws UnsetVariable if it is
     */
    static void refuse(String property, SmallRyeConfig config) {
        ConfigValue value = config.getConfigValue(property);
        if (value.getRawValue() == null || value.getValue() != null) {
            return;
        }
        Matcher variable = VARIABLE.matcher(value.getRawValue());
        if (variable.find()) {
            throw new UnsetVariable(
                    property + (variable.group().equals(value.getRawValue()) ? " is set to " : " holds ")
                            + HarmlessName.reference(variable.group(1), "a variable")
                            + ", which neither the environment nor a property defines; define it, or remove the property");
        }
    }
}
