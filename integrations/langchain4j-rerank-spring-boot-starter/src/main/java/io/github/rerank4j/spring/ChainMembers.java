package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ScoreThreshold;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel.MemberBuilder;
import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spring.shared.ChainProperties;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import io.github.rerank4j.text.HarmlessName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Finds the members of chains, which are other beans, and gives them to these. A member is called as its bean is: a
 * reranker with a name, a model of the application, or {@code tencentScoringModel}, for which {@code tencent} will do
 * where no bean has that name.
 */
final class ChainMembers {

    private static final Map<String, List<Setting<?, ?>>> SETTINGS = Providers.ofMembers();

    /** A member's settings are checked by themselves, whatever the time of the chain. */
    private static final Duration LONG = Duration.ofDays(365);

    private final Providers providers;
    private final ListableBeanFactory beans;
    private final RerankProperties all;
    private final BoundProperties properties;
    private final ChainCircles circles;

    ChainMembers(Providers providers, ListableBeanFactory beans, RerankProperties all, BoundProperties properties) {
        this.providers = providers;
        this.beans = beans;
        this.all = all;
        this.properties = properties;
        this.circles = new ChainCircles(all.instances());
    }

    /**
     * Gives a chain its members.
     *
     * @param name its bean's
     * @param prefix under which its properties are
     * @param values what is set under it
     * @throws RerankConfigurationException if there are none, or one is not known, twice there, or wrong
     */
    void giveTo(FallbackScoringModel.Builder chain, String name, String prefix, Map<String, Object> values) {
        circles.requireNone(name);
        Map<String, String> members = beansOf(ChainProvider.membersIn(values), name, prefix);
        Map<String, Map<String, Object>> own = own(values, members, prefix + "." + ChainProperties.MEMBER);
        members.forEach((member, bean) -> {
            ScoringModel model = beans.getBean(bean, ScoringModel.class);
            closeAfter(name, bean);
            Map<String, Object> settings = own.getOrDefault(member, Map.of());
            Consumer<MemberBuilder> applied = builder -> apply(settings, builder);
            if (!settings.isEmpty()) {
                check(member, model, applied, prefix + "." + ChainProperties.MEMBER + "." + member);
            }
            chain.member(member, model, applied);
        });
    }

    /** The names of the beans, by what the members are called in the order of the chain. */
    private Map<String, String> beansOf(List<String> written, String chain, String prefix) {
        String property = prefix + "." + ChainProvider.MEMBERS.name();
        if (written.isEmpty()) {
            throw new RerankConfigurationException(property
                    + " is missing; set it to the names of other rerankers, in the order in which they are asked");
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (String member : written) {
            String bean = bean(member, chain, property);
            if (members.containsValue(bean)) {
                throw new RerankConfigurationException(property + " holds " + HarmlessName.quoted(member)
                        + " twice; leave one of them out" + properties.line(property));
            }
            members.put(member, bean);
        }
        return members;
    }

    private String bean(String written, String chain, String property) {
        List<String> known = new ArrayList<>(
                List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ScoringModel.class, true, false)));
        known.remove(chain);
        if (known.contains(written)) {
            return written;
        }
        Stream<String> spelled = known.stream().filter(bean -> Providers.isSpelled(bean, written));
        Stream<String> unnamed = providers.named(written).map(Providers::beanName).filter(known::contains).stream();
        return Stream.concat(spelled, unnamed)
                .findFirst()
                .orElseThrow(() -> new RerankConfigurationException(property + " holds " + HarmlessName.quoted(written)
                        + ", but "
                        + steppedBack(written, known)
                                .orElse("there is no reranker of that name; "
                                        + (known.isEmpty() ? "configure it" : MeantName.remedy(known, written)))
                        + properties.line(property)));
    }

    /** Why a provider's properties without a name have made no reranker; empty if they would have. */
    private Optional<String> steppedBack(String written, List<String> known) {
        return providers
                .named(written)
                .filter(provider -> ModelValues.isConfigured(all.providers().get(provider.id())))
                .map(provider -> makesNone(
                        provider.id(),
                        known.stream()
                                .filter(bean -> !all.instances().containsKey(bean))
                                .toList()));
    }

    /** What is said of a provider whose properties without a name make no reranker. */
    static String makesNone(String provider, List<String> own) {
        String named = RerankProperties.INSTANCES + "." + provider;
        return RerankProperties.PREFIX + "." + provider + " makes no reranker where the application has a"
                + " ScoringModel of its own (" + String.join(", ", own) + "); put its properties under " + named
                + ", and set " + named + ".provider to " + provider;
    }

    /** What is set for single members, by what these are called in the chain. */
    @SuppressWarnings("unchecked")
    private Map<String, Map<String, Object>> own(
            Map<String, Object> values, Map<String, String> members, String group) {
        Map<String, Map<String, Object>> own = new LinkedHashMap<>();
        Object set = values.getOrDefault(ChainProperties.MEMBER, Map.of());
        ((Map<String, Map<String, Object>>) set).forEach((written, settings) -> {
            String member = members.keySet().stream()
                    .filter(each -> Providers.isSpelled(each, written))
                    .findFirst()
                    .orElseThrow(() -> new RerankConfigurationException(group + "." + written
                            + " is set, but the chain has no such member; "
                            + MeantName.remedy(members.keySet(), written)
                            + settings.keySet().stream()
                                    .map(setting ->
                                            properties.line(group + "." + written + "." + SettingNames.dashed(setting)))
                                    .findFirst()
                                    .orElse("")));
            own.computeIfAbsent(member, name -> new LinkedHashMap<>()).putAll(settings);
        });
        return own;
    }

    @SuppressWarnings("unchecked")
    private static void apply(Map<String, Object> values, MemberBuilder builder) {
        SETTINGS.forEach((name, meanings) ->
                SettingValue.apply((Setting<MemberBuilder, ?>) meanings.get(0), builder, values.get(name)));
    }

    /** What is wrong with the settings of a member, said of them: of a chain with this one alone. */
    private void check(String name, ScoringModel model, Consumer<MemberBuilder> settings, String prefix) {
        try (FallbackScoringModel alone = FallbackScoringModel.builder()
                .timeout(LONG)
                .member(name, model, settings)
                .build()) {
            ScoreThreshold.checkMembers(alone);
        } catch (IllegalArgumentException objection) {
            SettingNames names = SettingNames.under(prefix, SETTINGS.keySet());
            throw RerankConfigurationException.of(names, objection, properties.line(names, objection));
        }
    }

    private void closeAfter(String chain, String member) {
        if (beans instanceof ConfigurableBeanFactory factory) {
            factory.registerDependentBean(member, chain);
        }
    }
}
