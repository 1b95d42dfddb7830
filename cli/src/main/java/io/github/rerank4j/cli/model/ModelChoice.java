package io.github.rerank4j.cli.model;

import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.service.RerankSpec;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model that the user has chosen.
 *
 * @param name what the user calls it; null where there is just one
 */
public record ModelChoice(@Nullable String name, RerankSpec spec) {

    /** Files have its name, to which file systems give 255 bytes. */
    private static final int LONGEST = 100;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /**
     * {@code NAME=SPEC}; what is before the first equals sign is the name.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static ModelChoice named(RerankProviders providers, String written) {
        int sign = written.indexOf('=');
        if (sign < 0) {
            throw new IllegalArgumentException("--model \"" + OneLine.word(beforeAddress(written))
                    + "\" has no name; write NAME=SPEC, such as sf=siliconflow:BAAI/bge-reranker-v2-m3");
        }
        String name = written.substring(0, sign);
        if (!isName(name)) {
            throw new IllegalArgumentException("the model's name \"" + OneLine.word(beforeAddress(name))
                    + "\" must begin with a letter or digit, and hold only these and . _ -, at most "
                    + LONGEST);
        }
        return new ModelChoice(name, spec(providers, name + ": ", written.substring(sign + 1)));
    }

    /**
     * {@code SPEC} alone.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ModelChoice alone(RerankProviders providers, String written) {
        return new ModelChoice(null, spec(providers, "", written));
    }

    /** Whether a model may be called so. */
    private static boolean isName(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches();
    }

    /** An address may hold what must not be shown. */
    private static String beforeAddress(String written) {
        int address = written.indexOf('@');
        return address < 0 ? written : written.substring(0, address) + "@…";
    }

    private static RerankSpec spec(RerankProviders providers, String prefix, String written) {
        try {
            return providers.ofSpec(written);
        } catch (SettingException wrong) {
            throw new IllegalArgumentException(prefix + wrong.getMessage(), wrong);
        }
    }

    /** How messages about it begin: its name and a colon, or nothing. */
    String prefix() {
        return name == null ? "" : name + ": ";
    }

    /** The name, or where there is none the provider. */
    public String title() {
        return name == null ? spec.provider() : name;
    }
}
