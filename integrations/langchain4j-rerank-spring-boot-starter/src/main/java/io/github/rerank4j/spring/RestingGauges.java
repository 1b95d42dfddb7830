package io.github.rerank4j.spring;

import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.MemberStatus;
import io.github.rerank4j.spring.shared.StartedBeans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The gauge {@code rerank.resting} of each member of a chain, with the tags {@code reranker}, the name of the chain's bean,
 * and {@code member}: 1 while the member rests, else 0. Of the chains that are there when the application has started.
 */
final class RestingGauges implements SmartInitializingSingleton {

    private final StartedBeans<FallbackScoringModel> started;
    private final ObjectProvider<MeterRegistry> registries;

    RestingGauges(ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
        this.started = new StartedBeans<>(beans, FallbackScoringModel.class);
        this.registries = registries;
    }

    @Override
    public void afterSingletonsInstantiated() {
        started.forEachMade((name, chain) -> chain.members().forEach(member -> gauge(name, chain, member.name())));
    }

    private void gauge(String reranker, FallbackScoringModel chain, String member) {
        registries.forEach(registry -> Gauge.builder("rerank.resting", chain, resting -> rests(resting, member) ? 1 : 0)
                .tag("reranker", reranker)
                .tag("member", member)
                .description("Whether a member of a chain rests after failures")
                .register(registry));
    }

    private static boolean rests(FallbackScoringModel chain, String member) {
        return chain.members().stream()
                .filter(MemberStatus::rests)
                .map(MemberStatus::name)
                .anyMatch(member::equals);
    }
}
