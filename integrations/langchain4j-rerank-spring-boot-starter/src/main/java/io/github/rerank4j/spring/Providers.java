package io.github.rerank4j.spring;

import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.redis.RedisSettings;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.service.CommonSettings;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.shared.ModelHint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The providers on the class path, and what may be set for their rerankers. */
final class Providers implements ModelHint {

    private static final Set<String> OF_EVERY_PROVIDER =
            CommonSettings.all().stream().map(Setting::name).collect(Collectors.toUnmodifiableSet());

    private static final RerankProvider<?> CHAIN = new ChainProvider();

    private final List<RerankProvider<?>> all;

    Providers(@Nullable ClassLoader loader) {
        this.all = RerankProviders.of(loader == null ? Providers.class.getClassLoader() : loader)
                .all();
    }

    /** All of them, in the order of the class path. */
    List<RerankProvider<?>> all() {
        return all;
    }

    /** The names of all of them. */
    List<String> ids() {
        return all.stream().<String>map(RerankProvider::id).toList();
    }

    /** All of them, and the chain, which rerankers with names may be too. */
    private List<RerankProvider<?>> ofInstances() {
        return Stream.concat(all.stream(), Stream.of(CHAIN)).toList();
    }

    /** What the provider of a reranker with a name may be. */
    List<String> idsOfInstances() {
        return ofInstances().stream().<String>map(RerankProvider::id).toList();
    }

    /** Whether that is what chains have in the place of a provider. */
    static boolean isChain(@Nullable String id) {
        return CHAIN.id().equals(id);
    }

    /** The property of each without which its service cannot be asked. */
    @Override
    public String hint() {
        return "set one of "
                + all.stream()
                        .map(provider -> RerankProperties.PREFIX + "." + provider.id() + "."
                                + SettingNames.dashed(provider.decisive(setting -> Optional.empty())
                                        .get(0)))
                        .collect(Collectors.joining(", "))
                + ", and what else its provider needs";
    }

    /** The one of that name, in any spelling; the chain is one of them. */
    Optional<RerankProvider<?>> named(String written) {
        return ofInstances().stream()
                .filter(provider -> isSpelled(provider.id(), written))
                .findFirst();
    }

    /** The name of the bean that properties without a name of their own make: the model class's, first letter small. */
    static String beanName(RerankProvider<?> provider) {
        String name = provider.modelClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** What may be set for a reranker of one provider by properties; by name, in the provider's order. */
    static Map<String, List<Setting<?, ?>>> settings(RerankProvider<?> provider) {
        return settings(List.of(provider));
    }

    /** What may be set for a reranker of which nobody has said whose it is: what each provider means by the name. */
    Map<String, List<Setting<?, ?>>> settings() {
        return settings(ofInstances());
    }

    /** What may be set for a member of a chain. */
    static Map<String, List<Setting<?, ?>>> ofMembers() {
        return byName(FallbackScoringModel.memberSettings().stream());
    }

    /** What may be set for a cache. */
    static Map<String, List<Setting<?, ?>>> ofCaches() {
        return byName(Stream.concat(CachingScoringModel.settings().stream(), Stream.of(RedisSettings.prefix())));
    }

    /** What may be set for a limit that is shared in a Redis. */
    static Map<String, List<Setting<?, ?>>> ofLimits() {
        return byName(RedisLimit.settings().stream());
    }

    private static Map<String, List<Setting<?, ?>>> settings(List<RerankProvider<?>> providers) {
        return byName(providers.stream().flatMap(provider -> provider.settings().stream()));
    }

    private static Map<String, List<Setting<?, ?>>> byName(Stream<? extends Setting<?, ?>> all) {
        Map<String, List<Setting<?, ?>>> settings = new LinkedHashMap<>();
        all.filter(setting -> setting.form() != Form.OBJECT)
                .forEach(setting -> settings.computeIfAbsent(setting.name(), name -> new ArrayList<>())
                        .add(setting));
        return settings;
    }

    /** Those that have a setting of that dashed name. */
    List<String> having(String setting) {
        return all.stream()
                .filter(provider -> settings(provider).keySet().stream()
                        .map(SettingNames::dashed)
                        .anyMatch(setting::equals))
                .<String>map(RerankProvider::id)
                .toList();
    }

    /** The value of a setting of one provider that somebody may mean who writes it in the place of a provider. */
    Optional<TakenForAProvider> takenForAProvider(String written) {
        for (RerankProvider<?> provider : all) {
            for (Setting<?, ?> setting : provider.settings()) {
                List<String> meant = MeantName.among(setting.values(), written.replace('_', '-'));
                if (setting.form() == Form.NAME && !OF_EVERY_PROVIDER.contains(setting.name()) && !meant.isEmpty()) {
                    return Optional.of(new TakenForAProvider(
                            provider.id(), SettingNames.dashed(setting.name()), String.join(" or ", meant)));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether two texts are one value to Spring Boot, which looks at letters and digits alone. */
    static boolean isSpelled(String value, String written) {
        return canonical(value).equals(canonical(written));
    }

    private static String canonical(String text) {
        return text.toLowerCase(Locale.ROOT)
                .chars()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** A value, such as a dialect, which was taken for a provider: whose it is, of which setting, and the values. */
    record TakenForAProvider(String provider, String setting, String values) {}
}
