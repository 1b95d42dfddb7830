package io.github.rerank4j.quarkus;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ScoreThreshold;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.settings.MeantName;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One chain of the configuration, and how it is built. */
final class ConfiguredChain {

    /** The property of the names of members, as if it were a setting. */
    static final String MEMBERS = "members";

    /** What comes before the name of a member and its settings. */
    static final String MEMBER = "member";

    private static final Duration LONG = Duration.ofDays(365);

    private final String modelName;
    private final String prefix;
    private final SmallRyeConfig config;
    private final ConfiguredSettings<FallbackScoringModel.Builder> settings;

    ConfiguredChain(String modelName, SmallRyeConfig config) {
        this.modelName = modelName;
        this.prefix = ModelPrefix.of(FallbackRerankConfig.PREFIX, modelName, config);
        this.config = config;
        this.settings = new ConfiguredSettings<>(prefix, FallbackScoringModel.settings(), config);
    }

    /** The names of its members, as they are configured; maybe none. */
    List<String> members() {
        return config.getOptionalValues(property(), String.class).orElse(List.of()).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * Refuses members that are not there or named twice, and chains that are a member of themselves, at whatever depth.
     *
     * @param models the names of all scoring models of the application
     * @param chains those of them that are chains of the configuration
     * @throws ConfigValidationException names the property
     */
    void requireMembers(Collection<String> models, Collection<String> chains) {
        requireDefined();
        List<String> members = members();
        if (members.isEmpty()) {
            throw Refusal.of(
                    property() + " is missing; set the names of the chain's scoring models, first choice first");
        }
        List<String> known =
                models.stream().filter(name -> !NamedConfigUtil.isDefault(name)).toList();
        for (int i = 0; i < members.size(); i++) {
            String member = members.get(i);
            if (!known.contains(member)) {
                throw Refusal.of(unknown(member, known));
            }
            if (members.indexOf(member) < i) {
                throw Refusal.of(property() + " names " + member + " twice; remove one of them");
            }
        }
        circle(List.of(modelName), chains).ifPresent(circle -> {
            throw Refusal.of(property() + " leads in a circle (" + String.join(", ", circle)
                    + "); take one of these chains out of another's members");
        });
    }

    private void requireDefined() {
        try {
            UnsetVariable.refuse(property(), config);
        } catch (UnsetVariable unset) {
            throw Refusal.of(settings.message(unset));
        }
    }

    /**
     * The chain: configuration first, then the application's beans, then its customizers.
     *
     * @param models gives the scoring model of a name
     * @throws ConfigValidationException if a setting is wrong, or contradicts another; names its property
     */
    FallbackScoringModel build(Function<String, ScoringModel> models) {
        FallbackScoringModel.Builder builder = FallbackScoringModel.builder();
        try {
            settings.applyTo(builder, List.of());
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(settings.message(objection));
        }
        List<Member> members = members().stream()
                .map(name -> new Member(name, models.apply(name)))
                .toList();
        members.forEach(member -> member.joinOrRefuse(builder));
        ModelBeans beans = new ModelBeans(modelName);
        FallbackScoringModel.settings().forEach(setting -> beans.give(setting, builder));
        ModelBuilderCustomizer.applyCustomizers(
                beans.customizers(FallbackScoringModel.Builder.class), builder, modelName);
        try {
            return builder.build();
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(settings.message(objection));
        }
    }

    private String property() {
        return prefix + '.' + MEMBERS;
    }

    private String unknown(String member, List<String> known) {
        List<String> meant = MeantName.among(known, member);
        return property() + " names " + member + ", but no scoring model has that name; "
                + (meant.isEmpty() ? "correct it" : MeantName.question(meant) + " Correct it")
                + ", or set quarkus.langchain4j." + ModelPrefix.spelled(member) + ".scoring-model.provider";
    }

    /** The chains between a chain and itself, both with it; looked for among the members of the last of those so far. */
    private Optional<List<String>> circle(List<String> way, Collection<String> chains) {
        return members().stream()
                .filter(chains::contains)
                .flatMap(member -> {
                    List<String> further =
                            Stream.concat(way.stream(), Stream.of(member)).toList();
                    return way.contains(member)
                            ? Stream.of(further.subList(way.indexOf(member), further.size()))
                            : new ConfiguredChain(member, config).circle(further, chains).stream();
                })
                .findFirst();
    }

    /** A scoring model of the chain, and its settings. */
    private final class Member {

        private final String name;
        private final ScoringModel model;
        private final ConfiguredSettings<FallbackScoringModel.MemberBuilder> own;

        private Member(String name, ScoringModel model) {
            this.name = name;
            this.model = model;
            this.own = new ConfiguredSettings<>(
                    ModelPrefix.of(prefix + '.' + MEMBER, name, config), FallbackScoringModel.memberSettings(), config);
        }

        private FallbackScoringModel.Builder join(FallbackScoringModel.Builder chain) {
            return chain.member(name, model, member -> own.applyTo(member, List.of()));
        }

        /** What would be wrong in a chain of this member alone is a fault of its settings. */
        private void joinOrRefuse(FallbackScoringModel.Builder chain) {
            try (FallbackScoringModel alone = alone()) {
                ScoreThreshold.checkMembers(alone);
                join(chain);
            } catch (IllegalArgumentException objection) {
                throw Refusal.of(own.message(objection));
            }
        }

        /** A chain of this member, whatever the time of the other one. */
        private FallbackScoringModel alone() {
            return join(FallbackScoringModel.builder().timeout(LONG)).build();
        }
    }
}
