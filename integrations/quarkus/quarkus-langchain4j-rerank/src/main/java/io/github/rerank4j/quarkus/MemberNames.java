package io.github.rerank4j.quarkus;

import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.settings.SettingNames;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The properties of the members of chains: settings behind the names of members behind those of chains. */
final class MemberNames {

    private static final String LIMITER = "limiter";
    private static final String NAME = "(?:\"([^\"]+)\"|([^.\"]+))";
    private static final Pattern OF_A_MEMBER = Pattern.compile("(?<before>" + Pattern.quote(FallbackRerankConfig.PREFIX)
            + "\\.(?:" + NAME + "\\.)?" + ConfiguredChain.MEMBER + "\\." + NAME + ")(?:\\.(?<setting>.+))?");

    private static final Pattern OF_A_CACHE = Pattern.compile(
            Pattern.quote(FallbackRerankConfig.PREFIX) + "\\.(?:" + NAME + "\\.)?" + ConfiguredCache.CACHE + "\\..+");

    private static final Pattern OF_A_LIMITER =
            Pattern.compile(Pattern.quote(FallbackRerankConfig.PREFIX) + "\\.(?:" + NAME + "\\.)?" + LIMITER + "\\..+");

    private static final List<String> SETTINGS =
            ConfiguredSettings.withProperty(FallbackScoringModel.memberSettings()).stream()
                    .map(SettingNames::dashed)
                    .toList();

    private final Map<String, List<String>> chains;

    /**
     * @param chains the names of chains, with the names of their members
     */
    MemberNames(Map<String, List<String>> chains) {
        this.chains = chains;
    }

    /** The properties of chains themselves; whatever is behind {@code member}, {@code cache} or {@code limiter} is among them. */
    static PropertyNames behindChains(Set<String> models) {
        List<String> settings = new ArrayList<>(ConfiguredSettings.withProperty(FallbackScoringModel.settings()));
        settings.add(ConfiguredChain.MEMBERS);
        settings.add(ConfiguredChain.MEMBERS + "[]");
        List<String> withNamesBehind = List.of(ConfiguredChain.MEMBER, ConfiguredCache.CACHE, LIMITER);
        settings.addAll(withNamesBehind);
        return new PropertyNames(FallbackRerankConfig.PREFIX, settings, withNamesBehind, models);
    }

    /** What is wrong with a property that is one of a member's; empty if nothing is, or it is another's. */
    Optional<String> problem(String property) {
        if (OF_A_CACHE.matcher(property).matches()) {
            return Optional.of(property + " is set, but a cache is around a member of a chain and never around the"
                    + " chain; set the same for a member, or " + RerankCacheConfig.PREFIX + ".enabled for all models");
        }
        if (OF_A_LIMITER.matcher(property).matches()) {
            return Optional.of(property + " is set, but a chain asks no service itself; set the same for a member, or "
                    + RerankLimiterConfig.PREFIX + " for all models");
        }
        Matcher form = OF_A_MEMBER.matcher(property);
        if (!form.matches()) {
            return Optional.empty();
        }
        String setting = Optional.ofNullable(form.group("setting")).orElse("");
        if (!SETTINGS.contains(setting)) {
            return Optional.of(MeantName.complaint(
                    property,
                    MeantName.among(SETTINGS, setting).stream()
                            .map(meant -> form.group("before") + '.' + meant)
                            .toList()));
        }
        return Optional.ofNullable(chains.get(name(form, 2).orElse(NamedConfigUtil.DEFAULT_NAME)))
                .filter(members -> !members.contains(name(form, 4).orElse("")))
                .map(members -> property + " is set, but the chain has no member of that name; its members are "
                        + String.join(", ", members) + "; correct the name, or remove the property");
    }

    private static Optional<String> name(Matcher form, int group) {
        return Optional.ofNullable(form.group(group)).or(() -> Optional.ofNullable(form.group(group + 1)));
    }
}
