package io.github.rerank4j.quarkus;

import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The properties of rerankers that nobody reads, because they or their models are misspelt. Environment variables are
 * left alone: one spelling may mean several names, and SmallRye lists the one that it guesses. Values, which may be
 * secret, are never shown.
 */
final class UnreadProperties {

    /** Properties of LangChain4j's own: of a model that has the name of a provider, or of this extension. */
    private static final Pattern OF_LANGCHAIN4J = Pattern.compile("[a-z-]+-model\\.provider");

    private static final String ALL_PROVIDERS = "quarkus.langchain4j.rerank.";
    private static final List<String> OF_CACHES = Stream.concat(
                    Stream.of("enabled"), ConfiguredSettings.withProperty(ConfiguredCache.settings()).stream())
            .map(setting -> ConfiguredCache.CACHE + '.' + SettingNames.dashed(setting))
            .toList();
    private static final List<String> OF_LIMITS = ConfiguredLimit.settings().stream()
            .map(setting -> ConfiguredLimit.GROUP + '.' + SettingNames.dashed(setting.name()))
            .toList();
    private static final List<String> OF_ALL_PROVIDERS = Stream.of(
                    Stream.of("devservices.enabled", "aggregator.enabled", "aggregator.model"),
                    RerankContentAggregator.settings().stream()
                            .map(setting -> "aggregator." + SettingNames.dashed(setting.name())),
                    OF_CACHES.stream(),
                    OF_LIMITS.stream())
            .flatMap(names -> names)
            .toList();
    private static final Pattern WRONG_WAY_ROUND = Pattern.compile(
            "quarkus\\.langchain4j\\.(?<model>\"[^\"]+\"|[^.\"]+)\\.(?<provider>[^.\"]+)\\.(?<setting>.+)");

    private final Set<String> ids;
    private final List<PropertyNames> providers;
    private final MemberNames members;

    /**
     * @param models the names of all scoring models of the application
     * @param chains those of them that are chains, with the names of their members
     */
    UnreadProperties(RerankProviders providers, Set<String> models, Map<String, List<String>> chains) {
        this.ids = providers.all().stream().map(RerankProvider::id).collect(Collectors.toUnmodifiableSet());
        this.providers = Stream.concat(
                        providers.all().stream().map(provider -> names(provider, models)),
                        Stream.of(MemberNames.behindChains(models)))
                .toList();
        this.members = new MemberNames(chains);
    }

    private static PropertyNames names(RerankProvider<?> provider, Set<String> models) {
        List<String> settings = new ArrayList<>(ConfiguredSettings.withProperty(provider.settings()));
        settings.add(ConfiguredModel.STAND_IN_KEY);
        settings.addAll(OF_CACHES);
        settings.addAll(OF_LIMITS);
        List<String> withEntries = provider.settings().stream()
                .filter(setting -> setting.form() == Form.ENTRIES)
                .map(Setting::name)
                .toList();
        return new PropertyNames(ProviderNames.root(provider.id()), settings, withEntries, models);
    }

    /** Whether it belongs to LangChain4j, whatever its prefix. */
    static boolean isOfLangChain4j(String name) {
        return OF_LANGCHAIN4J.matcher(name).matches();
    }

    /** What is wrong, a sentence each. */
    List<String> in(SmallRyeConfig config) {
        // a copy: what SmallRye returns can be read only once
        List<String> all = new ArrayList<>();
        config.getPropertyNames().forEach(all::add);
        Set<String> environment = StreamSupport.stream(
                        config.getConfigSources(EnvConfigSource.class).spliterator(), false)
                .flatMap(source -> source.getPropertyNames().stream())
                .map(ProviderNames::asVariable)
                .collect(Collectors.toSet());
        return in(all, environment, property -> origin(config, property));
    }

    /** The source, which is a file where there is one, and its line where SmallRye knows it. */
    private static String origin(SmallRyeConfig config, String property) {
        String location = config.getConfigValue(property).getLocation();
        return location == null ? "" : " (" + location + ')';
    }

    /**
     * What is wrong, a sentence each.
     *
     * @param all the names of all properties
     * @param environment the names of all environment variables
     * @param origin where a property is set, to follow what is wrong with it
     */
    List<String> in(Collection<String> all, Set<String> environment, UnaryOperator<String> origin) {
        List<String> written = all.stream()
                .filter(property -> !environment.contains(ProviderNames.asVariable(property)))
                .toList();
        return Stream.of(
                        providers.stream().flatMap(provider -> provider.unread(written, origin)),
                        providers.stream().flatMap(provider -> provider.spelledTwice(all)),
                        written.stream()
                                .flatMap(property -> ofNoProvider(property)
                                        .or(() -> ofAllProviders(property))
                                        .or(() -> wrongWayRound(property))
                                        .or(() -> members.problem(property))
                                        .map(problem -> problem + origin.apply(property))
                                        .stream()))
                .flatMap(problems -> problems)
                .toList();
    }

    /** What is where providers without a mapping are, and is of none. */
    private Optional<String> ofNoProvider(String property) {
        if (!property.startsWith(ProviderNames.OF_OTHERS)) {
            return Optional.empty();
        }
        String name = property.substring(ProviderNames.OF_OTHERS.length());
        int dot = name.indexOf('.');
        String id = dot < 0 ? name : name.substring(0, dot);
        String setting = name.substring(id.length());
        if (!ids.contains(id)) {
            return Optional.of(MeantName.complaint(
                    property,
                    MeantName.among(ids, id).stream()
                            .map(meant -> ProviderNames.root(meant) + setting)
                            .toList()));
        }
        return ProviderNames.isMapped(id)
                ? Optional.of(property + " is not known; write " + ProviderNames.root(id) + setting)
                : Optional.empty();
    }

    private static Optional<String> ofAllProviders(String property) {
        if (!property.startsWith(ALL_PROVIDERS) || property.startsWith(ProviderNames.OF_OTHERS)) {
            return Optional.empty();
        }
        String name = property.substring(ALL_PROVIDERS.length());
        return OF_ALL_PROVIDERS.contains(name) || isOfLangChain4j(name)
                ? Optional.empty()
                : Optional.of(MeantName.complaint(
                        property,
                        MeantName.among(OF_ALL_PROVIDERS, name).stream()
                                .map(ALL_PROVIDERS::concat)
                                .toList()));
    }

    private Optional<String> wrongWayRound(String property) {
        Matcher wrong = WRONG_WAY_ROUND.matcher(property);
        return wrong.matches() && isMapped(wrong.group("provider"))
                ? Optional.of(property + " is not known; write quarkus.langchain4j." + wrong.group("provider") + '.'
                        + wrong.group("model") + '.' + wrong.group("setting"))
                : Optional.empty();
    }

    private boolean isMapped(String provider) {
        return Stream.concat(ids.stream(), Stream.of(ProviderNames.FALLBACK))
                .anyMatch(id ->
                        ProviderNames.isMapped(id) && ProviderNames.name(id).equals(provider));
    }
}
