package io.github.rerank4j.spring;

import io.github.rerank4j.spring.shared.PropertyNames;
import io.github.rerank4j.spring.shared.RerankConfigurationException;

/** Switches that Spring's conditions read as texts: there {@code yes} is not {@code true}. */
final class Switches {

    private static final String SPRING_AI = PropertyNames.PREFIX + ".spring-ai.enabled";
    private static final String AGGREGATOR = RerankProperties.AGGREGATOR + ".enabled";

    private Switches() {}

    /**
     * That each says true or false if it says anything, and that of the aggregator does where the aggregator has settings.
     *
     * @throws RerankConfigurationException if one does not
     */
    static void require(SettingReader reader, AggregatorProperties aggregator) {
        reader.requireSwitch(SPRING_AI);
        if (!reader.requireSwitch(AGGREGATOR) && aggregator.hasSettings()) {
            throw new RerankConfigurationException(AGGREGATOR
                    + " is not set, so the other properties of the aggregator have no effect; set it to true, or to false if"
                    + " that is meant");
        }
    }
}
