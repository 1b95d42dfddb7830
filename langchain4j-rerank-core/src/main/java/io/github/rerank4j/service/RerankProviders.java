package io.github.rerank4j.service;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.text.HarmlessName;
import io.github.rerank4j.text.OneLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The providers that are there, and models made of names and texts, for whoever chooses by configuration: command lines,
 * jobs, frameworks. Immutable; keep it no longer than the class loader.
 *
 * <pre>{@code
 * Reranker reranker = RerankProviders.of(Main.class.getClassLoader())
 *         .model("siliconflow", Map.of("apiKey", key, "modelName", "BAAI/bge-reranker-v2-m3"), Map.of());
 * }</pre>
 */
public final class RerankProviders {

    private static final String UNKNOWN = "{provider} is %s, which is not the id of a provider";
    private static final String GIVE_ONE = "give one of %s";
    private static final String ADD_ONE =
            "put a provider's module on the class path, such as langchain4j-rerank-generic";

    private final Map<String, RerankProvider<?>> providers;

    private RerankProviders(Map<String, RerankProvider<?>> providers) {
        this.providers = providers;
    }

    /**
     * The providers that a class loader sees.
     *
     * @throws java.util.ServiceConfigurationError if one of them cannot be loaded
     * @throws IllegalStateException if two have the same id
     */
    @SuppressWarnings("rawtypes")
    public static RerankProviders of(ClassLoader loader) {
        Map<String, RerankProvider<?>> found = new LinkedHashMap<>();
        for (RerankProvider provider : ServiceLoader.load(RerankProvider.class, loader)) {
            RerankProvider<?> other = found.put(provider.id(), provider);
            if (other != null) {
                throw new IllegalStateException(other.getClass().getName() + " and "
                        + provider.getClass().getName() + " are both the provider \"" + provider.id()
                        + "\"; remove one of their modules");
            }
        }
        return new RerankProviders(found);
    }

    /** All of them, in the order in which the class loader finds them, which is that of the class path. */
    public List<RerankProvider<?>> all() {
        return List.copyOf(providers.values());
    }

    /**
     * The one with that id.
     *
     * @throws SettingException if there is none, or no id; names those that may be meant, or all
     */
    public RerankProvider<?> named(String id) {
        if (id == null) {
            throw SettingException.of("{provider} is missing", providers.isEmpty() ? ADD_ONE : GIVE_ONE, ids());
        }
        RerankProvider<?> provider = providers.get(id);
        if (provider == null) {
            throw unknown(id);
        }
        return provider;
    }

    /**
     * Reads a model specification, {@code PROVIDER[:MODEL][@URL]} or {@code @FILE}; builds nothing.
     *
     * <ul>
     *   <li>{@code PROVIDER} ends at the first colon or {@code @}. It is the id of a provider, or the name of a dialect,
     *       for the provider that has it, or {@link RerankSpec#LOCAL}.
     *   <li>{@code URL} begins after the last {@code @} that {@code http://} or {@code https://} follows, and holds no
     *       user info. {@code MODEL} is all between, as it is.
     *   <li>{@code FILE} is a properties file in UTF-8: {@code provider}, which may be what {@code PROVIDER} may, and
     *       settings by their names, in camel case or with dashes, entries with a dot and their own. Keys may be in it.
     * </ul>
     *
     * @throws SettingException if it is none, there is no such provider, or the file cannot be read; shows no value of
     *     the file, and no user info
     */
    public RerankSpec ofSpec(String spec) {
        return new Specs(this).read(spec);
    }

    /** The one of whose setting {@code dialect} this is a value; empty if there is none. */
    Optional<RerankProvider<?>> speaking(String dialect) {
        return providers.values().stream()
                .filter(provider -> provider.setting(Specs.DIALECT)
                        .filter(setting -> setting.values().contains(dialect))
                        .isPresent())
                .findFirst();
    }

    /** Whether there is one with that id. */
    boolean has(String id) {
        return providers.containsKey(id);
    }

    /**
     * What was written where the id of a provider, the name of a dialect or {@link RerankSpec#LOCAL} belongs, and is none.
     */
    SettingException unknownInSpec(String written) {
        List<String> known = new ArrayList<>(providers.keySet());
        providers.values().stream()
                .flatMap(provider -> provider.setting(Specs.DIALECT).stream())
                .forEach(setting -> known.addAll(setting.values()));
        known.add(RerankSpec.LOCAL);
        return SettingException.of(
                "%s is neither a provider nor a dialect",
                "%s", HarmlessName.quoted(written), MeantName.remedy(known, written));
    }

    /**
     * A model.
     *
     * @param id the provider's
     * @param values texts by the names of their settings; the entries of a setting by its name, a dot and their own, such
     *     as {@code customHeaders.X-Team}
     * @param objects what no text can say, by the names of their settings
     * @throws SettingException if there is no such provider, or a setting is not known, missing, wrong, or contradicts
     *     another; does not show the text of a secret
     */
    public Reranker model(String id, Map<String, String> values, Map<String, ?> objects) {
        return model(named(id), values, objects);
    }

