package io.github.rerank4j.service;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code PROVIDER[:MODEL][@URL]}, taken apart: the provider ends at the first colon or {@code @}, the address begins
 * after the last {@code @} that {@code http://} or {@code https://} follows, and the model is all between.
 */
record SpecText(
        String provider, @Nullable String model, @Nullable String url) {

    private static final String GRAMMAR = "write PROVIDER[:MODEL][@URL], or @FILE";
    private static final Pattern END_OF_PROVIDER = Pattern.compile("[:@]");
    private static final Pattern ADDRESS = Pattern.compile("@(?=https?://)", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO = Pattern.compile("[^:]*://[^/?#]*@.*", Pattern.DOTALL);

    /**
     * The parts of a text.
     *
     * @throws SettingException if it is not of that form, or its address holds user info; shows no address
     */
    static SpecText of(String spec) {
        Matcher end = END_OF_PROVIDER.matcher(spec);
        String provider = end.find() ? spec.substring(0, end.start()) : spec;
        if (provider.isBlank()) {
            throw SettingException.of("the provider is missing", GRAMMAR);
        }
        if (spec.endsWith("@")) {
            // as of a variable that is not set; without an address the key would go to the provider's own
            throw SettingException.of(
                    "the address after the last @ of %s is empty", "write it, or remove the @", OneLine.word(provider));
        }
        int address = address(spec);
        String url = address < 0 ? null : spec.substring(address);
        if (url != null && USER_INFO.matcher(url).matches()) {
            throw SettingException.of(
                    "the address of %s contains user info",
                    "remove it, and give the key in the environment or in a file", OneLine.word(provider));
        }
        int endOfModel = address < 0 ? spec.length() : Math.max(provider.length(), address - 1);
        return new SpecText(provider, model(provider, spec.substring(provider.length(), endOfModel)), url);
    }

    private static int address(String spec) {
        int address = -1;
        for (Matcher sign = ADDRESS.matcher(spec); sign.find(); ) {
            address = sign.end();
        }
        return address;
    }

    private static @Nullable String model(String provider, String between) {
        if (between.isEmpty()) {
            return null;
        }
        if (between.charAt(0) == '@') {
            throw SettingException.of(
                    "what follows %s@ is not an address",
                    "begin it with http:// or https://, or write %s:MODEL",
                    OneLine.word(provider),
                    OneLine.word(provider));
        }
        if (between.substring(1).isBlank()) {
            throw SettingException.of(
                    "the model after %s: is empty", "name one, or remove the colon", OneLine.word(provider));
        }
        return between.substring(1);
    }
}
