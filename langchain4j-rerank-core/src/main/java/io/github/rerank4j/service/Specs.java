package io.github.rerank4j.service;

import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.text.OneLine;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@link RerankProviders#ofSpec} takes. */
final class Specs {

    static final String DIALECT = "dialect";

    private static final String PROVIDER = "provider";
    private static final String MODEL = "modelName";
    private static final String ADDRESS = "baseUrl";

    private final RerankProviders providers;

    Specs(RerankProviders providers) {
        this.providers = providers;
    }

    RerankSpec read(String spec) {
        if (spec == null || spec.isBlank()) {
            throw SettingException.of("the model is empty", "write PROVIDER[:MODEL][@URL], or @FILE");
        }
        return spec.startsWith("@") ? ofFile(spec.substring(1)) : ofText(SpecText.of(spec));
    }

    private RerankSpec ofText(SpecText text) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (text.model() != null) {
            settings.put(MODEL, text.model());
        }
        if (text.url() != null) {
            settings.put(ADDRESS, text.url());
        }
        return of(text.provider(), settings);
    }

    private RerankSpec ofFile(String file) {
        Map<String, String> settings = new LinkedHashMap<>(SpecFile.read(file));
        String provider = settings.remove(PROVIDER);
        if (provider == null || provider.isBlank()) {
            throw SettingException.of("%s says no provider", "add a line such as provider=generic", OneLine.word(file));
        }
        return of(provider.strip(), settings);
    }

    private RerankSpec of(String provider, Map<String, String> settings) {
        if (provider.equals(RerankSpec.LOCAL)) {
            return local(settings);
        }
        if (providers.has(provider)) {
            return new RerankSpec(provider, named(providers.named(provider), settings));
        }
        RerankProvider<?> speaking = providers.speaking(provider).orElseThrow(() -> providers.unknownInSpec(provider));
        Map<String, String> all = named(speaking, settings);
        if (all.put(DIALECT, provider) != null) {
            throw SettingException.of(
                    "the provider \"%s\" is a dialect, and {dialect} is set beside it",
                    "keep the one that is meant", provider);
        }
        return new RerankSpec(speaking.id(), all);
    }

    private static RerankSpec local(Map<String, String> settings) {
        Map<String, String> rest = new LinkedHashMap<>(settings);
        String model = rest.remove(MODEL);
        if (model == null) {
            model = rest.remove(SettingNames.dashed(MODEL));
        }
        if (model == null || model.isBlank()) {
            throw SettingException.of("the scorer after local: is missing", "name one, such as local:bm25");
        }
        if (!rest.isEmpty()) {
            throw SettingException.of(
                    "local:%s has no {%s}, as it is asked in this process",
                    "remove it",
                    OneLine.word(model),
                    OneLine.word(rest.keySet().iterator().next()));
        }
        return new RerankSpec(RerankSpec.LOCAL, Map.of(MODEL, model));
    }

    /** The settings by the names they have in code; one that is not known keeps its own. */
    private static Map<String, String> named(RerankProvider<?> provider, Map<String, String> settings) {
        Map<String, String> named = new LinkedHashMap<>();
        settings.forEach((written, text) -> {
            int end = written.indexOf('.') < 0 ? written.length() : written.indexOf('.');
            String name = nameOf(provider, written.substring(0, end)) + written.substring(end);
            if (named.put(name, text) != null) {
                throw SettingException.of("{%s} is set twice", "keep the one that is meant", OneLine.word(name));
            }
        });
        return named;
    }

    private static String nameOf(RerankProvider<?> provider, String written) {
        return provider.settings().stream()
                .map(Setting::name)
                .filter(name -> SettingNames.dashed(name).equals(written))
                .findFirst()
                .orElse(written);
    }
}
