package io.github.rerank4j.spring.shared;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.ScoreThreshold;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Thresholds over a chain: whether each member has one of its own that needs one. */
public final class MemberThresholds {

    private final ListableBeanFactory beans;

    /** Of the chains among these beans. */
    public MemberThresholds(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * That a threshold for the scores of a chain's first member is not used for those of others. Chains that properties
     * have not made are left to whoever uses the threshold.
     *
     * @param minScore the threshold; null for none
     * @param property that of the threshold
     * @throws RerankConfigurationException if a member would get it; names the property that gives it its own
     */
    public void require(ScoringModel model, @Nullable Double minScore, String property) {
        if (minScore != null && model instanceof Reranker reranker) {
            requireOwn(reranker, minScore, property);
        }
    }

    private void requireOwn(Reranker chain, double minScore, String property) {
        List<RerankerTraits.Member> members = chain.traits(null).members();
        if (members.isEmpty()) {
            return;
        }
        String first = members.get(0).name();
        ScoreThreshold.memberWithoutOwn(chain)
                .ifPresent(member -> propertiesOf(chain).ifPresent(properties -> {
                    String own = properties + "." + ChainProperties.MEMBER + "." + member.name();
                    throw new RerankConfigurationException(property + " is " + minScore
                            + ", a threshold for the scores of member " + first + ", but member " + member.name()
                            + " would get it too; give it one of its own with " + own + ".min-score, or set " + own
                            + ".without-threshold to true");
                }));
        requireOwn(members.get(0).reranker(), minScore, property);
    }

    /** What the properties of a chain begin with; empty if it has none. */
    private Optional<String> propertiesOf(Reranker chain) {
        Environment environment = beans.getBean(Environment.class);
        return Stream.of(beans.getBeanNamesForType(Reranker.class, false, false))
                .map(name -> new Named(name, PropertyNames.PREFIX + ".instances." + name))
                .filter(named -> environment.containsProperty(
                        PropertyNames.nameOf(named.properties() + ".provider").toString()))
                .filter(named -> beans.getBean(named.bean()) == chain)
                .map(Named::properties)
                .findFirst();
    }

    /** A bean, and what its properties would begin with. */
    private record Named(String bean, String properties) {}
}
