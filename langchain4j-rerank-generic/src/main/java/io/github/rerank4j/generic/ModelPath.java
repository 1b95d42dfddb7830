package io.github.rerank4j.generic;

import io.github.rerank4j.settings.SettingException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path of a request, with the model's name in it where the service wants it there. */
final class ModelPath {

    private static final String MODEL = "{model}";
    private static final Pattern ELSEWHERE = Pattern.compile("(^|/)\\.{0,2}(/|\\z)|[%?#\\\\{}\\p{Cc}]");

    private final String template;

    ModelPath(String template) {
        String path = template.replace(MODEL, "model").replaceFirst("/$", "");
        if (path.contains("{")) {
            throw SettingException.of("the {path} has a brace", "%s is the only placeholder", MODEL);
        }
        requireSafe(path, "the {path}");
        this.template = template;
    }

    /** Whether a request cannot do without a model's name. */
    boolean namesModel() {
        return template.contains(MODEL);
    }

    /**
     * The path for a model.
     *
     * @throws IllegalArgumentException if the path needs a name and there is none, or one that would lead elsewhere
     */
    String of(@Nullable String modelName) {
        if (!namesModel()) {
            return template;
        }
        if (modelName == null || modelName.isBlank()) {
            throw SettingException.of("{modelName} is missing", "it is part of the address of this service");
        }
        requireSafe(modelName, "{modelName}");
        return template.replace(MODEL, modelName);
    }

    private static void requireSafe(String path, String what) {
        if (!path.isEmpty() && ELSEWHERE.matcher(path).find()) {
            throw SettingException.of(
                    what
                            + " would lead to another address: a segment of it is empty, \".\" or \"..\", or it holds one of"
                            + " % ? # \\ { } or a control character",
                    "correct it");
        }
    }
}