    private static <B> Reranker model(RerankProvider<B> provider, Map<String, String> values, Map<String, ?> objects) {
        B builder = provider.newBuilder();
        apply(provider, builder, values, objects);
        return provider.build(builder);
    }

    /**
     * Hands settings to a builder, in the order in which the provider has them; see {@link #model}.
     *
     * @throws SettingException if one is not known or wrong
     */
    public static <B> void apply(
            RerankProvider<B> provider, B builder, Map<String, String> values, Map<String, ?> objects) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Map<String, String>> entries = new HashMap<>();
        values.forEach((name, text) -> {
            requirePresent(name);
            int dot = name.indexOf('.');
            if (dot < 0) {
                if (text == null) {
                    throw SettingException.of("{%s} is null", "give it a value, or remove it", OneLine.word(name));
                }
                texts.put(name, text);
            } else {
                entries.computeIfAbsent(name.substring(0, dot), setting -> new LinkedHashMap<>())
                        .put(name.substring(dot + 1), text);
            }
        });
        List<Setting<? super B, ?>> settings = provider.settings();
        requireKnown(settings, texts.keySet());
        requireKnown(settings, entries.keySet());
        requireKnown(settings, objects.keySet());
        for (Setting<? super B, ?> setting : settings) {
            apply(
                    setting,
                    builder,
                    texts.get(setting.name()),
                    entries.get(setting.name()),
                    objects.get(setting.name()));
        }
    }

    private static <B> void apply(
            Setting<B, ?> setting,
            B builder,
            @Nullable String text,
            @Nullable Map<String, String> entries,
            @Nullable Object object) {
        if (object != null && (text != null || entries != null)) {
            throw SettingException.of(
                    "{%s} is given as a text and as an object", "keep the one that is meant", setting.name());
        }
        if (text != null) {
            setting.applyText(builder, text);
        }
        if (entries != null) {
            setting.applyEntries(builder, entries);
        }
        if (object != null) {
            setting.applyObject(builder, object);
        }
    }

    private static void requireKnown(Collection<? extends Setting<?, ?>> settings, Collection<String> names) {
        Map<String, String> known = new LinkedHashMap<>();
        settings.forEach(setting -> known.put(SettingNames.dashed(setting.name()), setting.name()));
        for (String name : names) {
            requirePresent(name);
            if (!known.containsValue(name)) {
                throw unknown(known, name);
            }
        }
    }

    private static void requirePresent(@Nullable String name) {
        if (name == null) {
            throw SettingException.of("the name of a setting is null", "correct it, or remove it");
        }
    }

    private static SettingException unknown(Map<String, String> known, String name) {
        List<String> meant = MeantName.among(known.keySet(), SettingNames.dashed(name)).stream()
                .map(known::get)
                .toList();
        if (meant.isEmpty() && HarmlessName.mayBeKey(name)) {
            return SettingException.of(
                    "the setting %s is not known", "correct its name, or remove it", HarmlessName.quoted(name));
        }
        List<Object> values = new ArrayList<>(List.of(OneLine.word(name)));
        values.addAll(meant);
        return SettingException.of(
                "{%s} is not known",
                meant.isEmpty()
                        ? "correct its name, or remove it"
                        : MeantName.question(Collections.nCopies(meant.size(), "{%s}"))
                                + " Correct its name, or remove it",
                values.toArray());
    }

    private SettingException unknown(String id) {
        String shown = HarmlessName.quoted(id);
        if (providers.isEmpty()) {
            return SettingException.of("{provider} is %s, but no provider is on the class path", ADD_ONE, shown);
        }
        List<String> meant = MeantName.among(providers.keySet(), id);
        if (!meant.isEmpty()) {
            return SettingException.of(UNKNOWN, "%s", shown, MeantName.question(meant));
        }
        return takenForOne(id).orElseGet(() -> SettingException.of(UNKNOWN, GIVE_ONE, shown, ids()));
    }

    private String ids() {
        return String.join(", ", providers.keySet());
    }

    /** What is a value of some provider's setting, such as a dialect, may be taken for a provider. */
    private Optional<SettingException> takenForOne(String id) {
        for (RerankProvider<?> provider : providers.values()) {
            for (Setting<?, ?> setting : provider.settings()) {
                List<String> meant = MeantName.among(setting.values(), id);
                if (setting.form() == Form.NAME && !meant.isEmpty()) {
                    return Optional.of(SettingException.of(
                            UNKNOWN,
                            "for %s set {provider} to %s and {%s} to %s",
                            HarmlessName.quoted(id),
                            meant.get(0),
                            provider.id(),
                            setting.name(),
                            meant.get(0)));
                }
            }
        }
        return Optional.empty();
    }
}
