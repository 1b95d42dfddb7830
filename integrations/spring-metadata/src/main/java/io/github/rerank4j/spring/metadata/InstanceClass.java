package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.shared.ChainProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source of the class whose properties are those of a reranker with a name. */
final class InstanceClass {

    static final String NAME = "InstanceProperties";
    static final String QUALIFIED_NAME = ClassSource.PACKAGE + "." + NAME;

    private final List<RerankProvider<?>> providers;

    InstanceClass(List<RerankProvider<?>> providers) {
        this.providers = providers;
    }

    String source() {
        return ClassSource.of(NAME, "a reranker with a name", fields());
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(
                "provider",
                SettingType.made(
                        "provider",
                        Stream.concat(ids().stream(), Stream.of(ChainProperties.PROVIDER))
                                .toList()),
                "Whose reranker it is. Required."));
        fields.add(new Field(
                Properties.ENABLED.name(), SettingType.plain(Boolean.class), Properties.ENABLED.description()));
        meanings().forEach((name, meanings) -> fields.add(new Field(name, type(meanings), description(meanings))));
        fields.add(new Field(
                ChainProperties.MEMBER, MemberClass.byNames(), ChainProperties.MEMBER_DESCRIPTION + " For fallback."));
        fields.add(new Field(ChainProperties.CACHE, CacheClass.type(), ChainProperties.CACHE_DESCRIPTION));
        fields.add(new Field(ChainProperties.LIMITER, LimiterClass.type(), LimiterClass.DESCRIPTION));
        return fields;
    }

    private List<String> ids() {
        return providers.stream().<String>map(RerankProvider::id).toList();
    }

    private static SettingType type(List<Meaning> meanings) {
        return SettingType.of(
                meanings.stream().<Setting<?, ?>>map(Meaning::setting).toList());
    }

    /** What each provider means by a name, and chains. */
    private Map<String, List<Meaning>> meanings() {
        Map<String, List<Meaning>> meanings = new LinkedHashMap<>();
        Stream.concat(providers.stream().flatMap(InstanceClass::ofProvider), ofChains())
                .filter(meaning -> meaning.setting().form() != Form.OBJECT)
                .forEach(meaning -> meanings.computeIfAbsent(meaning.setting().name(), name -> new ArrayList<>())
                        .add(meaning));
        return meanings;
    }

    private static Stream<Meaning> ofProvider(RerankProvider<?> provider) {
        return provider.settings().stream()
                .map(setting -> new Meaning(provider.id(), setting, Sentence.of(provider, setting)));
    }

    private static Stream<Meaning> ofChains() {
        return Stream.<Setting<?, ?>>concat(
                        Stream.of(ChainProperties.members()), FallbackScoringModel.settings().stream())
                .map(setting -> new Meaning(ChainProperties.PROVIDER, setting, Sentence.of(setting)));
    }

    /** What is said of a setting, and for whose rerankers it is, unless for those of all providers. */
    private String description(List<Meaning> meanings) {
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        meanings.forEach(meaning -> sentences
                .computeIfAbsent(meaning.sentence(), sentence -> new ArrayList<>())
                .add(meaning.provider()));
        if (sentences.size() > 1) {
            return sentences.entrySet().stream()
                    .map(sentence -> "For " + String.join(", ", sentence.getValue()) + ": " + sentence.getKey())
                    .collect(Collectors.joining(" "));
        }
        String sentence = sentences.keySet().iterator().next();
        List<String> whose = sentences.get(sentence);
        return Set.copyOf(whose).containsAll(ids()) ? sentence : sentence + " For " + String.join(", ", whose) + ".";
    }

    /** What one provider means by the name of a setting. */
    private record Meaning(String provider, Setting<?, ?> setting, String sentence) {}
}
