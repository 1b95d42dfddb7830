package io.github.rerank4j.quarkus;

import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** The prefix of the settings of one model in the configuration. */
public final class ModelPrefix {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[\\w-]+");

    private ModelPrefix() {}

    /**
     * The prefix without its last dot. The name of a model is in quotes where it needs them, or where the
     * configuration has them: of two spellings SmallRye reads only one.
     *
     * @param root the prefix of the settings of all models of the provider
     */
    public static String of(String root, String modelName, Config config) {
        if (NamedConfigUtil.isDefault(modelName)) {
            return root;
        }
        String quoted = root + '.' + inQuotes(modelName);
        return isInUse(quoted + '.', config) ? quoted : root + '.' + spelled(modelName);
    }

    /** The name of a model in a property, in quotes if it needs them. */
    static String spelled(String modelName) {
        return NEEDS_NO_QUOTES.matcher(modelName).matches() ? modelName : inQuotes(modelName);
    }

    private static String inQuotes(String modelName) {
        return '"' + modelName + '"';
    }

    private static boolean isInUse(String prefix, Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .anyMatch(name -> name.startsWith(prefix));
    }
}
