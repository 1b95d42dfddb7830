package io.github.rerank4j.spring.shared;

import io.github.rerank4j.text.HarmlessName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Looks for <code>${…}</code> that nothing defines: Spring Boot would hand it over as it is, as a key for example. */
public final class Placeholders extends AbstractBindHandler {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private @Nullable String objection;

    /** None yet. */
    public Placeholders() {}

    @Override
    public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        if (result instanceof String text && objection == null) {
            objection = objection(name.toString(), text);
        }
        return result;
    }

    /** What is wrong with a value that has a placeholder; null: it has none. */
    static @Nullable String objection(String name, String value) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        return placeholder.find()
                ? name + " is set to " + HarmlessName.reference(placeholder.group(1), "a placeholder")
                        + ", which neither the environment nor a property defines; define it, or remove the property"
                : null;
    }

    /**
     * Fails where there was one, so that startup fails.
     *
     * @throws RerankConfigurationException if there was one
     */
    public void requireNone() {
        if (objection != null) {
            throw new RerankConfigurationException(objection);
        }
    }
}
